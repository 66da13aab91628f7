import Registry
import Toponymy

/// Why a unit does not exist at the date of the check.
enum UnitVerdict: Hashable {
  /// The code of a former unit.
  case formerCode(DivisionList.FormerUnit)
  /// A code below that of a former county.
  case belowFormer(DivisionList.FormerUnit)
  case malformedCode
  /// Missing in a list that is complete there.
  case unknownCode(DivisionList.Coverage)
  /// The name of a former county: 铜梁县.
  case formerName(DivisionList.FormerUnit)
  /// A town's name with a kind that it no longer has: 旧县镇.
  case kind(name: String, present: DivisionList.Unit, DivisionList.Coverage)
  /// A name of a town that is not in the list of the county.
  case unknownName(String, DivisionList.Coverage)

  private var message: String {
    switch self {
    case .formerCode: "formerCode"
    case .belowFormer: "belowFormer"
    case .malformedCode: "malformed"
    case .unknownCode: "unknownCode"
    case .formerName: "former"
    case .kind: "kind"
    case .unknownName: "unknown"
    }
  }

  func describe(_ finding: inout Finding, _ directory: UnitDirectory, isColumn: Bool) {
    finding.message = message + (isColumn ? "Column" : "")
    switch self {
    case .formerCode(let unit), .belowFormer(let unit), .formerName(let unit):
      finding.arguments.merge(directory.describe(unit)) { _, new in new }
      finding.arguments["county"] = .text(unit.code.description)
      finding.related = [directory.subject(of: unit.presentCode)]
    case .malformedCode: break
    case .unknownCode(let coverage): finding.arguments["list"] = .text(coverage.title)
    case .kind(let name, let present, let coverage):
      finding.arguments["unit"] = .text(name)
      finding.arguments["present"] = .text(present.code.description)
      finding.arguments["presentName"] = .text(present.name)
      finding.arguments["list"] = .text(coverage.title)
      finding.related = [directory.subject(of: present.code)]
    case .unknownName(let name, let coverage):
      finding.arguments["unit"] = .text(name)
      finding.arguments["list"] = .text(coverage.title)
    }
  }

  /// Under a former county code the town's present code is found by its name.
  func addTown(named name: String?, _ finding: inout Finding, _ directory: UnitDirectory) {
    guard finding.message == "belowFormer", case .belowFormer(let unit) = self, let name else { return }
    guard let town = directory.list.units(at: .town, in: unit.presentCode).first(where: { $0.name == name }) else {
      return
    }
    finding.message = "belowFormerTown"
    finding.arguments["town"] = .text(town.name)
    finding.arguments["townCode"] = .text(town.code.description)
    finding.related = [directory.subject(of: town.code)]
  }

  /// A cell that is nothing but the former name.
  func fix(_ field: FieldKey, _ finding: inout Finding) {
    guard let value = finding.evidence?.value else { return }
    switch self {
    case .kind(let name, let present, _) where name == value:
      finding.fix = Fix(.unsafe, field: field, old: value, new: present.name)
    default: break
    }
  }

  static let messages = [
    "formerCode": LocalizedText(
      zh: "“{column}”{value} 是旧代码（{unit}，{years} 年），现为 {present}（{presentName}）",
      en: "{column} {value} is a former code ({unit}, {years}); now {present} ({presentName})"),
    "belowFormer": LocalizedText(
      zh: "“{column}”{value} 在旧代码 {county}（{unit}，{years} 年）之下，现为 {present}（{presentName}），乡级代码已重新编排",
      en:
        "{column} {value} is under the former code {county} ({unit}, {years}); now {present} ({presentName}), whose towns were "
        + "numbered anew"),
    "belowFormerTown": LocalizedText(
      zh: "“{column}”{value} 在旧代码 {county}（{unit}，{years} 年）之下；{presentName}{town}的现行代码是 {townCode}",
      en:
        "{column} {value} is under the former code {county} ({unit}, {years}); {town} of {presentName} now has {townCode}"
    ),
    "malformed": LocalizedText(
      zh: "“{column}”{value} 不是区划代码", en: "{column} {value} is no division code"),
    "unknownCode": LocalizedText(
      zh: "“{column}”{value} 不在名单中（{list}）", en: "{column} {value} is not in the list ({list})"),
    "former": LocalizedText(
      zh: "“{column}”中的“{unit}”是旧称（{years} 年），现为“{presentName}”（{present}）",
      en: "“{unit}” in {column} is a former name ({years}); now “{presentName}” ({present})"),
    "kind": LocalizedText(
      zh: "“{column}”中的“{unit}”建制已变更，名单中是“{presentName}”（{present}；{list}）",
      en: "“{unit}” in {column} has changed its kind; the list has “{presentName}” ({present}; {list})"),
    "unknown": LocalizedText(
      zh: "“{column}”中的“{unit}”不在本县名单中（{list}）", en: "“{unit}” in {column} is not in the list of the county ({list})"),
    "formerName": LocalizedText(
      zh: "名称“{unit}”是旧称（{years} 年），现为“{presentName}”（{present}）",
      en: "the name “{unit}” is a former one ({years}); now “{presentName}” ({present})"),
    "kindName": LocalizedText(
      zh: "名称“{unit}”的建制已变更，名单中是“{presentName}”（{present}；{list}）",
      en: "the name “{unit}” has a kind that has changed; the list has “{presentName}” ({present}; {list})"),
    "formerCodeColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条是旧代码 {value}（{unit}，{years} 年），现为 {present}（{presentName}）",
      en: "{count} records have the former code {value} ({unit}, {years}) in {column}; now {present} ({presentName})"),
    "belowFormerColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条在旧代码 {county}（{unit}，{years} 年）之下，如 {value}；现为 {present}（{presentName}），"
        + "乡级代码已重新编排，不能只换前六位",
      en:
        "{count} records in {column} are under the former code {county} ({unit}, {years}), such as {value}; now {present} "
        + "({presentName}), whose towns were numbered anew"),
    "malformedColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条不是区划代码，如 {value}",
      en: "{count} records in {column} are no division codes, such as {value}"),
    "unknownCodeColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条不在名单中（{list}），如 {value}；可能是另一套编码",
      en: "{count} records in {column} are not in the list ({list}), such as {value}; this may be another scheme"),
    "formerColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条写旧称“{unit}”（{years} 年），现为“{presentName}”（{present}）",
      en: "{count} records in {column} have the former name “{unit}” ({years}); now “{presentName}” ({present})"),
    "kindColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条写“{unit}”，建制已变更，名单中是“{presentName}”（{present}；{list}）",
      en:
        "{count} records in {column} have “{unit}”, whose kind has changed; the list has “{presentName}” ({present}; {list})"
    ),
    "unknownColumn": LocalizedText(
      zh: "“{column}”列有 {count} 条写“{unit}”，不在本县名单中（{list}）",
      en: "{count} records in {column} have “{unit}”, which is not in the list of the county ({list})"),
  ]
}

extension DivisionList.Coverage {
  fileprivate var title: String { "\(source)，\(asOf)" }
}
