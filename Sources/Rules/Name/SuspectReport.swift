import Registry
import Toponymy

/// What the rules on words of names have in common: the years they are about, and how they word a suspicion.
enum SuspectReport {
  static let sinceSetting = RuleSetting(
    "established_since", .number(1990), unit: "year",
    meaning: LocalizedText(
      zh: "只查这一年及以后设立或命名的；未填年份的照查",
      en: "only names established or given in this year or later; names without year are judged"))

  /// Behind `finds` of every rule that uses the filter.
  static let reachZh =
    "只查居民区（221）、大型建筑物（26）、道路街巷（2351），村和自然村、单位不查；没有类别代码、从名称也看不出是别的类别的，照查并说明。别名、推广名各自判断。历史地名和已注销的不查。"
  static let reachEn =
    "Only residential areas (221), buildings (26) and streets (2351), not villages and organisations; without class "
    + "code, when the name does not say otherwise, judged with a note. Aliases and promotional names are judged in "
    + "their own right. Historic and cancelled names are not."

  static let next = LocalizedText(
    zh: "疑似，请专家认定；认定不规范的列入清理整治清单，本程序不改名。",
    en: "A suspicion for expert decision; what is found not to conform goes on the list. Nothing is renamed "
      + "automatically.")

  static let basis146 = LocalizedText(
    zh: "《关于进一步清理整治不规范地名的通知》（民发〔2018〕146号，据转载）；\(NameRegulations.article9.zh)",
    en: "notice 民发〔2018〕146号 on names that do not conform (after copies); \(NameRegulations.article9.en)")

  /// The messages of a rule on words: what the word is suspected of.
  static func messages(zh: String, en: String) -> [String: LocalizedText] {
    [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似\(zh)：{field}“{value}”中的“{term}”（{source}）",
        en: "\(en): “{term}” in the {field} “{value}” ({source})"),
      "unclassified": LocalizedText(
        zh: "疑似\(zh)：{field}“{value}”中的“{term}”（{source}）；没有类别代码，请先核对类别",
        en: "\(en): “{term}” in the {field} “{value}” ({source}); no class code, check the class first"),
    ]
  }

  /// Reports the names with a word of some families; of several words the first is the evidence.
  static func report(
    _ families: Set<NonstandardTerm.Family>, _ area: Area, settings: RuleSettings, into findings: inout FindingSink,
    where isMeant: (SuspectName) -> Bool = { _ in true }
  ) {
    var years = EstablishmentYears(area.dataset[.placeName], settings)
    for suspect in area.suspects() {
      guard let match = suspect.first(of: families), years.admits(suspect.row), isMeant(suspect) else { continue }
      report(suspect, span: match.span, area, into: &findings) { finding in
        finding.arguments["source"] = .localized(LocalizedText(zh: match.term.source.zh, en: match.term.source.en))
        finding.explains = Self.weaker(than: match, in: suspect)
      }
    }
  }

  static func report(
    _ suspect: SuspectName, span: Range<Int>, _ area: Area, into findings: inout FindingSink,
    _ describe: (inout Finding) -> Void
  ) {
    findings.report(area.dataset[.placeName], row: suspect.row, field: suspect.field, span: span) { finding in
      let scalars = Array((finding.evidence?.value ?? "").unicodeScalars)
      if span.upperBound <= scalars.count {
        finding.arguments["term"] = .text(String(String.UnicodeScalarView(scalars[span])))
      }
      finding.arguments["field"] = .localized(Self.label(of: suspect.field))
      if suspect.standing == .unclassified { finding.message = "unclassified" }
      describe(&finding)
    }
  }

  static func label(of field: FieldKey) -> LocalizedText {
    switch field {
    case .alias: LocalizedText(zh: "别名", en: "alias")
    case .promotionalName: LocalizedText(zh: "推广名", en: "promotional name")
    default: LocalizedText(zh: "名称", en: "name")
    }
  }

  /// A word can stand on lists of several types, as lists of different places do: it is shown once, the other folded under.
  private static func weaker(than match: TermMatch, in suspect: SuspectName) -> [String] {
    let own = rule(of: match.term.family)
    var rules = Set(suspect.matches.filter { $0.span.overlaps(match.span) }.map { rule(of: $0.term.family) })
    if suspect.number?.overlaps(match.span) ?? false { rules.insert("N401") }
    return rules.filter { rank($0) > rank(own) }.sorted()
  }

  private static func rule(of family: NonstandardTerm.Family) -> String {
    switch family {
    case .exaggerated: "N201"
    case .foreignName: "N301"
    case .foreignWord: "N302"
    case .feudal: "N402"
    case .bizarre, .vulgar: "N403"
    case .company, .leader: "N907"
    }
  }

  private static func rank(_ rule: String) -> Int {
    ["N301", "N402", "N302", "N201", "N401", "N907", "N403"].firstIndex(of: rule) ?? 0
  }
}

/// The year filter: names that existed long before the campaign are left alone.
struct EstablishmentYears {
  private var columns: [DateColumn]
  private let since: Int

  init(_ table: RecordTable, _ settings: RuleSettings) {
    columns = [FieldKey.established, .namedOn].compactMap { DateColumn($0, of: table) }
    since = settings.count("established_since") ?? 0
  }

  /// Whether a row is of a year that is judged, or of none. An old place may have been given its name later.
  mutating func admits(_ row: Int) -> Bool {
    var latest: Int?
    for index in columns.indices {
      if let date = columns[index].date(row) { latest = max(latest ?? date.year, date.year) }
    }
    return latest.map { $0 >= since } ?? true
  }
}
