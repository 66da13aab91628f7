import Registry
import Testing

@testable import Delivery

@Suite struct MessageRendererTests {
  @Test func templateIsCutAtPlaces() {
    #expect(
      MessageTemplate("距“{line}”{measure}").pieces == [
        .literal("距“"), .placeholder("line", isQuoted: true), .literal("”"), .placeholder("measure", isQuoted: false),
      ])
    #expect(MessageTemplate("{ a } {").pieces == [.literal("{ a } {")])
    #expect(MessageTemplate("{{n}}").pieces == [.literal("{"), .placeholder("n", isQuoted: false), .literal("}")])
  }

  @Test func everyKindOfArgument() {
    let (zh, en) = render(
      "{text}|{localized}|{count}|{metres}|{number}|{area}|{percent}|{list}",
      arguments: [
        "text": .text("铜合线"), "localized": .localized(LocalizedText(zh: "面", en: "polygon")), "count": .count(12034),
        "metres": .metres(37.2004), "number": .number(-1023.5), "area": .squareMetres(1234.4),
        "percent": .percent(12.345),
        "list": .list(["甲", "乙"]),
      ])
    #expect(zh == "铜合线|面|12,034|37.2 米|-1,023.5|1,234 平方米|12.35%|甲、乙")
    #expect(en == "铜合线|polygon|12,034|37.2 m|-1,023.5|1,234 m²|12.35 %|甲, 乙")
  }

  @Test func builtInPlaces() {
    let (zh, en) = render(
      "{subject}|{related}|{measure}|{limit}|{value}|“{value}”|{field}|{file}|{layer}|{row}|{meanWidth}")
    #expect(zh == "5117003Q|铜合线、永铜线|1,037.2 米|4 米|“355”|“355”|横坐标|m.xlsx|Sheet1|1234|0.5 米")
    #expect(en == "5117003Q|铜合线, 永铜线|1,037.2 m|4 m|“355”|“355”|easting|m.xlsx|Sheet1|1234|0.5 m")
  }

  @Test func argumentsComeBeforeBuiltInPlaces() {
    #expect(render("{row}", arguments: ["row": .text("第三行")]).zh == "第三行")
  }

  @Test func unfilledPlacesStayVisibleAndAreListed() {
    let (renderer, finding) = sample("{measure} {nothing} {count}", arguments: [:], language: .zh)
    #expect(renderer.message(finding) == "1,037.2 米 {nothing?} {count?}")
    #expect(renderer.unfilledPlaceholders(of: finding) == ["nothing", "count"])
  }

  @Test func anUnknownMessageStaysVisible() {
    var (renderer, finding) = sample("{row}", arguments: [:], language: .zh)
    finding.message = "other"
    #expect(renderer.message(finding) == "5117003Q {M106/other?}")
    #expect(renderer.unfilledPlaceholders(of: finding) == ["other"])
    renderer = MessageRenderer(dataset: Dataset(), rules: [], language: .zh)
    #expect(renderer.message(finding) == "5117003Q {M106/other?}")
    #expect(renderer.source(of: finding) == nil)
  }

  @Test func theSubjectStandsInFrontUnlessNamed() {
    let (renderer, finding) = sample("距线 {measure}", arguments: [:], language: .zh)
    #expect(renderer.statement(finding) == "界桩 5117003Q：距线 1,037.2 米")
    let (naming, named) = sample("{subject} 距线 {measure}", arguments: [:], language: .zh)
    #expect(naming.statement(named) == "5117003Q 距线 1,037.2 米")
  }

  @Test func tablesAndColumnsAreNamed() {
    var (renderer, finding) = sample("{subject}", arguments: [:], language: .zh)
    finding.origin = nil
    let source = Source(kind: .boundaryMarker, file: "m.xlsx", layer: "Sheet1")
    finding.subject = Subject(table: source, field: "easting")
    #expect(renderer.message(finding) == "“横坐标”列")
    finding.subject = Subject(table: source)
    #expect(renderer.message(finding) == "全表")
    finding.subject = Subject(table: Source(kind: .sign, file: "m.xlsx", layer: "Sheet12"))
    #expect(renderer.source(of: finding) == nil)
    renderer = sample("{subject}", arguments: [:], language: .en).0
    finding.subject = Subject(table: source, field: "easting")
    #expect(renderer.message(finding) == "column easting")
  }

  @Test func blankEvidence() {
    var (renderer, finding) = sample("{value} “{value}”", arguments: [:], language: .zh)
    finding.evidence = Evidence(field: .easting, value: "")
    #expect(renderer.message(finding) == "空白 “”")
    finding.evidence = nil
    #expect(renderer.unfilledPlaceholders(of: finding) == ["value", "value"])
    renderer = sample("{limit}", arguments: [:], language: .zh).0
    finding.measure = Measure(1, .metres)
    #expect(renderer.message(finding) == "{limit?}")
  }

  // MARK: A finding with everything

  private func render(_ template: String, arguments: [String: MessageArgument] = [:]) -> (zh: String, en: String) {
    func text(_ language: Language) -> String {
      let (renderer, finding) = sample(template, arguments: arguments, language: language)
      return renderer.message(finding)
    }
    return (text(.zh), text(.en))
  }

  private func sample(
    _ template: String, arguments: [String: MessageArgument], language: Language
  ) -> (MessageRenderer, Finding) {
    let empty = LocalizedText(zh: "", en: "")
    let rule = RuleDescriptor(
      code: "M106", name: "marker-off-line", title: empty, severity: .error, certainty: .definite, finds: empty,
      why: empty, basis: empty, next: empty, messages: ["main": LocalizedText(zh: template, en: template)])
    var dataset = Dataset()
    dataset.add(Source(kind: .boundaryMarker, file: "m.xlsx", layer: "Sheet1"))
    var finding = Finding(
      rule: "M106", severity: .error, certainty: .definite,
      subject: Subject(kind: .boundaryMarker, key: "铜合线/003/Q", name: "5117003Q"))
    finding.related = [
      Subject(kind: .boundaryLine, key: "铜合线"), Subject(kind: .boundaryLine, key: "5000", name: "永铜线"),
    ]
    finding.origin = Origin(source: 0, row: 1234)
    finding.arguments = arguments
    finding.evidence = Evidence(field: .easting, value: "355")
    finding.measure = Measure(1037.2, .metres, limit: 4)
    finding.measures = [("meanWidth", Measure(0.5, .metres))]
    return (MessageRenderer(dataset: dataset, rules: [rule], language: language), finding)
  }
}
