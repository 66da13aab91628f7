internal import Geodesy
internal import Geometry
internal import Glibc

/// The plane of a map: the 3° Gauss-Krüger zone of CGCS2000 that a place lies in, in metres, x east and y north.
final class MapPlane {
  let zone: Int
  /// Eastings begin with the number of the zone.
  let system: CRS
  private let forward: CoordinateTransformation
  private let backward: CoordinateTransformation

  /// - Returns: `nil` outside the zones of China.
  init?(longitude: Double) throws {
    let zone = Int((longitude / 3).rounded())
    guard let system = CRS.gaussKruger(system: .cgcs2000, zoneWidth: 3, zone: zone, zonePrefix: true) else {
      return nil
    }
    self.zone = zone
    self.system = system
    forward = try CoordinateTransformation(from: .cgcs2000, to: system)
    backward = try CoordinateTransformation(from: system, to: .cgcs2000)
  }

  /// Degrees east of Greenwich.
  var centralMeridian: Int { 3 * zone }

  /// `nil` for a position that has no place in the plane.
  func project(_ position: Position) -> Position? {
    forward.transform(x: position.x, y: position.y).map { Position(x: $0.x, y: $0.y) }
  }

  func geographic(_ position: Position) -> Position? {
    backward.transform(x: position.x, y: position.y).map { Position(x: $0.x, y: $0.y) }
  }

  /// The paths of a row, one a ring, without what has no place in the plane.
  func paths(ofRow row: Int, of column: GeometryColumn) -> [[Position]] {
    column.parts(ofRow: row).flatMap { part in
      column.rings(ofPart: part).map { ring in
        var xy = column.vertices(ofRing: ring).flatMap { vertex in
          let position = column.position(ofVertex: vertex)
          return [position.x, position.y]
        }
        _ = try? forward.transform(&xy)
        return stride(from: 0, to: xy.count - 1, by: 2).compactMap { index in
          xy[index].isFinite ? Position(x: xy[index], y: xy[index + 1]) : nil
        }
      }
    }
  }
}
