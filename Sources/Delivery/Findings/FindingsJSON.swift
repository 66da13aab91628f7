internal import Geometry
public import Registry

/// The findings as JSON for other programs: the form `jieming.findings/1`, described by
/// `Documentation/schema/findings.schema.json`.
///
/// Absent parts are left out, but for `waived`. The order of members and findings is fixed, so that equal results give
/// equal bytes.
public enum FindingsJSON {
  public static let schema = "jieming.findings/1"

  public static func render(_ result: CheckResult, toolVersion: String, language: Language) -> [UInt8] {
    let renderer = MessageRenderer(result, language: language)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", schema)
      json.tool(version: toolVersion)
      json.member("asOf", result.asOf.description)
      json.object("records") { json in
        for kind in result.dataset.kinds { json.member(kind.rawValue, result.dataset[kind].count) }
      }
      json.object("summary") { write(FindingsSummary(result.findings), to: &$0) }
      json.array("notRun", .lines) { json in
        for rule in result.notRun { write(rule, to: &json) }
      }
      json.array("findings", .lines) { json in
        for finding in result.findings { write(finding, renderer, to: &json) }
      }
    }
    return json.document
  }

  private static func write(_ summary: FindingsSummary, to json: inout JSONWriter) {
    for severity in Severity.allCases.reversed() { json.member(severity.rawValue, summary[severity]) }
    if summary.waived > 0 { json.member("waived", summary.waived) }
    json.object("byRule") { json in
      for rule in summary.byRule { json.member(rule.rule, rule.count) }
    }
  }

  private static func write(_ rule: RuleNotRun, to json: inout JSONWriter) {
    json.object { json in
      json.member("rule", rule.rule)
      json.member("needs", rule.needs.map(\.rawValue) + rule.needsContext.map(\.rawValue))
    }
  }

  static func write(_ finding: Finding, _ renderer: MessageRenderer, to json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("id", finding.id)
      json.member("rule", finding.rule)
      json.member("name", renderer.rule(of: finding)?.name)
      json.member("severity", finding.severity.rawValue)
      json.member("certainty", finding.certainty.rawValue)
      json.key("subject")
      json.value(finding.subject)
      if !finding.related.isEmpty {
        json.array("related") { json in finding.related.forEach { json.value($0) } }
      }
      writeSource(of: finding, renderer, to: &json)
      json.member("message", renderer.message(finding))
      writeEvidence(of: finding, to: &json)
      writePlace(of: finding, to: &json)
      json.member("basis", renderer.basis(finding))
      json.member("next", renderer.next(finding))
      json.member("causedBy", finding.causedBy)
      if let fix = finding.fix { json.object("fix") { write(fix, to: &$0) } }
      write(finding.waived, to: &json)
    }
  }

  private static func writeSource(of finding: Finding, _ renderer: MessageRenderer, to json: inout JSONWriter) {
    guard let source = renderer.source(of: finding) else { return }
    json.object("source") { json in
      json.member("file", source.file)
      json.member("layer", source.layer)
      json.member("row", finding.origin?.row)
    }
  }

  private static func writeEvidence(of finding: Finding, to json: inout JSONWriter) {
    if let evidence = finding.evidence {
      json.object("evidence") { json in
        json.member("field", evidence.field)
        json.member("value", evidence.value)
        guard let span = evidence.span else { return }
        json.array("span") {
          $0.value(span.lowerBound); $0.value(span.upperBound)
        }
      }
    }
    if let measure = finding.measure, measure.value.isFinite {
      json.object("measure") { write(measure, to: &$0) }
    }
    let measures = finding.measures.filter(\.measure.value.isFinite)
    guard !measures.isEmpty else { return }
    json.array("measures") { json in
      for (name, measure) in measures {
        json.object { json in
          json.member("name", name)
          write(measure, to: &json)
        }
      }
    }
  }

  private static func write(_ measure: Measure, to json: inout JSONWriter) {
    json.member("value", measure.value)
    json.member("unit", measure.unit.rawValue)
    json.member("limit", measure.limit)
  }

  private static func writePlace(of finding: Finding, to json: inout JSONWriter) {
    if let place = finding.place, place.x.isFinite, place.y.isFinite {
      json.key("place")
      json.point(place)
    }
    if let extent = finding.extent, FindingGeometry.isWritable(extent) {
      json.key("extent")
      json.geometry(extent)
    }
  }

  private static func write(_ fix: Fix, to json: inout JSONWriter) {
    json.member("safety", fix.safety.rawValue)
    json.member("field", fix.field)
    json.member("old", fix.old)
    json.member("new", fix.new)
  }

  private static func write(_ waiver: Waiver?, to json: inout JSONWriter) {
    json.key("waived")
    guard let waiver else { return json.null() }
    json.object { json in
      json.member("verdict", waiver.verdict)
      json.member("reason", waiver.reason)
      json.member("author", waiver.author)
      json.member("date", waiver.date)
      json.member("expires", waiver.expires?.description)
    }
  }
}

extension JSONWriter {
  mutating func tool(version: String) {
    object("tool") { json in
      json.member("name", "jieming")
      json.member("version", version)
    }
  }

  mutating func value(_ subject: Subject) {
    object { json in
      json.member("kind", subject.kind)
      json.member("key", subject.key)
      json.member("name", subject.name)
    }
  }
}
