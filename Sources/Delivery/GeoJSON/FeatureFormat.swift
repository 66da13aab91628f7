internal import Geometry
internal import Registry

/// Turns the rows of one table into features.
///
/// Its loops touch no reference count: names stand in one array, and the bytes of all columns are opened once a chunk.
struct FeatureFormat: Sendable {
  private let records: RecordTable
  private let geometry: GeometryColumn
  private let number: DecimalFormat
  private let writesBounds: Bool
  private let columns: [TextColumn]
  private let forms: [PropertyForm]
  private let names: MemberNames

  /// About how many bytes a chunk is put together to: written at once, and small enough for the cache.
  private static let chunkBytes = 3 << 19

  init(_ records: RecordTable, of dataset: Dataset, _ writer: GeoJSONWriter) {
    self.records = records
    geometry = records.geometry
    number = DecimalFormat(decimals: writer.decimals)
    writesBounds = writer.writesFeatureBounds
    columns = records.keys.compactMap { records[$0] }
    forms = records.keys.map { PropertyForm($0, records.kind) }
    names = MemberNames(PropertyNames(records, of: dataset, writer.names), dataset.sources)
  }

  // MARK: Chunks

  /// The rows cut into chunks of about equal size in bytes.
  var chunks: [Range<Int>] {
    guard records.count > 0 else { return [] }
    let text = columns.reduce(0) { $0 + $1.byteRange(records.count - 1).upperBound }
    let rowBytes = 100 + names.averageLength + text / records.count
    var (chunks, start, size): ([Range<Int>], Int, Int) = ([], 0, 0)
    for row in records.rows {
      size += rowBytes + 24 * geometry.vertices(ofRow: row).count
      guard size >= Self.chunkBytes else { continue }
      chunks.append(start..<row + 1)
      (start, size) = (row + 1, 0)
    }
    if start < records.count { chunks.append(start..<records.count) }
    return chunks
  }

  // MARK: Features

  /// Appends features, each behind what `separate` appends.
  func append(
    _ rows: Range<Int>, generator: String?, to output: inout ByteWriter, separate: (Int, inout ByteWriter) -> Void
  ) {
    TextColumn.withAllBytes(of: columns) { cells in
      for row in rows {
        separate(row, &output)
        // In a sequence only the first feature can say who made it.
        append(row, cells, generator: row == 0 ? generator : nil, to: &output)
      }
    }
  }

  private func append(
    _ row: Int, _ cells: [UnsafeBufferPointer<UInt8>], generator: String?, to output: inout ByteWriter
  ) {
    output.append(#"{"type":"Feature","id":"#)
    output.appendJSON(records.key(ofRow: row) ?? records.contentKey(ofRow: row))
    if let generator {
      output.append(#","generator":"#)
      output.appendJSON(generator)
    }
    if writesBounds, geometry.types[row].dimension ?? 0 > 0, let bounds = geometry.envelope(ofRow: row) {
      output.append(#","bbox":"#)
      output.appendBounds(bounds, number)
    }
    output.append(#","geometry":"#)
    output.appendGeometry(geometry, row: row, number)
    output.append(#","properties":{"#)
    let origin = records.origins[row]
    for index in cells.indices {
      names.append(column: index, source: origin.source, to: &output)
      let cell = UnsafeBufferPointer(rebasing: cells[index][columns[index].byteRange(row)])
      Self.append(cell, as: forms[index], to: &output)
    }
    if names.append(source: origin.source, to: &output) { output.append(integer: origin.row) }
    output.append("}}")
  }

  @inline(__always)
  private static func append(
    _ cell: UnsafeBufferPointer<UInt8>, as form: PropertyForm, to output: inout ByteWriter
  ) {
    guard !TextColumn.isBlank(cell) else {
      output.append("null")
      return
    }
    switch form {
    case .text: output.appendJSON(cell)
    case .number:
      let number = TextColumn.trim(cell)
      if isPlainNumber(number) { output.append(number) } else { output.appendJSON(cell) }
    case .object:
      let object = TextColumn.trim(cell)
      if isFlatObject(object) { output.append(object) } else { output.appendJSON(cell) }
    }
  }
}

/// How the cells of a column are written.
private enum PropertyForm {
  case text, number, object

  init(_ key: FieldKey, _ kind: RecordKind) {
    switch FieldCatalogue.standard.field(kind, key)?.type {
    case .integer, .number: self = .number
    default: self = key == .attributes ? .object : .text
    }
  }
}

extension FeatureFormat {
  /// Whether a text is a JSON number that every reader takes for the same value: no exponent, no zeros before it and
  /// no more digits than a Double keeps.
  static func isPlainNumber(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = text.first == UInt8(ascii: "-") ? 1 : 0
    let start = index
    while index < text.count, isDigit(text[index]) { index += 1 }
    let wholeDigits = index - start
    guard wholeDigits > 0, wholeDigits == 1 || text[start] != UInt8(ascii: "0") else { return false }
    if index == text.count { return wholeDigits <= 15 }
    guard text[index] == UInt8(ascii: ".") else { return false }
    let point = index
    index += 1
    while index < text.count, isDigit(text[index]) { index += 1 }
    return index == text.count && index > point + 1 && wholeDigits + index - point - 1 <= 15
  }

  /// Whether a text is what intake keeps as attributes: a JSON object whose values are all strings.
  static func isFlatObject(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.count >= 2, text[0] == UInt8(ascii: "{") else { return false }
    if text.count == 2 { return text[1] == UInt8(ascii: "}") }
    var index = 1
    while true {
      guard skipString(text, &index), index < text.count, text[index] == UInt8(ascii: ":") else { return false }
      index += 1
      guard skipString(text, &index), index < text.count else { return false }
      if text[index] == UInt8(ascii: "}") { return index == text.count - 1 }
      guard text[index] == UInt8(ascii: ",") else { return false }
      index += 1
    }
  }

  private static func skipString(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard index < text.count, text[index] == UInt8(ascii: "\"") else { return false }
    index += 1
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): guard skipEscape(text, &index) else { return false }
      case 0..<0x20: return false
      default: index += 1
      }
    }
    return false
  }

  private static func skipEscape(_ text: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    guard index + 1 < text.count else { return false }
    let length = text[index + 1] == UInt8(ascii: "u") ? 6 : 2
    guard index + length <= text.count else { return false }
    if length == 6 {
      guard text[index + 2..<index + 6].allSatisfy({ isDigit($0) || (0x61...0x66).contains($0 | 0x20) }) else {
        return false
      }
    } else if !"\"\\/bfnrt".utf8.contains(text[index + 1]) {
      return false
    }
    index += length
    return true
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") <= 9 }
}
