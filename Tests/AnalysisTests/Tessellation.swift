import Geometry
import TestSupport

/// Cells of about a kilometre that share irregular borders exactly, in metres.
struct Tessellation {
  let columns: Int
  let rows: Int
  /// The border from a grid node to the next one, both included.
  private var eastward: [[(Double, Double)]] = []
  private var northward: [[(Double, Double)]] = []

  /// - Parameter isOuterStraight: so that tessellations of different cells cover the same area.
  init(columns: Int, rows: Int, size: Double, seed: UInt64, isOuterStraight: Bool = false) {
    (self.columns, self.rows) = (columns, rows)
    var generator = SeededGenerator(seed: seed)
    let (width, height) = (size / Double(columns), size / Double(rows))
    func isOuter(_ x: Double, _ y: Double) -> Bool { x <= 0 || y <= 0 || x >= size || y >= size }
    func jittered(_ x: Double, _ y: Double) -> (Double, Double) {
      guard !(isOuterStraight && isOuter(x, y)) else { return (x, y) }
      return (
        x + Double.random(in: -0.05...0.05, using: &generator) * width,
        y + Double.random(in: -0.05...0.05, using: &generator) * height
      )
    }
    var nodes: [[(Double, Double)]] = []
    for row in 0...rows { nodes.append((0...columns).map { jittered(Double($0) * width, Double(row) * height) }) }
    func border(_ start: (Double, Double), _ end: (Double, Double), isOuter: Bool) -> [(Double, Double)] {
      guard !(isOuter && isOuterStraight) else { return [start, end] }
      let middles = [0.25, 0.5, 0.75].map { share in
        jittered(start.0 + share * (end.0 - start.0), start.1 + share * (end.1 - start.1))
      }
      return [start] + middles + [end]
    }
    for row in 0...rows {
      for column in 0..<columns {
        eastward.append(border(nodes[row][column], nodes[row][column + 1], isOuter: row == 0 || row == rows))
      }
    }
    for row in 0..<rows {
      for column in 0...columns {
        northward.append(border(nodes[row][column], nodes[row + 1][column], isOuter: column == 0 || column == columns))
      }
    }
  }

  var count: Int { columns * rows }

  /// The open ring of a cell: south, east, north, west border.
  func ring(_ cell: Int) -> [(Double, Double)] {
    let (row, column) = (cell / columns, cell % columns)
    let south = eastward[row * columns + column]
    let east = northward[row * (columns + 1) + column + 1]
    let north = eastward[(row + 1) * columns + column].reversed()
    let west = northward[row * (columns + 1) + column].reversed()
    return [south, east, Array(north), Array(west)].flatMap { $0.dropLast() }
  }

  var polygons: GeometryColumn { column(of: (0..<count).map(ring)) }

  func column(of rings: [[(Double, Double)]]) -> GeometryColumn {
    var column = GeometryColumn()
    for ring in rings { column.appendPolygon([ring]) }
    return column
  }
}
