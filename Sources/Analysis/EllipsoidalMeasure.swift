import Geodesy
public import Geometry

/// Lengths and areas of table rows on the CGCS2000 ellipsoid.
public enum EllipsoidalMeasure {
  /// The area of one part of a polygon in m², holes subtracted.
  public static func area(ofPart part: Int, in column: GeometryColumn) -> Double {
    column.coordinates.withUnsafeBufferPointer { coordinates in
      var total = 0.0
      for (index, ring) in column.rings(ofPart: part).enumerated() {
        let vertices = column.vertices(ofRing: ring)
        let slice = coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound]
        let area = Ellipsoid.cgcs2000.area(ofRing: UnsafeBufferPointer(rebasing: slice))
        total += index == 0 ? area : -area
      }
      return total
    }
  }

  /// The area of a polygon row in m².
  public static func area(ofRow row: Int, in column: GeometryColumn) -> Double {
    column.parts(ofRow: row).reduce(0) { $0 + area(ofPart: $1, in: column) }
  }

  /// The length of a line row in m, its parts added up.
  public static func length(ofRow row: Int, in column: GeometryColumn) -> Double {
    column.coordinates.withUnsafeBufferPointer { coordinates in
      var total = 0.0
      for part in column.parts(ofRow: row) {
        for ring in column.rings(ofPart: part) {
          let vertices = column.vertices(ofRing: ring)
          let slice = coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound]
          total += Ellipsoid.cgcs2000.length(of: UnsafeBufferPointer(rebasing: slice))
        }
      }
      return total
    }
  }

  /// Metres between two positions of longitude, latitude.
  public static func distance(_ start: Position, _ end: Position) -> Double {
    Ellipsoid.cgcs2000.distance(from: (start.x, start.y), to: (end.x, end.y))
  }
}
