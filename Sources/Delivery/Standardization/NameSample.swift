internal import Registry
internal import Toponymy

/// How many names a field check takes, and by what seed they are drawn.
public struct SamplePlan: Sendable, Equatable {
  public enum Size: Sendable, Equatable {
    case count(Int)
    /// Of the names in use, rounded up.
    case percent(Double)
  }

  public var size: Size
  public var seed: String

  public init(size: Size, seed: String) {
    (self.size, self.seed) = (size, seed)
  }

  func count(of total: Int) -> Int {
    switch size {
    case .count(let count): min(count, total)
    case .percent(let percent): min(Int((Double(total) * percent / 100).rounded(.up)), total)
    }
  }
}

/// A stratified sample of the names in use, for the field check (抽样检查表).
///
/// Names stand in the order of unit, class and a hash of seed and record; every so-manyth is taken from a start that the
/// seed gives. So every unit, and every class in it, has its share to within one, the same seed gives the same names, and
/// the order of the rows does not matter.
struct NameSample {
  let findings: NameFindings
  let plan: SamplePlan
  /// In the order of the list.
  let rows: [Int]
  private let population: [Int]

  init(_ findings: NameFindings, _ plan: SamplePlan) {
    (self.findings, self.plan) = (findings, plan)
    let names = findings.names
    let population = names.rows.filter { names.isCurrent($0) && names.table.text(.name, $0) != nil }
    self.population = population
    let ordered = population.map { Self.place($0, names, plan.seed) }.sorted()
    let count = plan.count(of: ordered.count)
    guard count > 0 else {
      rows = []
      return
    }
    // In [0, 1).
    let start = Double(SeededHash(plan.seed).value >> 11) / 9_007_199_254_740_992
    let chosen = (0..<count).map { number in
      ordered[min(Int((Double(number) + start) * Double(ordered.count) / Double(count)), ordered.count - 1)].row
    }
    rows = names.sorted(chosen)
  }

  private struct Place: Comparable {
    let unit: Int
    let classCode: Int
    let hash: UInt64
    let key: String
    let row: Int

    static func < (left: Place, right: Place) -> Bool {
      (left.unit, left.classCode, left.hash, left.key, left.row)
        < (right.unit, right.classCode, right.hash, right.key, right.row)
    }
  }

  private static func place(_ row: Int, _ names: PlaceNameRows, _ seed: String) -> Place {
    let table = names.table
    // Records with one key differ by their names; what agrees in all that may stand for each other.
    let key = (table.key(ofRow: row) ?? "") + "\u{1F}" + (table.text(.name, row) ?? "")
    return Place(
      unit: names.unit(ofRow: row), classCode: names.classCode(row)?.value ?? 0,
      hash: SeededHash(seed, key).value, key: key, row: row)
  }

  // MARK: Sheets

  func write(to path: String) throws(SpreadsheetError) {
    let title = LocalizedText(zh: "地名抽样检查表", en: "Field check of sampled names")
    try findings.write([sheet(title), planSheet], to: path)
  }

  private static let matches = [
    LocalizedText(zh: "一致", en: "agrees"), LocalizedText(zh: "不一致", en: "differs"),
    LocalizedText(zh: "无法核实", en: "cannot be checked"),
  ]
  private static let signs = [
    LocalizedText(zh: "有，正确", en: "right"), LocalizedText(zh: "有，有误", en: "wrong"), LocalizedText(zh: "无", en: "none"),
  ]
  private static let outcomes = [LocalizedText(zh: "合格", en: "passed"), LocalizedText(zh: "不合格", en: "failed")]

  private static let columns: [ListSheet.Column] = [
    .init("序号", "no.", 6, style: .centred), .init("标准名称", "name", 18), .init("罗马字母拼写", "romanisation", 20),
    .init("类别", "class", 13), .init("所属政区", "unit", 12), .init("地名代码", "code", 22),
    .init("东经", "longitude", 13, style: .degrees), .init("北纬", "latitude", 12, style: .degrees),
    .init("名称与实地", "name on the ground", 10, choices: matches), .init("拼写", "spelling", 10, choices: matches),
    .init("位置", "position", 10, choices: matches), .init("来历含义", "meaning", 10, choices: matches),
    .init("地名标志", "sign", 10, choices: signs), .init("检查结论", "outcome", 9, choices: outcomes),
    .init("检查情况", "remarks", 22, style: .editable), .init("检查人", "checked by", 9, style: .editable),
    .init("检查日期", "checked on", 11, style: .editable),
  ]

  private var notes: [LocalizedText] {
    [
      LocalizedText.internalList(findings.asOf),
      LocalizedText(
        zh: "从 \(population.count) 条现用地名中按政区、类别分层等距抽取 \(rows.count) 条，种子“\(plan.seed)”；同一种子、同样的数据抽出的地名相同，与表中行的先后无关。",
        en: "\(rows.count) of \(population.count) names in use, stratified by unit and class, seed “\(plan.seed)”; "
          + "the same seed and data give the same names, whatever the order of rows."),
    ]
  }

  private func sheet(_ title: LocalizedText) -> ListSheet {
    ListSheet(
      name: LocalizedText(zh: "抽样检查表", en: "field check"), title: title, notes: notes, columns: Self.columns,
      rowCount: rows.count, emptyText: LocalizedText(zh: "没有可以抽取的地名。", en: "There is no name to draw.")
    ) { index in
      let row = rows[index]
      let known: [ReportTable.Cell] = [
        .ordinal(index + 1), findings.text(.name, row), findings.text(.romanisation, row),
        .text(findings.names.classText(row)), .text(findings.names.unitText(row)), findings.text(.placeCode, row),
        findings.longitude(row), findings.latitude(row),
      ]
      return known + Array(repeating: .blank, count: Self.columns.count - known.count)
    }
  }

  /// How many of how many, unit by unit and class by class.
  private var planSheet: ListSheet {
    let names = findings.names
    func unit(_ row: Int) -> String { names.units[names.unit(ofRow: row)].name }
    let strata =
      Self.shares(population, rows) { String(names.unit(ofRow: $0)) }.map { key, share in
        let unit = Int(key).map { names.units[$0] } ?? .unknown
        return (LocalizedText(zh: "政区", en: "unit"), unit.name.isEmpty ? unit.code : unit.name, share)
      }
      + Self.shares(population, rows) { names.classCode($0)?.description ?? "" }.map { _, share in
        (LocalizedText(zh: "类别", en: "class"), names.classText(share.first), share)
      }
    return ListSheet(
      name: LocalizedText(zh: "抽样方案", en: "plan"), title: LocalizedText(zh: "抽样方案", en: "Plan of the sample"),
      notes: notes,
      columns: [
        .init("分层", "stratum", 10, style: .centred), .init("名称", "name", 24),
        .init("地名数", "names", 12, style: .number), .init("抽取", "drawn", 12, style: .number),
      ], rowCount: strata.count
    ) { index in
      let (kind, name, share) = strata[index]
      return [.localized(kind), .text(name), .count(share.total), .count(share.drawn)]
    }
  }

  private struct Share {
    let first: Int
    var total = 0
    var drawn = 0
  }

  /// The strata in the order of their numbers.
  private static func shares(_ all: [Int], _ drawn: [Int], by key: (Int) -> String) -> [(key: String, share: Share)] {
    var shares: [String: Share] = [:]
    for row in all { shares[key(row), default: Share(first: row)].total += 1 }
    for row in drawn { shares[key(row)]?.drawn += 1 }
    return shares.map { ($0.key, $0.value) }.sorted { left, right in
      (left.0.count, left.0) < (right.0.count, right.0)
    }
  }
}

/// A number that texts give, the same on every machine: FNV-1a with the last mixing of SplitMix64.
struct SeededHash {
  let value: UInt64

  init(_ texts: String...) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      hash = (hash ^ 0x1F) &* 0x100_0000_01B3
    }
    hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash >> 27)) &* 0x94D0_49BB_1331_11EB
    value = hash ^ (hash >> 31)
  }
}
