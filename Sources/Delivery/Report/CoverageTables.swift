public import Analysis
public import Registry

/// Facility coverage and plan progress as tables.
public enum CoverageTables {
  /// One row a unit: whether it is covered and what serves it; the rate with numerator and denominator under the table.
  public static func coverage(
    _ coverage: FacilityCoverage, divisions: [Division], facilities: [Facility]
  ) -> ReportTable {
    let types = facilityTypes(facilities, coverage.requirement)
    var table = ReportTable(
      key: "coverage",
      title: LocalizedText(
        zh: "\(coverage.requirement.facilityKind)覆盖情况",
        en: "Coverage by facilities (\(coverage.requirement.facilityKind))"),
      columns: [
        .init("code", zh: "代码", en: "Code"), .init("unit", zh: "单位", en: "Unit"),
        .init("counted", zh: "计入分母", en: "Counted"), .init("covered", zh: "已覆盖", en: "Covered"),
      ] + types.map { .init("built:\($0)", zh: "\($0)（建成在用）", en: "\($0), in use") } + [
        .init("unfinished", zh: "其他状态", en: "Other states"), .init("services", zh: "服务设施", en: "Served by"),
      ])
    table.rows = coverage.units.map { unit in
      let serving = unit.services.map { facilities[$0.facility] }
      let built = serving.filter(\.status.isBuiltAndInUse)
      let division = divisions[unit.division]
      return [
        .text(division.code ?? ""), .text(division.name ?? ""), .flag(unit.isRequired),
        unit.isRequired ? .flag(unit.isCovered) : .blank,
      ] + types.map { type in .count(built.count { $0.type == type }) } + [
        .count(serving.count - built.count),
        .list(zip(unit.services, serving).map { describe($1, $0.reason) }),
      ]
    }
    table.footers = [rate(coverage)]
    if !coverage.unassigned.isEmpty {
      let names = coverage.unassigned.map { facilities[$0].name ?? facilities[$0].subject.key }
      table.footers.append(
        LocalizedText(
          zh: "不能归到任何单位的设施：\(names.joined(separator: "、"))",
          en: "Facilities of no unit: \(names.joined(separator: ", "))"))
    }
    return table
  }

  /// The counted units without a facility, with what is planned or being built there.
  public static func gaps(_ coverage: FacilityCoverage, divisions: [Division], facilities: [Facility]) -> ReportTable {
    ReportTable(
      key: "gaps", title: LocalizedText(zh: "空白单位", en: "Units without facility"),
      columns: [
        .init("code", zh: "代码", en: "Code"), .init("unit", zh: "单位", en: "Unit"),
        .init("present", zh: "现有设施", en: "What there is"),
      ],
      rows: coverage.gaps.map { unit in
        [
          .text(divisions[unit.division].code ?? ""), .text(divisions[unit.division].name ?? ""),
          .list(
            unit.services.filter { facilities[$0.facility].type == coverage.requirement.facilityType }
              .map { describe(facilities[$0.facility], $0.reason) }),
        ]
      })
  }

  /// The indicators of a plan against their targets.
  public static func progress(_ progress: [PlanProgress], plan: Plan) -> ReportTable {
    ReportTable(
      key: "indicators", title: LocalizedText(zh: "规划指标完成情况", en: "Plan indicators"),
      columns: [
        .init("indicator", zh: "指标", en: "Indicator"), .init("value", zh: "现值", en: "Now"),
        .init("target", zh: "目标", en: "Target"), .init("unit", zh: "单位", en: "Unit"),
        .init("year", zh: "目标年", en: "Year"), .init("met", zh: "已达到", en: "Met"),
      ],
      rows: progress.map { item in
        [
          .text(item.indicator.name), .number(item.value, decimals: 0),
          .number(item.indicator.target, decimals: 0), .text(item.indicator.unit), .ordinal(item.indicator.year),
          .flag(item.isMet),
        ]
      },
      footers: [LocalizedText(zh: "依据：\(plan.name)（\(plan.document)）", en: "Source: \(plan.name) (\(plan.document))")]
        + progress.filter { !$0.unreadable.isEmpty }.map { item in
          LocalizedText(
            zh: "“\(item.indicator.name)”有 \(item.unreadable.count) 处设施的数无法读取，未计入现值",
            en:
              "\(item.indicator.name): the numbers of \(item.unreadable.count) facilities cannot be read and are not counted"
          )
        })
  }

  /// `覆盖率 19/23 (82.6 %)`: a percentage is never printed without its denominator.
  public static func rate(_ coverage: FacilityCoverage) -> LocalizedText {
    let ratio = ReportTable.Cell.ratio(coverage.covered.count, of: coverage.required.count)
    let requirement = coverage.requirement
    let units = requirement.unitEndings.isEmpty ? "镇街" : requirement.unitEndings.joined(separator: "、")
    return LocalizedText(
      zh: "\(requirement.facilityType)\(requirement.facilityKind)覆盖率（分母：\(units)）：\(ratio.text(.zh))",
      en: "Coverage by \(requirement.facilityType)\(requirement.facilityKind) (units: \(units)): \(ratio.text(.en))")
  }

  /// The required type first, the others in order of appearance.
  private static func facilityTypes(
    _ facilities: [Facility], _ requirement: FacilityCoverage.Requirement
  ) -> [String] {
    facilities.filter { $0.kind == requirement.facilityKind }.compactMap(\.type)
      .reduce(into: [requirement.facilityType]) { types, type in if !types.contains(type) { types.append(type) } }
  }

  private static func describe(_ facility: Facility, _ reason: FacilityCoverage.Reason) -> String {
    let basis =
      switch reason {
      case .declaredService: "登记服务"
      case .declaredUnit: "所在镇街"
      case .location: "位置"
      }
    return "\(facility.name ?? facility.subject.key)（\(facility.status.word ?? "状态不详")，\(basis)）"
  }
}
