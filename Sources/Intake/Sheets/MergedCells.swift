/// The merged cells of a sheet; rows and columns as GDAL numbers them: rows from 1, columns from 0.
struct MergedCells: Sendable {
  struct Block: Sendable, Equatable {
    let rows: ClosedRange<Int>
    let columns: ClosedRange<Int>

    init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) { (self.rows, self.columns) = (rows, columns) }

    /// A reference as in a workbook: `B2:D5`.
    init?(reference: String) {
      let corners = reference.split(separator: ":").compactMap { Self.corner($0) }
      guard corners.count == 2, corners[0].row <= corners[1].row, corners[0].column <= corners[1].column else {
        return nil
      }
      self.init(rows: corners[0].row...corners[1].row, columns: corners[0].column...corners[1].column)
    }

    private static func corner(_ text: Substring) -> (row: Int, column: Int)? {
      let letters = text.utf8.prefix { (65...90).contains($0) }
      guard (1...3).contains(letters.count), let row = Int(text.dropFirst(letters.count)), row >= 1 else { return nil }
      return (row, letters.reduce(0) { $0 * 26 + Int($1) - 64 } - 1)
    }
  }

  private(set) var blocks: [Block] = []

  mutating func append(_ block: Block) { blocks.append(block) }

  var isEmpty: Bool { blocks.isEmpty }

  /// The columns of merged cells that begin in a row and go over several columns, by the first column.
  func spans(inRow row: Int) -> [Int: Range<Int>] {
    var spans: [Int: Range<Int>] = [:]
    for block in blocks where block.rows.lowerBound == row && block.columns.count > 1 {
      spans[block.columns.lowerBound] = block.columns.lowerBound..<block.columns.upperBound + 1
    }
    return spans
  }

  /// Cells over several rows, by column, from the top down; of one over several columns too only the first column.
  func fillers(below row: Int) -> [ColumnFiller] {
    var rows: [Int: [ClosedRange<Int>]] = [:]
    for block in blocks where block.rows.lowerBound > row && block.rows.count > 1 {
      rows[block.columns.lowerBound, default: []].append(block.rows)
    }
    return rows.sorted { $0.key < $1.key }.map { column, ranges in
      ColumnFiller(column: column, ranges: ranges.sorted { $0.lowerBound < $1.lowerBound })
    }
  }
}

/// Carries the value of merged cells down their rows, one row after another.
struct ColumnFiller {
  let column: Int
  private let ranges: [ClosedRange<Int>]
  private var next = 0
  private let value = HeldText()
  /// The range that the value is of; rows at the top of one may be no records and never come here.
  private var valueRange: ClosedRange<Int>?
  /// How many cells were filled.
  private(set) var count = 0

  init(column: Int, ranges: [ClosedRange<Int>]) { (self.column, self.ranges) = (column, ranges) }

  /// The merged value where the cell is one of the lower ones of a merged cell, else the cell itself; valid until the
  /// next call and as long as the cell.
  ///
  /// - Complexity: O(1) over all rows together.
  mutating func value(row: Int, cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    while next < ranges.count, ranges[next].upperBound < row { next += 1 }
    guard next < ranges.count, ranges[next].lowerBound <= row else { return cell }
    if row == ranges[next].lowerBound {
      value.replace(with: cell)
      valueRange = ranges[next]
    } else if cell.isEmpty, valueRange == ranges[next], !value.text.isEmpty {
      count += 1
      return value.text
    }
    return cell
  }
}

/// A copy of a text at a place that does not move.
final class HeldText {
  private(set) var text = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

  deinit { text.deallocate() }

  func replace(with other: UnsafeBufferPointer<UInt8>) {
    text.deallocate()
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: other.count)
    _ = copy.initialize(from: other)
    text = UnsafeBufferPointer(copy)
  }
}
