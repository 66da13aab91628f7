import Foundation

/// What one process took.
struct Measurement {
  let wallSeconds: Double
  let peakMegabytes: Double

  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  /// Runs a program to its end with its output discarded.
  static func run(_ program: String, _ arguments: [String]) throws -> Measurement {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0)
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    defer { for word in words { free(word) } }

    let start = ContinuousClock.now
    var process = pid_t()
    guard posix_spawn(&process, program, &actions, nil, &words, environ) == 0 else {
      throw Failed(description: "cannot start \(program)")
    }
    var status: Int32 = 0
    var usage = rusage()
    wait4(process, &status, 0, &usage)
    let wall = start.duration(to: .now)
    guard status == 0 else {
      throw Failed(description: "\(program) \(arguments.joined(separator: " ")) ended with status \(status >> 8)")
    }
    return Measurement(
      wallSeconds: Double(wall.components.seconds) + Double(wall.components.attoseconds) * 1e-18,
      peakMegabytes: Double(usage.ru_maxrss) / 1024)
  }

  /// The medians of several runs after one that is not counted.
  static func median(of runs: Int, _ measure: () throws -> Measurement) throws -> Measurement {
    _ = try measure()
    let all = try (0..<runs).map { _ in try measure() }
    return Measurement(
      wallSeconds: all.map(\.wallSeconds).sorted()[runs / 2],
      peakMegabytes: all.map(\.peakMegabytes).sorted()[runs / 2])
  }

  static func + (left: Measurement, right: Measurement) -> Measurement {
    Measurement(
      wallSeconds: left.wallSeconds + right.wallSeconds, peakMegabytes: max(left.peakMegabytes, right.peakMegabytes))
  }
}
