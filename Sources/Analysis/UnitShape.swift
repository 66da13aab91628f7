public import Geometry
import Glibc

/// The polygons of one unit, longitude and latitude, for many questions.
public final class UnitShape {
  private let pieces: [PreparedGeometry]
  private let rows: [Int]
  private let polygons: GeometryColumn
  private let context: GEOSContext
  private var inPlane: PreparedGeometry?
  private var grown: (metres: Double, shape: PreparedGeometry)?
  /// Degrees of longitude times this are as long as degrees of latitude; edges that are straight in degrees stay so.
  private let scale: Double

  /// - Throws: `GeometryError.geos` for a polygon that GEOS cannot build.
  public init(rows: [Int], of polygons: GeometryColumn, in context: GEOSContext) throws(GeometryError) {
    var pieces: [PreparedGeometry] = []
    for row in rows { pieces.append(try PreparedGeometry(row: row, of: polygons, in: context)) }
    self.pieces = pieces
    self.rows = rows
    self.polygons = polygons
    self.context = context
    let latitude = rows.first.flatMap { polygons.envelope(ofRow: $0)?.centre.y } ?? 0
    scale = max(0.01, cos(latitude * .pi / 180))
  }

  /// Whether a position lies in it or on its border.
  public func covers(_ position: Position) throws(GeometryError) -> Bool {
    for piece in pieces where try piece.covers(position) { return true }
    return false
  }

  /// Metres on the ellipsoid from a position outside to the nearest point of the unit.
  ///
  /// Complexity: O(log n) in vertices once the first question has built the index.
  public func distanceMetres(to position: Position) throws(GeometryError) -> Double {
    let place = Position(x: position.x * scale, y: position.y)
    guard let nearest = try shapeInPlane().nearestPosition(to: place) else { return 0 }
    return EllipsoidalMeasure.distance(Position(x: nearest.x / scale, y: nearest.y), position)
  }

  /// The part of a feature, 0 to 1, that lies in the unit grown by some metres: of its points, length or area.
  public func share(
    ofRow row: Int, of column: GeometryColumn, grownByMetres metres: Double
  ) throws(GeometryError) -> Double {
    let shape = metres > 0 ? try shapeGrown(byMetres: metres) : try shapeInPlane()
    let feature = scaled(column.single(row: row))
    if feature.types[0].dimension == 0 {
      let vertices = feature.vertices(ofRow: 0)
      var inside = 0
      for vertex in vertices where try shape.covers(feature.position(ofVertex: vertex)) { inside += 1 }
      return Double(inside) / Double(max(1, vertices.count))
    }
    let geometry = try Geometry(row: 0, of: feature, in: context)
    if try shape.covers(geometry) { return 1 }
    let common = try shape.geometry.intersection(geometry)
    let isArea = feature.types[0].dimension == 2
    let whole = isArea ? try geometry.area : try geometry.length
    return whole > 0 ? (isArea ? try common.area : try common.length) / whole : 1
  }

  private func shapeInPlane() throws(GeometryError) -> PreparedGeometry {
    if let inPlane { return inPlane }
    var valid = GeometryColumn()
    for row in rows {
      try Geometry(row: 0, of: scaled(polygons.single(row: row)), in: context).madeValid()
        .append(to: &valid, dimension: 2)
    }
    let shape = try PreparedGeometry(try Geometry.union(ofRows: 0..<valid.count, of: valid, in: context))
    inPlane = shape
    return shape
  }

  private func shapeGrown(byMetres metres: Double) throws(GeometryError) -> PreparedGeometry {
    if let grown, grown.metres == metres { return grown.shape }
    let metresPerDegree = 111_000.0
    let shape = try PreparedGeometry(try shapeInPlane().geometry.buffer(metres / metresPerDegree))
    grown = (metres, shape)
    return shape
  }

  private func scaled(_ column: GeometryColumn) -> GeometryColumn {
    var column = column
    column.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) { coordinates[index] *= scale }
    }
    return column
  }
}
