public import Analysis
import Registry

/// Units that no built, in-use facility of the required kind serves.
enum UnitWithoutFacility: Rule {
  static let descriptor = RuleDescriptor(
    code: "F101", name: "unit-without-facility",
    title: LocalizedText(zh: "没有设施覆盖的单位", en: "unit without facility"),
    severity: .error, certainty: .definite, needs: [.division, .facility],
    finds: LocalizedText(
      zh: "没有一座已建成并投入使用的所需设施服务的镇。设施登记了服务镇街的以登记为准，否则看所在镇街，再看位置。"
        + "默认检查各镇的农村公益性公墓；分母写在结果中。",
      en:
        "Towns that no facility of the required type, built and in use, serves. Declared service units come before the "
        + "declared town, that before the location. By default rural public-benefit cemeteries of every 镇."),
    why: LocalizedText(
      zh: "规划要求镇级全覆盖；在建、规划、已满、停用的设施只在账面上覆盖。",
      en: "The plan wants every town covered; planned, unfinished, full or closed facilities cover on paper only."),
    basis: LocalizedText(
      zh: "《重庆市铜梁区民政事业发展“十四五”规划》（铜府办〔2022〕19号）第四章第四节：实现镇级农村公益性墓地全覆盖",
      en: "Tongliang district plan 2021–2025 (铜府办〔2022〕19号), chapter 4, section 4: a rural cemetery in every town"),
    next: LocalizedText(
      zh: "列入空白镇清单；如由邻镇设施服务，在该设施的服务镇街列表中登记。",
      en: "Put the town on the gap list; if a neighbour's facility serves it, record that in its service units."),
    settings: [
      RuleSetting("kind", .text("公墓"), meaning: LocalizedText(zh: "设施类别", en: "kind of facility")),
      RuleSetting("type", .text("农村公益性"), meaning: LocalizedText(zh: "设施类型", en: "type of facility")),
      RuleSetting(
        "units", .text("镇"),
        meaning: LocalizedText(
          zh: "计入分母的单位：名称结尾，多个用顿号隔开，如“镇、街道”", en: "units of the denominator: name endings, separated by 、")),
    ],
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "没有已建成并投入使用的{type}{kind}为其服务（{covered}/{all}）",
        en: "no {type} {kind} built and in use serves it ({covered}/{all})"),
      "unfinished": LocalizedText(
        zh: "没有已建成并投入使用的{type}{kind}为其服务，现有：{present}（{covered}/{all}）",
        en: "no {type} {kind} built and in use serves it; there are: {present} ({covered}/{all})"),
    ])

  static let examples = [
    RuleExample(
      zh: "登记的服务镇街优先于位置；在建不算", en: "declared service units before location; unfinished does not count",
      """
      district 500151
      division | code      | name     | geom
               | 500151001 | 巴川街道 | 0 1000, 1000 1000, 1000 2000, 0 2000
               | 500151101 | 土桥镇   | 0 0, 1000 0, 1000 1000, 0 1000
               | 500151103 | 二坪镇   | 1000 0, 2000 0, 2000 1000, 1000 1000
               | 500151104 | 水口镇   | 2000 0, 3000 0, 3000 1000, 2000 1000   <-
               | 500151105 | 安居镇   | 3000 0, 4000 0, 4000 1000, 3000 1000
      facility | name     | type           | status | unit   | served_units        | geom
               | 土桥公墓 | 农村公益性公墓 | 建成   | 土桥镇 | 500151101;500151103 | 500 500
               | 水口公墓 | 农村公益性     | 在建   | 水口镇 |                     | 2500 500
               | 安居公墓 | 农村公益性     | 建成   |        |                     | 3500 500
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let requirement = FacilityCoverage.Requirement(settings)
    let facilities = Facility.all(in: area.dataset[.facility])
    let coverage = try FacilityCoverage.analyse(
      requirement: requirement, divisions: area.divisions, polygons: area.dataset[.division].geometry,
      facilities: facilities, positions: area.dataset[.facility].geometry, district: area.district)
    for unit in coverage.gaps {
      let division = area.divisions[unit.division]
      let present = unit.services.map { facilities[$0.facility] }
        .filter { $0.type == requirement.facilityType }
        .map { "\($0.name ?? $0.subject.key)（\($0.status.word ?? "—")）" }
      findings.report(
        division.subject, origin: division.origin, place: area.dataset[.division].position(division.row)
      ) { finding in
        if !present.isEmpty { finding.message = "unfinished" }
        finding.arguments["kind"] = .text(requirement.facilityKind)
        finding.arguments["type"] = .text(requirement.facilityType)
        finding.arguments["present"] = .list(present)
        finding.arguments["covered"] = .count(coverage.covered.count)
        finding.arguments["all"] = .count(coverage.required.count)
      }
    }
  }
}

extension FacilityCoverage.Requirement {
  /// The requirement that the settings of F101 state.
  public init(_ settings: RuleSettings) {
    self.init(
      facilityKind: settings.text("kind") ?? "公墓", facilityType: settings.text("type") ?? "农村公益性",
      unitEndings: (settings.text("units") ?? "镇").split(whereSeparator: { "、,，".contains($0) }).map(String.init))
  }
}
