public import Registry

/// Reads a plan file: the indicators of a plan and their targets.
public enum PlanFile {
  /// - Throws: `ProjectFileError` for an unknown key or a value of the wrong kind.
  public static func read(_ path: String) throws(ProjectFileError) -> Plan {
    let root = try YAMLDocument(path: path).root
    try root.allowOnly(["name", "document", "issued", "period", "indicators"])
    var indicators: [PlanIndicator] = []
    for indicator in try root.mappings("indicators") { indicators.append(try self.indicator(indicator)) }
    return Plan(
      file: root.file, name: try root.required("name"), document: try root.text("document") ?? "",
      indicators: indicators)
  }

  private static func indicator(_ mapping: YAMLMapping) throws(ProjectFileError) -> PlanIndicator {
    try mapping.allowOnly(["name", "unit", "measure", "field", "where", "baseline", "target", "attribute", "source"])
    guard let target = try mapping.mapping("target") else {
      throw mapping.error(at: mapping.line, zh: "指标缺少 target", en: "an indicator lacks its target")
    }
    try target.allowOnly(["year", "value", "comparison"])
    guard let value = try target.number("value"), let year = try target.number("year").flatMap({ Int(exactly: $0) })
    else {
      throw target.error(at: target.line, zh: "target 要有 year 和 value", en: "target needs year and value")
    }
    return PlanIndicator(
      name: try mapping.required("name"), unit: try mapping.text("unit") ?? "",
      measure: try measure(mapping), conditions: try conditions(mapping), target: value, year: year,
      comparison: try target.choice("comparison", PlanIndicator.Comparison.self) ?? .atLeast,
      source: try mapping.text("source") ?? "")
  }

  private enum MeasureName: String, CaseIterable {
    case count
    case sum
  }

  private static func measure(_ mapping: YAMLMapping) throws(ProjectFileError) -> PlanIndicator.Measure {
    let field = try mapping.text("field")
    switch try mapping.choice("measure", MeasureName.self) ?? .count {
    case .count: return .count
    case .sum:
      guard let field else {
        throw mapping.error(at: mapping.line, zh: "measure 为 sum 时要有 field", en: "measure: sum needs a field")
      }
      return .sum(try key(field, mapping))
    }
  }

  private static func conditions(_ mapping: YAMLMapping) throws(ProjectFileError) -> [FieldKey: [String]] {
    guard let conditions = try mapping.mapping("where") else { return [:] }
    var found: [FieldKey: [String]] = [:]
    for name in conditions.keys { found[try key(name, conditions)] = try conditions.texts(name) }
    return found
  }

  private static func key(_ name: String, _ mapping: YAMLMapping) throws(ProjectFileError) -> FieldKey {
    guard let key = Intake.fieldKey(name, of: .facility) else {
      throw mapping.error(at: mapping.line, zh: "设施表没有字段“\(name)”", en: "facilities have no field “\(name)”")
    }
    return key
  }
}
