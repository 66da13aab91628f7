public import Geometry

/// An overlap or gap, measured.
public struct CoveragePiece: Sendable {
  /// One polygon, longitude and latitude.
  public let shape: GeometryColumn
  /// On the ellipsoid, edges straight in longitude and latitude as where polygons are compared.
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
        let area = area(ofPart: part, of: pieces)
        guard area >= minimumAreaSquareMetres else { continue }
        found.append(try CoveragePiece(pieces.polygon(ofPart: part), areaSquareMetres: area, in: context))
      }
    }
    return found
  }

  /// The area by which parts are measured, on the ellipsoid.
  static func area(ofPart part: Int, of pieces: GeometryColumn) -> Double {
    guard let shell = pieces.rings(ofPart: part).first, case let vertices = pieces.vertices(ofRing: shell),
      let first = vertices.first
    else { return 0 }
    let bounds = vertices.reduce(Envelope(pieces.position(ofVertex: first))) {
      $0.extended(to: pieces.position(ofVertex: $1))
    }
    return DegreePlane(bounds.centre).area(ofPart: part, in: pieces)
  }

  private init(_ shape: GeometryColumn, areaSquareMetres: Double, in context: GEOSContext) throws {
    self.shape = shape
    self.areaSquareMetres = areaSquareMetres
    let centre = shape.envelope(ofRow: 0)?.centre ?? Position(x: 0, y: 0)
    let plane = DegreePlane(centre)
    var local = shape
    local.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count - 1, by: 2) {
        let metres = plane.metres(Position(x: coordinates[index], y: coordinates[index + 1]))
        (coordinates[index], coordinates[index + 1]) = (metres.x, metres.y)
      }
    }
    let geometry = try Geometry(row: 0, of: local, in: context)
    meanWidthMetres = Self.meanWidth(area: areaSquareMetres, perimeter: try geometry.length)
    if let circle = try geometry.maximumInscribedCircle() {
      maximumWidthMetres = 2 * circle.radius
      place = plane.degrees(circle.centre)
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
