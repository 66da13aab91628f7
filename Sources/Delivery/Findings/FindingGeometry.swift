internal import Geometry
internal import Registry
internal import Texts

/// Places and extents of findings as GeoJSON geometries.
enum FindingGeometry {
  /// Decimals of a degree, about a centimetre.
  static let decimals = 7

  static func isWritable(_ extent: GeometryColumn) -> Bool {
    extent.count == 1 && extent.types[0] != .none && extent.coordinates.allSatisfy(\.isFinite)
  }

  /// The bounds of what a finding is drawn as; `nil` when it is drawn nowhere.
  static func envelope(of finding: Finding) -> Envelope? {
    if let extent = finding.extent, isWritable(extent) { return extent.envelope(ofRow: 0) }
    guard let place = finding.place, place.x.isFinite, place.y.isFinite else { return nil }
    return Envelope(place)
  }
}

extension JSONWriter {
  /// `bbox`: west, south, east, north.
  mutating func bounds(_ envelope: Envelope) {
    array("bbox") { json in
      for value in [envelope.minX, envelope.minY, envelope.maxX, envelope.maxY] { json.degrees(value) }
    }
  }

  mutating func point(_ position: Position) {
    object { json in
      json.member("type", "Point")
      json.key("coordinates")
      json.coordinates(position)
    }
  }

  /// The first row of a column as a GeoJSON geometry.
  mutating func geometry(_ column: GeometryColumn) {
    let type = column.types[0]
    object { json in
      json.member("type", type.geoJSONName)
      json.key("coordinates")
      let parts = column.parts(ofRow: 0)
      if type.isMulti {
        json.array { json in
          for part in parts { json.part(part, of: column, dimension: type.dimension ?? 0) }
        }
      } else if let part = parts.first {
        json.part(part, of: column, dimension: type.dimension ?? 0)
      }
    }
  }

  private mutating func part(_ part: Int, of column: GeometryColumn, dimension: Int) {
    let rings = column.rings(ofPart: part)
    guard let first = rings.first else { return array { _ in } }
    switch dimension {
    case 0: coordinates(column.position(ofVertex: column.vertices(ofRing: first).lowerBound))
    case 1: vertices(column.vertices(ofRing: first), of: column)
    default:
      array { json in
        for ring in rings {
          let vertices = column.vertices(ofRing: ring)
          // RFC 7946 3.1.6: shells run counter-clockwise, holes clockwise.
          let isCounterClockwise = column.isCounterClockwise(ring: ring)
          json.vertices(vertices, of: column, reversed: isCounterClockwise != (ring == first))
        }
      }
    }
  }

  private mutating func vertices(_ vertices: Range<Int>, of column: GeometryColumn, reversed: Bool = false) {
    array { json in
      for offset in 0..<vertices.count {
        let vertex = reversed ? vertices.upperBound - 1 - offset : vertices.lowerBound + offset
        json.coordinates(column.position(ofVertex: vertex))
      }
    }
  }

  private mutating func coordinates(_ position: Position) {
    array { json in
      json.degrees(position.x)
      json.degrees(position.y)
    }
  }

  private mutating func degrees(_ value: Double) {
    self.value(verbatim: NumberText.decimal(value, decimals: FindingGeometry.decimals, grouped: false))
  }
}

extension GeometryType {
  var geoJSONName: String {
    switch self {
    case .none: "GeometryCollection"
    case .point: "Point"
    case .lineString: "LineString"
    case .polygon: "Polygon"
    case .multiPoint: "MultiPoint"
    case .multiLineString: "MultiLineString"
    case .multiPolygon: "MultiPolygon"
    }
  }
}
