public import Geometry

/// Where the units of a coverage overlap and where they leave gaps.
///
/// A coverage is the units of one level of one source; they should meet exactly and cover their whole without holes.
public struct CoverageAnalysis: Sendable {
  /// One piece that two units both claim.
  public struct Overlap: Sendable {
    /// Rows of the two units, the smaller first.
    public let units: (Int, Int)
    public let piece: CoveragePiece
  }

  /// One hole in the union of all units.
  public struct Gap: Sendable {
    /// Rows of the units along its border.
    public let neighbours: [Int]
    public let piece: CoveragePiece
  }

  public let overlaps: [Overlap]
  public let gaps: [Gap]

  /// Analyses the polygons of some rows; pieces under `minimumAreaSquareMetres` are left out.
  ///
  /// Invalid polygons take part with what GEOS makes of them. Complexity: O(n log n) in vertices plus one overlay for each
  /// pair of units that has unshared edges in common bounds.
  public static func analyse(
    _ polygons: GeometryColumn, rows: [Int], minimumAreaSquareMetres: Double
  ) throws -> CoverageAnalysis {
    let context = GEOSContext()
    let valid = try ValidPolygons(polygons, rows: rows, in: context)
    return CoverageAnalysis(
      overlaps: try valid.overlaps(minimumAreaSquareMetres, in: context),
      gaps: try valid.gaps(minimumAreaSquareMetres, in: context))
  }
}

/// The polygons under analysis, repaired where they are invalid.
private struct ValidPolygons {
  /// As given, but valid; aligned with `rows`.
  var column = GeometryColumn()
  let rows: [Int]
  let tree: STRtree
  /// Rows whose polygon had to be repaired.
  private var repaired: Set<Int> = []

  init(_ polygons: GeometryColumn, rows: [Int], in context: GEOSContext) throws {
    var kept: [Int] = []
    for row in rows where polygons.envelope(ofRow: row) != nil && polygons.types[row].dimension == 2 {
      let geometry = try Geometry(row: row, of: polygons, in: context)
      if try geometry.isValid {
        column.append(row, of: polygons)
      } else {
        try geometry.madeValid().append(to: &column, dimension: 2)
        repaired.insert(row)
      }
      kept.append(row)
    }
    self.rows = kept
    column.normaliseOrientation()
    tree = STRtree(column)
  }

  func overlaps(_ minimumArea: Double, in context: GEOSContext) throws -> [CoverageAnalysis.Overlap] {
    let edges = EdgeTable(column, rows: Array(rows.indices))
    let unmatched = rows.indices.map { edges.unmatchedEnvelope(ofRow: $0, in: column) }
    var found: [CoverageAnalysis.Overlap] = []
    for first in rows.indices {
      guard let bounds = unmatched[first] else { continue }
      let partners = tree.query(bounds).filter { second in
        second > first && (unmatched[second].map(bounds.intersects) ?? false)
      }
      guard !partners.isEmpty else { continue }
      let geometry = try PreparedGeometry(row: first, of: column, in: context)
      for second in partners {
        let other = try Geometry(row: second, of: column, in: context)
        guard try geometry.intersects(other) else { continue }
        let pieces = try geometry.geometry.intersection(other).column(dimension: 2)
        for piece in try CoveragePiece.parts(of: pieces, minimumArea, in: context) {
          found.append(.init(units: (rows[first], rows[second]), piece: piece))
        }
      }
    }
    return found
  }

  func gaps(_ minimumArea: Double, in context: GEOSContext) throws -> [CoverageAnalysis.Gap] {
    let union = try Geometry.union(ofRows: rows.indices, of: column, in: context)
    let holes = try union.interiorRings()
    return try CoveragePiece.parts(of: holes, minimumArea, in: context).compactMap { piece in
      let neighbours = try neighbours(of: piece, in: context)
      // A loop of a ring that crosses itself, not a gap between units.
      if neighbours.count == 1, repaired.isSuperset(of: neighbours) { return nil }
      return CoverageAnalysis.Gap(neighbours: neighbours, piece: piece)
    }
  }

  /// The units that share more than a point with the border of a hole.
  private func neighbours(of hole: CoveragePiece, in context: GEOSContext) throws -> [Int] {
    guard let envelope = hole.shape.envelope(ofRow: 0) else { return [] }
    let vertices = hole.shape.vertices(ofRow: 0)
    let middles = vertices.dropLast().map { vertex in
      let (start, end) = (hole.shape.position(ofVertex: vertex), hole.shape.position(ofVertex: vertex + 1))
      return Position(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2)
    }
    var found: [Int] = []
    for index in tree.query(envelope.grown(by: Self.touchDegrees)) {
      let unit = try PreparedGeometry(row: index, of: column, in: context)
      if try middles.contains(where: { try unit.isWithin(Self.touchDegrees, of: $0) }) { found.append(rows[index]) }
    }
    return found
  }

  /// How far a computed crossing may lie from the edge that it is on, in degrees (about 0.1 mm).
  private static let touchDegrees = 1e-9
}
