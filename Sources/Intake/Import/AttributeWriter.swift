internal import Registry

/// Keeps the cells that no field reads as a JSON object of source header and text, one per row.
struct AttributeWriter {
  private let columns: [Int]
  /// `"header":` of each column.
  private let names: [[UInt8]]

  /// - Parameter columns: the columns that no field reads.
  init(headers: [String], columns: [Int]) {
    self.columns = columns
    var taken: Set<String> = []
    names = columns.map { index in
      // Tables do repeat headers; JSON objects must not.
      var name = headers[index]
      var number = 2
      while !taken.insert(name).inserted {
        name = "\(headers[index])_\(number)"
        number += 1
      }
      var bytes: [UInt8] = []
      name.utf8.withContiguousStorageIfAvailable { Self.appendString($0, to: &bytes) }
        ?? Array(name.utf8).withUnsafeBufferPointer { Self.appendString($0, to: &bytes) }
      return bytes + [UInt8(ascii: ":")]
    }
  }

  /// - Returns: the objects; blank for rows whose cells are all blank, `nil` where all rows are.
  func attributes(of batch: RawBatch) -> TextColumn? {
    let used = columns.indices.filter { !batch.columns[columns[$0]].allBlank }
    guard !used.isEmpty else { return nil }
    var result = TextColumn()
    var object: [UInt8] = []
    // Spans lend their elements; an array would count a reference for every cell.
    let (cells, names) = (batch.columns.span, names.span)
    for row in 0..<batch.count {
      object.removeAll(keepingCapacity: true)
      for index in used {
        cells[columns[index]].withBytes(row) { cell in
          guard !TextColumn.isBlank(cell) else { return }
          object.append(object.isEmpty ? UInt8(ascii: "{") : UInt8(ascii: ","))
          object.append(contentsOf: names[index])
          Self.appendString(cell, to: &object)
        }
      }
      if !object.isEmpty { object.append(UInt8(ascii: "}")) }
      object.withUnsafeBufferPointer { result.append($0) }
    }
    return result
  }

  private static func appendString(_ text: UnsafeBufferPointer<UInt8>, to json: inout [UInt8]) {
    json.append(UInt8(ascii: "\""))
    defer { json.append(UInt8(ascii: "\"")) }
    guard text.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) else {
      json.append(contentsOf: text)
      return
    }
    for byte in text {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        json.append(UInt8(ascii: "\\"))
        json.append(byte)
      case 0x0A: json.append(contentsOf: "\\n".utf8)
      case 0x0D: json.append(contentsOf: "\\r".utf8)
      case 0x09: json.append(contentsOf: "\\t".utf8)
      case 0..<0x20: json.append(contentsOf: ("\\u00" + (byte < 16 ? "0" : "") + String(byte, radix: 16)).utf8)
      default: json.append(byte)
      }
    }
  }
}
