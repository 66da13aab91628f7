internal import Registry

extension RawLayer {
  /// The layer without the marks by which a text table keeps spreadsheets from reading a code as a number:
  /// `="50015100021710000001"`, `'50015100021710000001`.
  var withoutTextMarks: RawLayer {
    var layer = self
    layer.next = {
      var batch = try self.next()
      for index in batch?.columns.indices ?? 0..<0 { batch?.columns[index].removeTextMarks() }
      return batch
    }
    layer.following = { try self.following()?.withoutTextMarks }
    return layer
  }
}

extension TextColumn {
  /// - Complexity: a look at the first byte of every cell; only where one is a mark the column is made anew.
  fileprivate mutating func removeTextMarks() {
    let isMarked = withAllBytes { bytes in
      (0..<count).contains { row in
        let range = byteRange(row)
        return !range.isEmpty && (bytes[range.lowerBound] == Self.equals || bytes[range.lowerBound] == Self.apostrophe)
      }
    }
    guard isMarked else { return }
    var column = TextColumn()
    for row in 0..<count { withBytes(row) { column.append(Self.withoutTextMarks($0)) } }
    self = column
  }

  private static func withoutTextMarks(_ cell: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    if cell.count > 2, cell[0] == equals, cell[1] == quote, cell[cell.count - 1] == quote {
      return UnsafeBufferPointer(rebasing: cell[2..<(cell.count - 1)])
    }
    guard cell.count > 1, cell[0] == apostrophe, isDigits(UnsafeBufferPointer(rebasing: cell[1...])) else {
      return cell
    }
    return UnsafeBufferPointer(rebasing: cell[1...])
  }

  private static var equals: UInt8 { UInt8(ascii: "=") }
  private static var quote: UInt8 { UInt8(ascii: "\"") }
  private static var apostrophe: UInt8 { UInt8(ascii: "'") }
}
