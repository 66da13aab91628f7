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
  /// Invalid polygons take part with what GEOS makes of them, those that it cannot build (an unclosed ring) are left out.
  /// Complexity: O(n log n) in vertices plus one overlay for each
  /// pair of units with an edge of one, not shared exactly with a neighbour, in the bounds of the other.
  public static func analyse(
    _ polygons: GeometryColumn, rows: [Int], minimumAreaSquareMetres: Double
  ) throws -> CoverageAnalysis {
    let context = GEOSContext()
    let valid = ValidPolygons(polygons, rows: rows, in: context)
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

  init(_ polygons: GeometryColumn, rows: [Int], in context: GEOSContext) {
    var kept: [Int] = []
    for row in rows.sorted() where polygons.envelope(ofRow: row) != nil && polygons.types[row].dimension == 2 {
      do {
        let geometry = try Geometry(row: row, of: polygons, in: context)
        if try geometry.isValid {
          column.append(row, of: polygons)
        } else {
          try geometry.madeValid().append(to: &column, dimension: 2)
          repaired.insert(row)
        }
      } catch {
        continue  // What GEOS cannot build; one such polygon must not hide what is to be found about the others.
      }
      kept.append(row)
    }
    self.rows = kept
    column.normaliseOrientation()
    tree = STRtree(column)
  }

  func overlaps(_ minimumArea: Double, in context: GEOSContext) throws -> [CoverageAnalysis.Overlap] {
    try OverlapSearch(column, tree, in: context).overlaps().flatMap { overlap in
      let units = (rows[overlap.first], rows[overlap.second])
      return try CoveragePiece.parts(of: overlap.pieces, minimumArea, in: context)
        .map { CoverageAnalysis.Overlap(units: units, piece: $0) }
    }
  }

  func gaps(_ minimumArea: Double, in context: GEOSContext) throws -> [CoverageAnalysis.Gap] {
    let union = try Geometry.union(ofRows: rows.indices, of: column, in: context)
    let holes = try CoveragePiece.parts(of: try union.interiorRings(), minimumArea, in: context)
    // A large unit borders on many gaps and is prepared once.
    var prepared: [Int: PreparedGeometry] = [:]
    return try holes.compactMap { hole in
      let neighbours = try neighbours(of: hole, &prepared, in: context)
      // A loop of a ring that crosses itself, not a gap between units.
      if neighbours.count == 1, repaired.isSuperset(of: neighbours) { return nil }
      return CoverageAnalysis.Gap(neighbours: neighbours, piece: hole)
    }
  }

  /// The units that share more than a point with the border of a hole.
  private func neighbours(
    of hole: CoveragePiece, _ prepared: inout [Int: PreparedGeometry], in context: GEOSContext
  ) throws -> [Int] {
    guard let envelope = hole.shape.envelope(ofRow: 0) else { return [] }
    let middles = hole.shape.vertices(ofRow: 0).dropLast().map { vertex in
      Envelope(hole.shape.position(ofVertex: vertex)).extended(to: hole.shape.position(ofVertex: vertex + 1)).centre
    }
    return try tree.query(envelope.grown(by: Self.touchDegrees)).filter { index in
      let unit = try prepared[index] ?? PreparedGeometry(row: index, of: column, in: context)
      prepared[index] = unit
      return try middles.contains { try unit.isWithin(Self.touchDegrees, of: $0) }
    }.map { rows[$0] }
  }

  /// How far a computed crossing may lie from the edge that it is on, in degrees (about 0.1 mm).
  private static let touchDegrees = 1e-9
}
