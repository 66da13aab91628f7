import Crypto
import Geometry
import Registry
import Texts

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
      // Adding zero makes a rounded -0 a 0.
      parts.append("\((place.x * 1e4).rounded() + 0),\((place.y * 1e4).rounded() + 0)")
    }
    let digest = SHA256.hash(data: Array(parts.joined(separator: "\u{1F}").utf8))
    return finding.rule + "-" + digest.prefix(5).hexadecimal()
  }

  /// Rules that can find the same thing of the same units at several places.
  private static func identifiesByPlace(_ rule: String) -> Bool {
    ["B101", "B102", "B103", "B104", "R112"].contains(rule) || rule.hasPrefix("B2")
  }

  /// Rule code, subject key, place, id; what is still equal then is told apart by what it says, and by its row only where it
  /// says the same, so that `-2` and `-3` survive re-ordering too.
  private static func precedes(_ left: Finding, _ right: Finding) -> Bool {
    if left.rule != right.rule { return left.rule < right.rule }
    if left.subject.key != right.subject.key { return left.subject.key < right.subject.key }
    if left.place != right.place { return precedes(left.place, right.place) }
    if left.id != right.id { return left.id < right.id }
    let (a, b) = (contentOrder(left), contentOrder(right))
    if a != b { return a < b }
    return rowOrder(left) < rowOrder(right)
  }

  /// A finding without place stands before those with one.
  private static func precedes(_ left: Position?, _ right: Position?) -> Bool {
    guard let left, let right else { return left == nil }
    return (left.x, left.y) < (right.x, right.y)
  }

  private static func contentOrder(_ finding: Finding) -> (String, Int, Int, String, Double) {
    let span = finding.evidence?.span
    return (
      finding.evidence?.value ?? "", span?.lowerBound ?? -1, span?.upperBound ?? -1, finding.message,
      finding.measure?.value ?? -.infinity
    )
  }

  private static func rowOrder(_ finding: Finding) -> (Int, Int) {
    (finding.origin?.source ?? -1, finding.origin?.row ?? -1)
  }
}
