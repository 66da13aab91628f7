import Foundation
import Testing

/// The built executable, run as a user runs it: another process, of which only files, text and exit code are seen.
struct Executable {
  let path: String

  /// The one of this build, which lies beside the test bundle.
  static let built = Executable(
    path: URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "jieming").path)

  struct Outcome {
    let status: Int32
    let output: Data
    /// Standard error.
    let messages: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { messages.split(separator: "\n").map(String.init) }
  }

  /// Runs to the end.
  ///
  /// - Parameter folder: the working directory.
  func run(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> Outcome {
    let running = try start(arguments, in: folder, environment: environment)
    return try running.outcome()
  }

  func start(_ arguments: [String], in folder: String, environment: [String: String] = [:]) throws -> Running {
    try Running(path, arguments, folder, environment)
  }

  /// A process whose outputs go to files: a pipe would fill up.
  final class Running {
    private let process = Process()
    private let streams: TemporaryFolder

    fileprivate init(_ path: String, _ arguments: [String], _ folder: String, _ environment: [String: String]) throws {
      streams = try TemporaryFolder()
      process.executableURL = URL(filePath: path)
      process.arguments = arguments
      process.currentDirectoryURL = URL(filePath: folder)
      process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = try streams.newFile("output")
      process.standardError = try streams.newFile("messages")
      try process.run()
    }

    var isRunning: Bool { process.isRunning }

    /// What it has used of the processor so far, by the kernel's hundredths of a second.
    var processorSeconds: Double {
      let text = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/stat", encoding: .utf8)) ?? ""
      // Behind the name, which stands in brackets; user and system time are the 14th and 15th field.
      let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
      return fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +) / 100
    }

    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    func outcome() throws -> Outcome {
      process.waitUntilExit()
      return Outcome(
        status: process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus,
        output: try streams.bytes("output"), messages: String(decoding: try streams.bytes("messages"), as: UTF8.self))
    }
  }
}

/// Another program that a test compares with.
enum Tool {
  static let ogrinfo = path(of: "ogrinfo")
  static let pdfinfo = path(of: "pdfinfo")
  static let python = path(of: "python3")
  static let script = path(of: "script")

  /// Whether Python can check a document against a JSON Schema of 2020-12.
  static let hasJSONSchema: Bool = {
    guard let python else { return false }
    let probe = "from jsonschema import Draft202012Validator"
    return (try? Executable(path: python).run(["-c", probe], in: "/").status) == 0
  }()

  private static func path(of name: String) -> String? {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
      .first { access($0, X_OK) == 0 }
  }
}
