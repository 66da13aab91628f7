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
    guard let zone = threeDegreeZone(ofLongitude: longitude),
      let system = CRS.gaussKruger(system: .cgcs2000, zoneWidth: 3, zone: zone, zonePrefix: true)
    else { return nil }
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

  /// A path without what has no place in the plane.
  func project(_ path: [Position]) -> [Position] {
    var xy: [Double] = []
    xy.reserveCapacity(2 * path.count)
    for position in path {
      xy.append(position.x)
      xy.append(position.y)
    }
    return projected(&xy)
  }

  /// The paths of a row, one a ring, without what has no place in the plane.
  func paths(ofRow row: Int, of column: GeometryColumn) -> [[Position]] {
    column.parts(ofRow: row).flatMap { part in
      column.rings(ofPart: part).map { ring in
        let vertices = column.vertices(ofRing: ring)
        var xy = Array(column.coordinates[2 * vertices.lowerBound..<2 * vertices.upperBound])
        return projected(&xy)
      }
    }
  }

  private func projected(_ xy: inout [Double]) -> [Position] {
    _ = try? forward.transform(&xy)
    return stride(from: 0, to: xy.count - 1, by: 2).compactMap { index in
      xy[index].isFinite ? Position(x: xy[index], y: xy[index + 1]) : nil
    }
  }

  /// How the coordinates of tables are to be read.
  func title(hasZonePrefix: Bool) -> String {
    "2000国家大地坐标系，高斯-克吕格投影，3°带第\(zone)带，中央经线\(centralMeridian)°，"
      + (hasZonePrefix ? "横坐标含带号" : "横坐标不含带号")
  }

  /// An easting without the number of the zone.
  func easting(_ position: Position, hasZonePrefix: Bool) -> Double {
    hasZonePrefix ? position.x : position.x - Double(zone) * 1_000_000
  }
}
