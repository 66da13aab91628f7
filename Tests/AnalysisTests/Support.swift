import Geodesy
import Geometry

/// A plane in metres in the district of the sample: tests are written in metres and run in degrees.
let districtPlane = LocalProjection(longitude: 106.02, latitude: 29.8)

func degrees(_ metres: [(Double, Double)], in plane: LocalProjection = districtPlane) -> [Position] {
  var coordinates = metres.flatMap { [$0.0, $0.1] }
  plane.inverse(&coordinates)
  return stride(from: 0, to: coordinates.count, by: 2).map { Position(x: coordinates[$0], y: coordinates[$0 + 1]) }
}

extension GeometryColumn {
  /// Appends a row of parts of rings of positions.
  mutating func append(_ type: GeometryType, _ parts: [[[Position]]]) {
    for part in parts {
      for ring in part {
        for position in ring { appendVertex(x: position.x, y: position.y) }
        endRing()
      }
      endPart()
    }
    endRow(type)
  }

  /// Appends a polygon of rings in metres, which it closes.
  mutating func appendPolygon(_ rings: [[(Double, Double)]]) {
    append(.polygon, [rings.map { degrees($0 + $0.prefix(1)) }])
  }
}

func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> [(Double, Double)] {
  [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY)]
}

/// The area of a ring in square metres, by triangles from its first vertex.
func shoelace(_ ring: [(Double, Double)]) -> Double {
  var doubled = 0.0
  for (a, b) in zip(ring.dropFirst(), ring.dropFirst(2)) {
    doubled += (a.0 - ring[0].0) * (b.1 - ring[0].1) - (a.1 - ring[0].1) * (b.0 - ring[0].0)
  }
  return abs(doubled) / 2
}
