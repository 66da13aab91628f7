import ReferenceData
import Registry
import Toponymy

/// 大: generics for which the thing is too small.
enum GenericAboveScale: Rule {
  static let descriptor = RuleDescriptor(
    code: "N202", name: "generic-above-scale",
    title: LocalizedText(zh: "疑似通名与规模不符", en: "generic above the scale"),
    severity: .warning, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh:
        "填了占地面积、建筑面积、绿地率、道路宽度或层数，而达不到通名要求的：花园、广场、城、大道、大厦。标准因地而异，见 generic_thresholds.tsv；按所在省份取；省份不明的按其他城市的标准，所在省份有自己的规定而没有规定这个通名的，"
        + "按其他城市的标准列为提示。没有填写规模的不查。"
        + SuspectReport.reachZh,
      en: "花园, 广场, 城, 大道, 大厦 whose recorded land area, floor area, green share, width or storeys are below what the "
        + "generic asks for. Thresholds are local (generic_thresholds.tsv): those of the province; of other cities "
        + "where the province is not known, and as information where it has rules of its own that are silent on the generic. "
        + "Names without recorded size are not judged. " + SuspectReport.reachEn),
    why: LocalizedText(
      zh: "通名要与实体的规模相符，146 号通知把通名层级混乱列入“大”。",
      en: "A generic has to fit the size of the thing; the notice counts confused levels of generics as exaggeration."),
    basis: SuspectReport.basis146, next: SuspectReport.next, settings: [SuspectReport.sinceSetting],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似通名与规模不符：{field}“{value}”的{quantity}为 {size}，“{term}”要求不低于 {limit}（{source}）",
        en: "suspected: the {quantity} of the {field} “{value}” is {size}, {term} asks for at least {limit} "
          + "({source})"),
      "unclassified": LocalizedText(
        zh: "疑似通名与规模不符：{field}“{value}”的{quantity}为 {size}，“{term}”要求不低于 {limit}（{source}）；没有类别代码，请先核对类别",
        en: "suspected: the {quantity} of the {field} “{value}” is {size}, {term} asks for at least {limit} "
          + "({source}); no class code, check the class first"),
    ])

  static let examples = [
    RuleExample(
      zh: "重庆的标准", en: "thresholds of Chongqing",
      """
      place_name | name       | class_code | unit_code | land_area_m2 | floor_area_m2 | green_percent | width_m | floors
                 | 金龙«广场» | 26310 | 500151100 | 1500 |        |    |    |      <- W s
                 | 金龙广场   | 26310 | 500151100 | 2000 |        |    |    |
                 | 金龙«花园» | 22100 | 500151100 |      |        | 30 |    |      <- W s
                 | 金龙花园   | 22100 | 500151100 |      |        | 40 |    |
                 | 金龙«城»   | 22100 | 500151100 |      | 150000 |    |    |      <- W s
                 | 金龙«大道» | 23510 | 500151100 |      |        |    | 24 |      <- W s
                 | 金龙大道   | 23510 | 500151100 |      |        |    | 40 |
                 | 金龙«大厦» | 26100 | 500151100 |      |        |    |    | 8    <- I s
                 | 金龙大厦   | 26100 | 500151100 |      |        |    |    | 12
                 | 金龙«大厦» | 26100 | 110101001 |      |        |    |    | 8    <- W s
                 | 金龙大厦   | 26100 | 500151100 |      |        |    |    |
                 | 金龙广场   | 27400 | 500151100 | 100  |        |    |    |
      """),
    RuleExample(
      zh: "广东和其他地方；两个条件达到一个即可", en: "Guangdong and other places; one of two conditions is enough",
      """
      place_name | name       | class_code | unit_code | land_area_m2 | floor_area_m2
                 | 金龙«广场» | 26310 | 440113001 | 9000  | 80000    <- W s
                 | 金龙广场   | 26310 | 440113001 | 9000  | 100000
                 | 金龙广场   | 26310 | 110101001 | 9000  | 80000
                 | 金龙«广场» | 26310 | 110101001 | 9000  |          <- W s
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    let sizes = RecordedSizes(table)
    guard !sizes.isEmpty, let names = table[.name] else { return }
    let (classes, counties) = (JudgedClasses(area), NameCounties(area))
    var years = EstablishmentYears(table, settings)
    for row in table.rows where sizes.hasAny(row) && years.admits(row) {
      let name = NameScalars(names[row])
      guard let parts = GenericThreshold.parts(of: name) else { continue }
      let standing = classes.standing(row, name)
      guard standing != .exempt, let fault = sizes.fault(row, parts.word, county: counties.county(row)) else {
        continue
      }
      let suspect = SuspectName(field: .name, row: row, standing: standing, matches: [], number: nil)
      let county = counties.county(row)
      SuspectReport.report(suspect, span: parts.span, area, into: &findings) { finding in
        if fault.threshold.scope.isEmpty, GenericThreshold.all.contains(where: { $0.isOf(county) }) {
          finding.severity = .info
        }
        finding.arguments["quantity"] = .localized(fault.threshold.quantity)
        finding.arguments["size"] = .localized(fault.threshold.written(fault.size))
        finding.arguments["limit"] = .localized(fault.threshold.written(fault.threshold.minimum))
        finding.arguments["source"] = .localized(fault.threshold.source)
      }
    }
  }
}

/// What a generic asks for, by `generic_thresholds.tsv`.
struct GenericThreshold: Sendable {
  let generic: String
  let field: FieldKey
  let minimum: Double
  /// Beginnings of division codes; empty for everywhere else.
  let scope: [String]
  let source: LocalizedText

  static let all: [GenericThreshold] = ReferenceData.table("generic_thresholds").rows.compactMap { row in
    guard let minimum = Double(row["minimum"]) else { return nil }
    return GenericThreshold(
      generic: row["generic"], field: FieldKey(rawValue: row["column"]), minimum: minimum,
      scope: row["scope"].split(separator: "|").map(String.init),
      source: LocalizedText(zh: row["source_zh"], en: row["source_en"]))
  }

  /// The thresholds of a generic in a county: those of its province, else those of other places.
  static func of(_ generic: String, county: Int?) -> [GenericThreshold] {
    let own = all.filter { $0.generic == generic }
    let local = own.filter { $0.isOf(county) }
    return local.isEmpty ? own.filter(\.scope.isEmpty) : local
  }

  /// Whether the threshold is one of the county's province.
  func isOf(_ county: Int?) -> Bool { county.map { scope.contains(where: String($0).hasPrefix) } ?? false }

  /// The generic of a name, where it is one with thresholds.
  static func parts(of name: borrowing NameScalars) -> (word: String, span: Range<Int>)? {
    let parts = classless.parts(of: name)
    guard let generic = parts.word, all.contains(where: { $0.generic == generic.word }) else { return nil }
    return (generic.word, parts.generic)
  }

  private static let classless = ClassGenerics(nil)

  var quantity: LocalizedText {
    switch field {
    case .landAreaM2: LocalizedText(zh: "占地面积", en: "land area")
    case .floorAreaM2: LocalizedText(zh: "建筑面积", en: "floor area")
    case .greenPercent: LocalizedText(zh: "绿地率", en: "green share")
    case .widthM: LocalizedText(zh: "宽度", en: "width")
    default: LocalizedText(zh: "层数", en: "number of storeys")
    }
  }

  func written(_ size: Double) -> LocalizedText {
    let number = size == size.rounded() && abs(size) < 1e15 ? String(Int(size)) : String(size)
    return switch field {
    case .landAreaM2, .floorAreaM2: LocalizedText(zh: number + " 平方米", en: number + " m²")
    case .greenPercent: LocalizedText(zh: number + "%", en: number + "%")
    case .widthM: LocalizedText(zh: number + " 米", en: number + " m")
    default: LocalizedText(zh: number + " 层", en: number)
    }
  }
}

/// The sizes that a table of place names records.
private struct RecordedSizes {
  private let columns: [FieldKey: TextColumn]

  init(_ table: RecordTable) {
    let keys = Set(GenericThreshold.all.map(\.field))
    columns = Dictionary(uniqueKeysWithValues: keys.compactMap { key in table[key].map { (key, $0) } })
      .filter { !$0.value.allBlank }
  }

  var isEmpty: Bool { columns.isEmpty }

  func hasAny(_ row: Int) -> Bool { columns.values.contains { !$0.isBlank(row) } }

  /// The first threshold that is not met, when none is that is recorded: of two conditions one is enough.
  func fault(_ row: Int, _ generic: String, county: Int?) -> (threshold: GenericThreshold, size: Double)? {
    var fault: (threshold: GenericThreshold, size: Double)?
    for threshold in GenericThreshold.of(generic, county: county) {
      guard let size = size(row, threshold.field) else { continue }
      if size >= threshold.minimum { return nil }
      fault = fault ?? (threshold, size)
    }
    return fault
  }

  private func size(_ row: Int, _ key: FieldKey) -> Double? {
    guard let column = columns[key], let field = FieldCatalogue.standard.field(.placeName, key) else { return nil }
    return field.number(column[row])?.value
  }
}
