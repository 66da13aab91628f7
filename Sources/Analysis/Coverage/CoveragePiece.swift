import Geodesy
public import Geometry

/// An overlap or gap, measured.
public struct CoveragePiece: Sendable {
  /// One polygon, longitude and latitude.
  public let shape: GeometryColumn
  /// On the ellipsoid.
  public let areaSquareMetres: Double
  /// The width of the rectangle that has the same area and perimeter.
  public let meanWidthMetres: Double
  /// The diameter of the largest circle inside.
  public let maximumWidthMetres: Double
  /// The centre of that circle.
  public let place: Position

  /// The polygons of all rows of a column, those of at least the given area.
  public static func parts(
    of pieces: GeometryColumn, minimumAreaSquareMetres: Double, in context: GEOSContext
  ) throws -> [CoveragePiece] {
    var found: [CoveragePiece] = []
    for row in 0..<pieces.count {
      for part in pieces.parts(ofRow: row) {
        let area = EllipsoidalMeasure.area(ofPart: part, in: pieces)
        guard area >= minimumAreaSquareMetres else { continue }
        found.append(try CoveragePiece(pieces.polygon(ofPart: part), areaSquareMetres: area, in: context))
      }
    }
    return found
  }

  private init(_ shape: GeometryColumn, areaSquareMetres: Double, in context: GEOSContext) throws {
    self.shape = shape
    self.areaSquareMetres = areaSquareMetres
    let centre = shape.envelope(ofRow: 0)?.centre ?? Position(x: 0, y: 0)
    let plane = LocalProjection(longitude: centre.x, latitude: centre.y)
    var local = shape
    local.replaceCoordinates { plane.forward(&$0) }
    let geometry = try Geometry(row: 0, of: local, in: context)
    meanWidthMetres = Self.meanWidth(area: areaSquareMetres, perimeter: try geometry.length)
    if let circle = try geometry.maximumInscribedCircle() {
      maximumWidthMetres = 2 * circle.radius
      var position = [circle.centre.x, circle.centre.y]
      plane.inverse(&position)
      place = Position(x: position[0], y: position[1])
    } else {
      maximumWidthMetres = meanWidthMetres
      place = shape.firstPosition(ofRow: 0) ?? centre
    }
  }

  /// With area A = w·l and perimeter P = 2(w + l), w is the smaller root of w² − (P/2)·w + A = 0, in the form that
  /// subtracts nothing; a piece rounder than any rectangle has √A.
  private static func meanWidth(area: Double, perimeter: Double) -> Double {
    let half = perimeter / 2
    let discriminant = half * half - 4 * area
    return discriminant > 0 ? 2 * area / (half + discriminant.squareRoot()) : area.squareRoot()
  }
}

extension GeometryColumn {
  /// One part of a polygon row as a column of one polygon.
  public func polygon(ofPart part: Int) -> GeometryColumn {
    var column = GeometryColumn()
    for ring in rings(ofPart: part) {
      for vertex in vertices(ofRing: ring) {
        let position = position(ofVertex: vertex)
        column.appendVertex(x: position.x, y: position.y)
      }
      column.endRing()
    }
    column.endPart()
    column.endRow(.polygon)
    return column
  }
}
