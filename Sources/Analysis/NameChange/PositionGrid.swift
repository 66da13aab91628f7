import Foundation
import Geometry

/// Records by group and cell of a grid, to find those near a position.
struct PositionGrid {
  private struct Cell: Hashable {
    let group: Int32
    let x: Int32
    let y: Int32
  }

  /// Where more records of one group lie in a cell, they are a pile, not neighbours.
  private static let cellLimit = 32
  /// In metres, rather too small, so that a cell is rather too wide.
  private static let metresPerDegree = 110_500.0

  private let cellWidth: Double
  private let cellHeight: Double
  private var cells: [Cell: [Int32]] = [:]

  /// - Parameter cellMetres: cells are at least so wide and high: what is nearer lies in the same cell or in the next.
  init(_ records: [(group: Int, position: Position, row: Int)], cellMetres: Double) {
    let latitude = min(records.reduce(0) { max($0, abs($1.position.y)) }, 85)
    cellHeight = max(cellMetres / Self.metresPerDegree, 1e-7)
    cellWidth = cellHeight / cos((latitude + 1) * .pi / 180)
    for record in records { cells[cell(record.position, record.group), default: []].append(Int32(record.row)) }
  }

  /// The records of a group in the cells around a position.
  func forEachNear(_ position: Position, group: Int, _ body: (Int) -> Void) {
    let centre = cell(position, group)
    for y in centre.y - 1...centre.y + 1 {
      for x in centre.x - 1...centre.x + 1 {
        guard let rows = cells[Cell(group: centre.group, x: x, y: y)], rows.count <= Self.cellLimit else { continue }
        for row in rows { body(Int(row)) }
      }
    }
  }

  private func cell(_ position: Position, _ group: Int) -> Cell {
    Cell(
      group: Int32(group), x: Int32(clamping: Int((position.x / cellWidth).rounded(.down))),
      y: Int32(clamping: Int((position.y / cellHeight).rounded(.down))))
  }
}
