import Foundation

/// `findings.json`, as another program reads it.
struct FindingsDocument: Decodable {
  struct Tool: Decodable {
    let name: String
    let version: String
  }

  struct Summary: Decodable {
    let error: Int
    let warning: Int
    let info: Int
    let byRule: [String: Int]
  }

  struct NotRun: Decodable {
    let rule: String
    let needs: [String]
  }

  struct Subject: Decodable {
    let kind: String
    let key: String
    let name: String?
  }

  struct Source: Decodable {
    let file: String
    let layer: String?
    let row: Int?
  }

  struct Measure: Decodable {
    let value: Double
    let unit: String
    let limit: Double?
  }

  struct Place: Decodable {
    let type: String
    let coordinates: [Double]
  }

  struct Waiver: Decodable {
    let verdict: String
  }

  struct Finding: Decodable {
    let id: String
    let rule: String
    let severity: String
    let certainty: String
    let subject: Subject
    let related: [Subject]?
    let source: Source?
    let message: String
    let measure: Measure?
    let place: Place?
    let causedBy: String?
    let waived: Waiver?
  }

  let schema: String
  let tool: Tool
  let asOf: String
  let records: [String: Int]
  let summary: Summary
  let notRun: [NotRun]
  let findings: [Finding]

  init(from outcome: Executable.Outcome) throws {
    self = try JSONDecoder().decode(FindingsDocument.self, from: outcome.output)
  }

  var ids: [String] { findings.map(\.id) }

  func findings(of rule: String) -> [Finding] { findings.filter { $0.rule == rule } }
}

/// A row of `truth.csv`: a fault planted in the sample.
struct PlantedFault: CustomStringConvertible {
  let rule: String
  let kind: String
  let key: String
  let file: String
  let row: Int?
  let note: String

  var description: String { "\(rule) \(kind) \(key) (\(file):\(row.map(String.init) ?? "-"), \(note))" }

  /// A key `~` stands for a row without a key.
  func isDescribed(by finding: FindingsDocument.Finding) -> Bool {
    guard rule == finding.rule, kind == finding.subject.kind else { return false }
    return key == "~" ? file == finding.source?.file && row == finding.source?.row : key == finding.subject.key
  }

  static func all() throws -> [PlantedFault] {
    let text = try String(contentsOfFile: "\(Sample.folder)/truth.csv", encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).dropFirst().map { line in
      let cells = cells(of: line)
      return PlantedFault(
        rule: cells[0], kind: cells[1], key: cells[2], file: cells[4], row: Int(cells[6]), note: cells[7])
    }
  }

  private static func cells(of line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
