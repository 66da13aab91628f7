import Analysis
import Geometry
import Registry

/// The pairs of points of a class that are near each other.
///
/// Points are sorted by class and cell, and compared with those of their own and the next cells. Complexity: O(n log n); of
/// very many points in one cell each is compared with the next few only.
struct NeighbouringPoints {
  struct Pair {
    let rows: (Int, Int)
    let metres: Double
  }

  private struct Entry {
    /// Class, row of cells, cell: neighbours in a row of cells stand side by side.
    let key: UInt64
    let row: Int32
  }

  /// As many records at one point are a pile (R112), of which nothing can be said.
  private static let pile = 5
  private static let comparisons = 64
  private static let cellBits: UInt64 = 22
  /// Columns of cells are twice as wide in degrees as rows, which is enough up to here.
  private static let farthestLatitude = 60.0

  private var entries: [Entry] = []
  private let geometry: GeometryColumn
  private let limitMetres: Double

  /// - Parameter classOfRow: a number of at most 17 bits; `nil` leaves a row out.
  init(_ table: RecordTable, limitMetres: Double, classOfRow: (Int) -> Int?) {
    geometry = table.geometry
    self.limitMetres = limitMetres
    // A degree of latitude is at least 110 km. Cells below 5 m would need more bits.
    let rowsPerDegree = 110_000 / max(limitMetres, 5)
    entries.reserveCapacity(table.count)
    for row in table.rows where geometry.types[row] == .point {
      guard let place = Self.place(geometry, row), let number = classOfRow(row) else { continue }
      let y = UInt64((place.y + Self.farthestLatitude) * rowsPerDegree)
      let x = UInt64((place.x + 180) * rowsPerDegree / 2)
      entries.append(Entry(key: UInt64(number) << (2 * Self.cellBits) | y << Self.cellBits | x, row: Int32(row)))
    }
    entries.sort { $0.key < $1.key }
  }

  private static func place(_ geometry: GeometryColumn, _ row: Int) -> Position? {
    guard let place = geometry.firstPosition(ofRow: row), abs(place.x) <= 180, abs(place.y) < farthestLatitude,
      place != Position(x: 0, y: 0)  // Zero coordinates are missing ones (R101).
    else { return nil }
    return place
  }

  /// The pairs within the limit of which `isMeant` is true, none of them in a pile.
  func pairs(where isMeant: (Int, Int) -> Bool) -> [Pair] {
    var pairs: [Pair] = []
    let entries = withoutPilesInCells()
    var above = 0
    for index in entries.indices {
      let key = entries[index].key
      compare(index, from: index + 1, upTo: key + 1, entries, isMeant, &pairs)
      let next = key + (1 << Self.cellBits)
      while above < entries.count, entries[above].key < next - 1 { above += 1 }
      compare(index, from: above, upTo: next + 1, entries, isMeant, &pairs)
    }
    guard !pairs.isEmpty else { return [] }
    let piled = piledPositions(among: pairs)
    return pairs.filter { !piled.contains(position($0.rows.0)) && !piled.contains(position($0.rows.1)) }
  }

  private func compare(
    _ index: Int, from start: Int, upTo key: UInt64, _ entries: [Entry], _ isMeant: (Int, Int) -> Bool,
    _ pairs: inout [Pair]
  ) {
    var other = start
    while other < entries.count, entries[other].key <= key, other < start + Self.comparisons {
      let rows = (Int(entries[index].row), Int(entries[other].row))
      let metres = EllipsoidalMeasure.distance(position(rows.0), position(rows.1))
      if metres <= limitMetres, isMeant(rows.0, rows.1) { pairs.append(Pair(rows: rows, metres: metres)) }
      other += 1
    }
  }

  private func position(_ row: Int) -> Position {
    geometry.position(ofVertex: geometry.vertices(ofRow: row).lowerBound)
  }

  /// Without the piles of one class, which would be compared each with each.
  private func withoutPilesInCells() -> [Entry] {
    var kept: [Entry] = []
    kept.reserveCapacity(entries.count)
    var start = 0
    while start < entries.count {
      var end = start + 1
      while end < entries.count, entries[end].key == entries[start].key { end += 1 }
      if end - start < Self.pile {
        kept += entries[start..<end]
      } else {
        var counts: [Position: Int] = [:]
        for entry in entries[start..<end] { counts[position(Int(entry.row)), default: 0] += 1 }
        kept += entries[start..<end].filter { counts[position(Int($0.row)), default: 0] < Self.pile }
      }
      start = end
    }
    return kept
  }

  /// Those of the positions of the pairs that many points of any class have.
  private func piledPositions(among pairs: [Pair]) -> Set<Position> {
    var counts: [Position: Int] = [:]
    for pair in pairs { counts[position(pair.rows.0)] = 0; counts[position(pair.rows.1)] = 0 }
    for row in geometry.types.indices where geometry.types[row] == .point {
      guard let place = Self.place(geometry, row), let index = counts.index(forKey: place) else { continue }
      counts.values[index] += 1
    }
    return Set(counts.lazy.filter { $0.value >= Self.pile }.map(\.key))
  }
}
