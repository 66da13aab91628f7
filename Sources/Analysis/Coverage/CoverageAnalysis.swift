public import Geometry

/// Where the units of a coverage do not fit together.
///
/// A coverage is the units of one level of one source; they should meet exactly and cover their whole without holes.
/// Units in several parts (exclaves, islands) are as good as others. Coordinates are rounded to 0.1 mm before all else.
public struct CoverageAnalysis: Sendable {
  /// One piece that two units both claim.
  public struct Overlap: Sendable {
    /// Rows of the two units, the smaller first.
    public let units: (Int, Int)
    public let piece: CoveragePiece
    /// How much of the piece's border is border of each of the two and in how long stretches, the longest first.
    public let shares: [BorderShare]
  }

  /// One hole in the union of all units.
  public struct Gap: Sendable {
    /// Rows of the units along its border.
    public let neighbours: [Int]
    public let piece: CoveragePiece
    /// How much of its border is border of each neighbour and in how long stretches, the longest first.
    public let shares: [BorderShare]
  }

  public let overlaps: [Overlap]
  public let gaps: [Gap]
  /// Stretches of common border that were drawn twice and differ by less than the tolerance, without overlap or gap.
  public let mismatches: [EdgeMismatch]
  /// Rows with the same polygon, two or more each, ascending.
  public let duplicates: [[Int]]

  /// Analyses the polygons of some rows; pieces under `minimumAreaSquareMetres` are left out.
  ///
  /// Invalid polygons take part with what GEOS makes of them, those that it cannot build (an unclosed ring) are left out.
  /// Complexity: O(n log n) in vertices, plus one overlay for each pair of units that overlap.
  ///
  /// - Parameter mismatchToleranceMetres: how far apart two drawings of one border may be; nothing else depends on it.
  public static func analyse(
    _ polygons: GeometryColumn, rows: [Int], minimumAreaSquareMetres: Double, mismatchToleranceMetres: Double = 1
  ) throws -> CoverageAnalysis {
    let context = GEOSContext()
    let units = ValidPolygons(polygons, rows: rows, in: context)
    let table = EdgeTable(units.column)
    let boundary = BoundaryEdges(table)
    let depths = try DepthSearch(boundary, units.tree, in: context)
    var shares = BorderShareSearch(boundary)
    let overlaps = try units.overlaps(from: depths.pairs, minimumAreaSquareMetres, &shares, in: context)
    let gaps = try units.gaps(depths.gaps, minimumAreaSquareMetres, &shares, in: context)
    let mismatches = MismatchSearch(boundary, except: shares.edgesOfPieces, toleranceMetres: mismatchToleranceMetres)
      .mismatches()
    return CoverageAnalysis(
      overlaps: overlaps, gaps: gaps, mismatches: mismatches.map { $0.renumbered(units.rows) },
      duplicates: DuplicatePolygons.groups(of: polygons, rows: rows.sorted()))
  }
}

/// The polygons under analysis, repaired where they are invalid.
private struct ValidPolygons {
  /// As given, but valid and on the `CoordinateGrid`; aligned with `rows`.
  var column = GeometryColumn()
  let rows: [Int]
  let tree: STRtree
  /// Rows whose polygon had to be repaired.
  private var repaired: Set<Int> = []

  init(_ polygons: GeometryColumn, rows: [Int], in context: GEOSContext) {
    let given = rows.sorted().filter { polygons.envelope(ofRow: $0) != nil && polygons.types[$0].dimension == 2 }
    var rounded = GeometryColumn()
    for row in given { rounded.append(row, of: polygons) }
    CoordinateGrid.round(&rounded)
    var kept: [Int] = []
    for (index, row) in given.enumerated() {
      do {
        let geometry = try Geometry(row: index, of: rounded, in: context)
        if try geometry.isValid {
          column.append(index, of: rounded)
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

  func overlaps(
    from seeds: Set<UnitPair>, _ minimumArea: Double, _ search: inout BorderShareSearch, in context: GEOSContext
  ) throws -> [CoverageAnalysis.Overlap] {
    var found: [CoverageAnalysis.Overlap] = []
    for overlap in try OverlapSearch(column, tree, in: context).overlaps(from: seeds) {
      let pair = [overlap.pair.first, overlap.pair.second]
      for piece in try CoveragePiece.parts(of: overlap.pieces, minimumAreaSquareMetres: minimumArea, in: context) {
        let shares = search.shares(of: piece).filter { pair.contains($0.row) }
        found.append(
          .init(units: (rows[pair[0]], rows[pair[1]]), piece: piece, shares: shares.map { $0.renumbered(rows) }))
      }
    }
    return found
  }

  func gaps(
    _ holes: GeometryColumn, _ minimumArea: Double, _ search: inout BorderShareSearch, in context: GEOSContext
  ) throws -> [CoverageAnalysis.Gap] {
    try CoveragePiece.parts(of: holes, minimumAreaSquareMetres: minimumArea, in: context).compactMap { hole in
      let shares = search.shares(of: hole).map { $0.renumbered(rows) }
      let neighbours = shares.map(\.row).sorted()
      // A loop of a ring that crosses itself, not a gap between units.
      if neighbours.count == 1, repaired.isSuperset(of: neighbours) { return nil }
      return CoverageAnalysis.Gap(neighbours: neighbours, piece: hole, shares: shares)
    }
  }
}
