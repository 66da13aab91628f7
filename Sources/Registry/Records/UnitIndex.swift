/// Divisions by what records call them: a code or a name.
public struct UnitIndex: Sendable {
  private var byCode: [String: [Int]] = [:]
  private var byName: [String: [Int]] = [:]

  public init(_ divisions: [Division]) {
    for (index, division) in divisions.enumerated() {
      if let code = division.code { byCode[code, default: []].append(index) }
      if let name = division.name { byName[Self.folded(name), default: []].append(index) }
    }
  }

  /// The divisions of that code (padded or not) or name; several when a name occurs more than once.
  public func divisions(named text: String) -> [Int] {
    byCode[DivisionKey.unpadded(text)] ?? byName[Self.folded(text)] ?? []
  }

  /// 巴川街道办事处 is 巴川街道.
  private static func folded(_ name: String) -> String {
    var name = Substring(name.filter { !$0.isWhitespace })
    for suffix in ["办事处", "人民政府"] where name.hasSuffix(suffix) { name = name.dropLast(suffix.count) }
    return String(name)
  }
}
