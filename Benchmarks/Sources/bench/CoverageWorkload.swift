import Foundation

/// A clean coverage of 54 × 54 units with ragged borders, but for one overlap and one gap in a hundred units.
struct CoverageWorkload {
  /// How many times 36 vertices a side has.
  let density: Int

  private static let side = 54
  private static let verticesOfSide = 36

  /// One GeoJSON feature collection, written unit by unit.
  func write(to file: URL) throws {
    try Data().write(to: file)
    let handle = try FileHandle(forWritingTo: file)
    defer { try? handle.close() }
    try handle.write(contentsOf: Data("{\"type\":\"FeatureCollection\",\"features\":[\n".utf8))
    for unit in 0..<Self.side * Self.side {
      let text = (unit == 0 ? "" : ",\n") + feature(unit)
      try handle.write(contentsOf: Data(text.utf8))
    }
    try handle.write(contentsOf: Data("\n]}\n".utf8))
  }

  private func feature(_ unit: Int) -> String {
    let (column, row) = (unit % Self.side, unit / Self.side)
    var east = border(column + 1, row, isNorthward: true)
    // The middle of the east border, drawn once more and elsewhere.
    if unit.isMultiple(of: 100), column + 1 < Self.side {
      let middle = east.count / 2
      east[middle].0 += unit.isMultiple(of: 200) ? 3_000 : -3_000
    }
    let ring =
      border(column, row, isNorthward: false) + east + border(column, row + 1, isNorthward: false).reversed()
      + border(column, row, isNorthward: true).reversed()
    let text = (ring + ring.prefix(1)).map { "[\(Self.degrees($0.0)),\(Self.degrees($0.1))]" }.joined(separator: ",")
    let code = 110_101 + 100 * row + column
    return "{\"type\":\"Feature\",\"properties\":{\"区划代码\":\"\(code)\",\"名称\":\"第\(unit)县\"},"
      + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(text)]]}}"
  }

  /// A side from one grid node to the next, in 10⁻⁷ degrees, the same for both units; repeated nodes do no harm.
  private func border(_ column: Int, _ row: Int, isNorthward: Bool) -> [(Int, Int)] {
    let count = Self.verticesOfSide * density
    var random = Generator(seed: UInt64(2 * (row * 1000 + column) + (isNorthward ? 1 : 0)))
    return (0...count).map { index in
      let along = 5_000_000 * index / count
      let aside = index == 0 || index == count ? 0 : random.below(40_000 / density) - 20_000 / density
      let (x, y) = isNorthward ? (aside, along) : (along, aside)
      return (800_000_000 + 5_000_000 * column + x, 200_000_000 + 5_000_000 * row + y)
    }
  }

  private static func degrees(_ value: Int) -> String {
    let fraction = String(value % 10_000_000)
    return "\(value / 10_000_000)." + String(repeating: "0", count: 7 - fraction.count) + fraction
  }
}
