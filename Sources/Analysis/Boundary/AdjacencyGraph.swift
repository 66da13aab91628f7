public import Geometry

/// Which units of one level touch which, along what line, and where three meet (三交点).
///
/// The units may come from several sources, such as a district's own and its neighbours'. Where two drew their common
/// border differently, edges within the search distance of each other count as common border.
public struct AdjacencyGraph: Sendable {
  /// The common border of two units.
  public struct Border: Sendable {
    /// Rows, the smaller first.
    public let units: (Int, Int)
    /// As the first unit drew it (or the second where it alone sees the first): one row, stitched to as few lines as
    /// there are stretches, each with the first unit to its left.
    public let shape: GeometryColumn
    /// Both drawings: `shape`, and the second unit's own where it differs.
    public let drawings: GeometryColumn
    /// On the ellipsoid, of `shape`.
    public let lengthMetres: Double
    /// How near the two come: 0 where they share an edge.
    public let nearestMetres: Double
  }

  /// A place where three units meet, or two and the outside.
  public struct Junction: Sendable {
    public let place: Position
    /// Rows, ascending.
    public let units: [Int]
    /// Whether land of no unit given is a party.
    public let touchesOutside: Bool
  }

  /// A part of a unit in several parts, or one that a single other unit surrounds.
  public struct Part: Sendable {
    public let row: Int
    /// For `GeometryColumn.rings(ofPart:)` of the polygons given.
    public let part: Int
    public let areaSquareMetres: Double
    /// Rows of the units around, ascending.
    public let neighbours: [Int]
    public let touchesOutside: Bool

    /// The unit that surrounds it on all sides: then it is an enclave (飞地) there.
    public var host: Int? { neighbours.count == 1 && !touchesOutside ? neighbours.first : nil }
  }

  /// In order of the units.
  public let borders: [Border]
  /// From west to east.
  public let junctions: [Junction]
  /// Of units in several parts all parts, of the others those that are enclaves.
  public let parts: [Part]

  /// Derives it from the polygons of some rows; no polygon stops it, invalid ones take part with the edges they have.
  ///
  /// - Parameters:
  ///   - searchMetres: how far apart two drawings of a common border may be; 0 takes only edges that are equal, to 0.1 mm.
  ///   - junctionMetres: junctions nearer to each other are one.
  /// - Complexity: O(n log n) in vertices.
  public static func derive(
    _ polygons: GeometryColumn, rows: [Int], searchMetres: Double = 0, junctionMetres: Double = 0
  ) -> AdjacencyGraph {
    let kept = rows.sorted().filter { polygons.types[$0].dimension == 2 && polygons.envelope(ofRow: $0) != nil }
    var column = GeometryColumn()
    for row in kept { column.append(row, of: polygons) }
    CoordinateGrid.round(&column)
    column.normaliseOrientation()
    let noded = NodedBorders(column, searchMetres: searchMetres)
    let neighbours = EdgeNeighbours(noded, searchMetres: searchMetres)
    let parts = kept.indices.flatMap { index in
      zip(noded.column.parts(ofRow: index), polygons.parts(ofRow: kept[index])).map { own, given in
        neighbours.part(own, ofRow: index, of: noded.column, rows: kept, given: given)
      }
    }
    let partCounts = Dictionary(parts.map { ($0.row, 1) }, uniquingKeysWith: +)
    return AdjacencyGraph(
      borders: neighbours.borders().map { $0.renumbered(kept) },
      junctions: JunctionSearch(neighbours).junctions(mergedWithin: junctionMetres).map { $0.renumbered(kept) },
      parts: parts.filter { partCounts[$0.row, default: 0] > 1 || $0.host != nil })
  }

  /// The border of two rows; `nil` when they do not touch.
  public func border(of one: Int, _ other: Int) -> Border? {
    let pair = (min(one, other), max(one, other))
    var (low, high) = (0, borders.count)
    while low < high {
      let middle = (low + high) / 2
      if borders[middle].units < pair { low = middle + 1 } else { high = middle }
    }
    return low < borders.count && borders[low].units == pair ? borders[low] : nil
  }
}

extension AdjacencyGraph.Border {
  fileprivate func renumbered(_ rows: [Int]) -> Self {
    Self(
      units: (rows[units.0], rows[units.1]), shape: shape, drawings: drawings, lengthMetres: lengthMetres,
      nearestMetres: nearestMetres)
  }
}

extension AdjacencyGraph.Junction {
  fileprivate func renumbered(_ rows: [Int]) -> Self {
    Self(place: place, units: units.map { rows[$0] }, touchesOutside: touchesOutside)
  }
}
