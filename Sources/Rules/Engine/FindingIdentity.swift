import Crypto
import Geometry
import Registry

/// Order and identifiers of findings.
enum FindingIdentity {
  /// Sorts by rule, subject key, place, id and sets the ids; equal ids get `-2`, `-3` in that order.
  static func assign(to findings: inout [Finding]) {
    for index in findings.indices { findings[index].id = identifier(of: findings[index]) }
    findings.sort(by: precedes)
    var seen: [String: Int] = [:]
    for index in findings.indices {
      let id = findings[index].id
      seen[id, default: 0] += 1
      if let count = seen[id], count > 1 { findings[index].id = "\(id)-\(count)" }
    }
  }

  /// Neither rows nor measures nor messages enter, so that a waiver survives re-ordering and re-projection.
  private static func identifier(of finding: Finding) -> String {
    var parts = [finding.rule, finding.subject.kind, finding.subject.key]
    parts += finding.related.map(\.key).sorted()
    if let field = finding.evidence?.field { parts.append(field) }
    if identifiesByPlace(finding.rule), let place = finding.place {
      parts.append("\((place.x * 1e4).rounded()),\((place.y * 1e4).rounded())")
    }
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
    return finding.rule + "-" + hexadecimal(digest.prefix(5))
  }

  /// Rules that can find the same thing of the same units at several places.
  private static func identifiesByPlace(_ rule: String) -> Bool {
    ["B101", "B102", "B103", "B104", "R112"].contains(rule) || rule.hasPrefix("B2")
  }

  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.rule != right.rule { return left.rule < right.rule }
    if left.subject.key != right.subject.key { return left.subject.key < right.subject.key }
    let (a, b) = (left.place, right.place)
    if a != b {
      guard let a else { return true }
      guard let b else { return false }
      return (a.x, a.y) < (b.x, b.y)
    }
    if left.id != right.id { return left.id < right.id }
    guard let a = left.origin, let b = right.origin else { return left.origin == nil && right.origin != nil }
    return (a.source, a.row) < (b.source, b.row)
  }

  private static func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}

/// One cause, one finding: what a proposed correction would remove is folded under the finding that proposes it.
enum Causes {
  /// Sets `causedBy` on every finding that a finding on the same record, or on its whole table, explains.
  static func link(_ findings: inout [Finding]) {
    var byRecord: [Origin: [Int]] = [:]
    var bySource: [Int: [Int]] = [:]
    for (index, finding) in findings.enumerated() where !finding.explains.isEmpty {
      if let source = finding.explainsSource {
        bySource[source, default: []].append(index)
      } else if let origin = finding.origin {
        byRecord[origin, default: []].append(index)
      }
    }
    guard !byRecord.isEmpty || !bySource.isEmpty else { return }
    for index in findings.indices {
      guard let origin = findings[index].origin else { continue }
      let causes = (bySource[origin.source] ?? []) + (byRecord[origin] ?? [])
      let cause = causes.first { $0 != index && findings[$0].explains.contains(findings[index].rule) }
      if let cause { findings[index].causedBy = findings[cause].id }
    }
  }
}
