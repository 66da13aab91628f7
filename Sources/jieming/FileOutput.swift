import ArgumentParser
import Delivery

/// Where a command writes: a file, whole or not at all, or standard output.
struct FileOutput {
  /// `nil` for standard output.
  let path: String?
  let force: Bool

  /// - Parameter path: `nil` and `-` mean standard output.
  init(path: String?, force: Bool) {
    self.path = path == "-" ? nil : path
    self.force = force
  }

  /// - Throws: `Failure` on standard output, where a workbook does not go.
  func requireFile(forWorkbook isWorkbook: Bool) throws {
    guard isWorkbook, path == nil else { return }
    throw Failure(.usage, zh: "xlsx 格式要用 --output 指定文件", en: "format xlsx needs --output FILE")
  }

  func write(_ bytes: [UInt8]) throws {
    try stream { sink in try bytes.withUnsafeBytes { try sink.write($0) } }
  }

  /// Plain text; a file begins with the name of the program, by which `OutputFile` knows it again.
  func writeText(_ text: String) throws {
    try write(Array(((path == nil ? "" : "界名 \(Jieming.generator)\n\n") + text).utf8))
  }

  /// For writers that write as they go.
  func stream(_ body: (inout any OutputSink) throws -> Void) throws {
    guard let path else {
      var sink: any OutputSink = StandardOutput()
      return try body(&sink)
    }
    let file = try OutputFile(path: path, force: force)
    var sink: any OutputSink = file
    try body(&sink)
    try file.commit()
  }

  /// For writers that make their file themselves, at the path they are given.
  func writeFile(_ body: (String) throws -> Void) throws {
    guard let path else { return }
    let file = try OutputFile(path: path, force: force)
    try body(file.temporaryPath)
    try file.commit()
  }
}

/// The file that a command writes.
struct OutputOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: "输出文件 output file [标准输出 standard output]")
  var output: String?

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  var file: FileOutput { FileOutput(path: output, force: force) }
}
