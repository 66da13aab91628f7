import Foundation

/// What the work on place names takes, and each of its rules.
struct NameBenchmarks {
  let jieming: String
  /// A workspace with place names and the towns they lie in.
  let workspace: String

  /// The codes of family N, as the program lists them.
  func ruleCodes() throws -> [String] {
    struct Rules: Decodable {
      struct Rule: Decodable { let code: String }
      let rules: [Rule]
    }
    let process = Process()
    process.executableURL = URL(filePath: jieming)
    process.arguments = ["rules", "--format", "json"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try JSONDecoder().decode(Rules.self, from: text).rules.map(\.code).filter { $0.hasPrefix("N") }
  }

  /// Prints what each rule takes by itself, beyond the cheapest, which is little more than reading the names. What several
  /// rules share, such as the spelling pass, counts for each of them here and once in all together.
  func printRuleCosts() throws {
    let costs = try ruleCodes().map { code in
      (code: code, measured: try Measurement.median(of: 3) { try .run(jieming, check(code)) })
    }
    let reading = costs.map(\.measured.wallSeconds).min() ?? 0
    print(String(format: "%7.3f s  reading, the least of all rules", reading))
    for cost in costs {
      let seconds = cost.measured.wallSeconds - reading
      print(String(format: "%7.3f s %6.0f MB  %@", seconds, cost.measured.peakMegabytes, cost.code))
    }
  }

  func check(_ selection: String) -> [String] {
    ["check", workspace, "--select", selection, "--format", "json", "--output", workspace + ".json"]
  }
}
