import Geometry
import Registry

/// The borders of units held against those of the same codes in another source.
enum UnitBorders {
  private static let unitLimit = 24
  private static let verticesOfUnit = 120

  private struct Pair {
    /// The index of the own border.
    let own: Int
    let other: GeometryColumn
    /// Vertices lie on the border, but what is between them may be simplified: those of the coarser border are held
    /// against the finer one.
    let ownIsCoarser: Bool
  }

  /// - Returns: `nil` when no unit of the source stands in another one.
  static func evidence(_ dataset: Dataset, source: Int, in context: GEOSContext) -> Evidence? {
    let table = dataset[.division]
    let (own, others) = rowsByCode(table, source)
    let codes = own.keys.filter { others[$0] != nil }.sorted().sampled(unitLimit)
    guard !codes.isEmpty else { return nil }
    var borders = GeometryColumn()
    var pairs: [Pair] = []
    var sources: Set<Int> = []
    for code in codes {
      guard let row = own[code], let otherRow = others[code] else { continue }
      let other = table.geometry.border(ofRow: otherRow)
      borders.append(contentsOf: table.geometry.border(ofRow: row))
      sources.insert(table.origins[otherRow].source)
      pairs.append(
        Pair(
          own: borders.count - 1, other: other,
          ownIsCoarser: borders.vertices(ofRow: borders.count - 1).count < other.coordinates.count / 2))
    }
    guard let numbers = RecordedNumbers(coordinates: borders.coordinates, of: dataset.sources[source]) else {
      return nil
    }
    let probes = pairs.map { pair in
      let column = pair.ownIsCoarser ? borders : pair.other
      return Array(column.vertices(ofRow: pair.ownIsCoarser ? pair.own : 0)).sampled(verticesOfUnit)
    }
    let groups = probes.enumerated().flatMap { index, vertices in vertices.map { _ in index } }
    return Evidence(
      kind: .border, sources: sources, hypotheses: numbers.hypotheses.filter { $0 != .swappedAxes }, groups: groups
    ) { hypothesis in
      var moved = borders
      moved.replaceCoordinates { $0 = numbers.positions(hypothesis) }
      return zip(pairs, probes).flatMap { pair, vertices in misfits(pair, vertices, moved, in: context) }
    }
  }

  private static func rowsByCode(
    _ table: RecordTable, _ source: Int
  ) -> (own: [String: Int], others: [String: Int]) {
    var (own, others): ([String: Int], [String: Int]) = ([:], [:])
    for row in table.rows where table.geometry.types[row].dimension == 2 {
      guard let code = table.text(.code, row).map(DivisionKey.unpadded) else { continue }
      if table.origins[row].source == source {
        if own[code] == nil { own[code] = row }
      } else if others[code] == nil {
        others[code] = row
      }
    }
    return (own, others)
  }

  private static func misfits(
    _ pair: Pair, _ vertices: [Int], _ moved: GeometryColumn, in context: GEOSContext
  ) -> [Double] {
    let none = [Double](repeating: Evidence.impossible, count: vertices.count)
    guard moved.envelope(ofRow: pair.own) != nil else { return none }
    let line =
      pair.ownIsCoarser
      ? NearestLine(rows: [0], of: pair.other, in: context) : NearestLine(rows: [pair.own], of: moved, in: context)
    guard let line else { return none }
    let probed = pair.ownIsCoarser ? moved : pair.other
    return vertices.map { vertex in
      let position = probed.position(ofVertex: vertex)
      return line.nearest(to: position).map { EllipsoidalMeasure.distance($0, position) } ?? Evidence.impossible
    }
  }
}
