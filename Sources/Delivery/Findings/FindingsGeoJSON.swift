internal import Geometry
public import Registry

/// The findings as a layer for GIS (RFC 7946): the extent or the place as geometry, flat properties.
public enum FindingsGeoJSON {
  /// - Parameter generator: name and version of the program, which mark the file as its own.
  public static func render(_ result: CheckResult, generator: String, language: Language) -> [UInt8] {
    let renderer = MessageRenderer(result, language: language)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("type", "FeatureCollection")
      json.member("generator", generator)
      let bounds = result.findings.compactMap(FindingGeometry.envelope)
      if let first = bounds.first { json.bounds(bounds.dropFirst().reduce(first) { $0.union($1) }) }
      json.array("features", .lines) { json in
        for finding in result.findings { write(finding, renderer, to: &json) }
      }
    }
    return json.document
  }

  private static func write(_ finding: Finding, _ renderer: MessageRenderer, to json: inout JSONWriter) {
    json.object { json in
      json.member("type", "Feature")
      json.member("id", finding.id)
      json.key("geometry")
      if let extent = finding.extent, FindingGeometry.isWritable(extent) {
        json.geometry(extent)
      } else if let place = finding.place, place.x.isFinite, place.y.isFinite {
        json.point(place)
      } else {
        json.null()
      }
      json.object("properties") { json in
        for field in FindingField.allCases where field != .longitude && field != .latitude {
          json.member(field.rawValue, property(field, finding, renderer), renderer.language)
        }
      }
    }
  }

  /// Codes, so that a style or filter made for one language works for the other.
  private static func property(
    _ field: FindingField, _ finding: Finding, _ renderer: MessageRenderer
  ) -> ReportTable.Cell {
    switch field {
    case .severity: .text(finding.severity.rawValue)
    case .certainty: .text(finding.certainty.rawValue)
    case .kind: .text(finding.subject.kind)
    case .field: .optional(finding.evidence?.field)
    case .unit: .optional(finding.measure?.unit.rawValue)
    default: field.cell(finding, renderer)
    }
  }
}
