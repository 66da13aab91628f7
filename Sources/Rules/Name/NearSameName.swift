import Registry
import Toponymy

/// Names that differ from another of the same scope by no more than a prefix.
enum NearSameName: Rule {
  static let descriptor = RuleDescriptor(
    code: "N503", name: "near-same-name",
    title: LocalizedText(zh: "范围内名称近似", en: "nearly the same name in one scope"),
    severity: .info, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "同一范围内的同类地名（范围和类别同 N501），只差前面的“新”“大”，或者只差本区县的名称。",
      en:
        "Names of one group and scope (as in N501) that differ only by a 新 or 大 in front, or by the name of their county."
    ),
    why: LocalizedText(
      zh: "听起来、写起来容易混为一处；新命名时应当避开。", en: "They are easily taken for one another; a new name should keep clear of them."),
    basis: LocalizedText(
      zh: "重名的一种认定办法（铜陵市地名规定）：只增减市名，或者只差前面的“新”“大”；"
        + "\(NameRegulations.article9.zh)",
      en:
        "a definition of sameness (place-name rules of Tongling): with or without the city's name, or a prefixed 新 or 大; "
        + "\(NameRegulations.article9.en)"),
    next: LocalizedText(
      zh: "疑似，供参考：老地名一般保留；新命名的建议另取名称。", en: "For information: old names may stay, for a new one another name is better."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似近似：“{value}”与{scope}内的“{other}”只差“{prefix}”（{rows}）",
        en: "suspected: “{value}” differs from “{other}” within {scope} only by “{prefix}” ({rows})")
    ])

  static let examples = [
    RuleExample(
      zh: "只差“新”“大”或区县名；不同范围、不同类的不算", en: "by 新, 大 or the county; not in another scope or group",
      """
      district 500151
      place_name | place_code           | name     | class_code | unit_code
                 | 50015110122200000001 | 王家湾   | 22200      | 500151101
                 | 50015110122200000002 | «新»王家湾 | 22200      | 500151101   <- I s
                 | 50015110122200000003 | «大»王家湾 | 22200      | 500151101   <- I s
                 | 50015110322200000001 | 新王家湾 | 22200      | 500151103
                 | 50015110123510000001 | 新王家湾 | 23510      | 500151101
                 | 50015100126300000001 | 人民广场 | 26300      | 500151001
                 | 50015100126300000002 | «铜梁»人民广场 | 26300 | 500151001   <- I s
                 | 50015110122200000004 | 村       | 22200      | 500151101
                 | 50015110122200000005 | 新村     | 22200      | 500151101
                 | 50015110122200000006 | 小王家湾 | 22200      | 500151101
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name], let groups = area.groups(.placeName, .name) else { return }
    let pairs = PrefixedNames(names, groups, NamePrefixes(area)).pairs
    guard !pairs.isEmpty else { return }
    let rows = groups.rows(of: Set(pairs.flatMap { [$0.prefixed, $0.plain] }))
    let places = area.scopedPlaces
    for pair in pairs {
      let plain = Dictionary(grouping: rows[pair.plain] ?? []) { places[$0] }
      let prefixed = Dictionary(grouping: rows[pair.prefixed] ?? []) { places[$0] }
      for (place, own) in prefixed.sorted(by: { $0.value[0] < $1.value[0] }) {
        guard let place, let others = plain[place] else { continue }
        report(own, others, pair.prefixLength, places.scope(of: place), table, area, into: &findings)
      }
    }
  }

  /// - Parameter own: rows of one name and scope; that they have the name in common is N501.
  private static func report(
    _ own: [Int], _ others: [Int], _ prefixLength: Int, _ scope: ScopedPlaces.Scope, _ table: RecordTable, _ area: Area,
    into findings: inout FindingSink
  ) {
    let row = own[0]
    let name = table[.name]?[row] ?? ""
    let start = name.unicodeScalars.prefix(while: \.properties.isWhitespace).count
    findings.report(table, row: row, field: .name, span: start..<start + prefixLength) { finding in
      finding.related = (own.dropFirst() + others).map(table.subject(ofRow:)).sorted { $0.key < $1.key }
      finding.arguments["scope"] = .localized(scope.title)
      finding.arguments["other"] = .text(table.text(.name, others[0]) ?? "")
      finding.arguments["prefix"] = .text(
        String(String.UnicodeScalarView(name.unicodeScalars.dropFirst(start).prefix(prefixLength))))
      finding.arguments["rows"] = .localized(area.dataset.rowList(others.map { table.origins[$0] }))
    }
  }
}

/// What a name can have in front of another: 新, 大, the names of the counties at hand with and without their kind.
struct NamePrefixes {
  /// UTF-8, by its first character.
  private var prefixes: [UInt32: [[UInt8]]] = [:]

  init(_ area: Area) {
    var texts: Set<String> = ["新", "大"]
    for name in Self.counties(area) {
      texts.insert(name)
      // 铜梁 of 铜梁区, but not 大 of 大县.
      if name.count >= 3 { texts.insert(String(name.dropLast())) }
    }
    for text in texts.sorted() {
      let bytes = Array(text.utf8)
      if let first = Self.first(of: bytes[...]) { prefixes[first, default: []].append(bytes) }
    }
  }

  /// Of the county whose data this is; without it, of those that are loaded.
  private static func counties(_ area: Area) -> [String] {
    let loaded = area.divisions.filter { $0.level == .county }
    guard let district = area.district else { return loaded.compactMap(\.name) }
    let listed = (try? DivisionCode(district)).flatMap { area.divisionCodes.presentUnit(for: $0)?.name }
    return [listed, loaded.first { $0.code == district }?.name].compactMap { $0 }
  }

  /// What is left of a name without each of the prefixes that it has; the rest is two characters at least: 新村 is no 村.
  func rests(of name: UnsafeBufferPointer<UInt8>) -> [UnsafeBufferPointer<UInt8>] {
    guard let first = Self.first(of: name[...]), let candidates = prefixes[first] else { return [] }
    return candidates.filter { name.count > $0.count + 4 && name.prefix($0.count).elementsEqual($0) }
      .map { UnsafeBufferPointer(rebasing: name[$0.count...]) }
  }

  /// The three bytes of a Chinese character.
  private static func first(of bytes: some Collection<UInt8>) -> UInt32? {
    guard bytes.count >= 3 else { return nil }
    return bytes.prefix(3).reduce(0) { $0 << 8 | UInt32($1) }
  }
}

/// Distinct names that are another one with a prefix, found by looking the rest up.
private struct PrefixedNames {
  struct Pair {
    let prefixed: Int
    let plain: Int
    /// In Unicode scalars.
    let prefixLength: Int
  }

  private(set) var pairs: [Pair] = []

  init(_ names: TextColumn, _ groups: TextGroups, _ prefixes: NamePrefixes) {
    for (group, row) in groups.firstRows.enumerated() {
      names.withBytes(row) { cell in
        let name = TextColumn.trim(cell)
        for rest in prefixes.rests(of: name) {
          guard let plain = groups.group(of: rest, in: names) else { continue }
          pairs.append(Pair(prefixed: group, plain: plain, prefixLength: (name.count - rest.count) / 3))
        }
      }
    }
  }
}

extension TextGroups {
  /// The rows of some groups.
  func rows(of groups: Set<Int>) -> [Int: [Int]] {
    var isWanted = [Bool](repeating: false, count: counts.count)
    for group in groups { isWanted[group] = true }
    var rows: [Int: [Int]] = [:]
    for (row, group) in groupOfRow.enumerated() where group >= 0 && isWanted[Int(group)] {
      rows[Int(group), default: []].append(row)
    }
    return rows
  }
}
