internal import Geometry
internal import Registry

/// Turns the rows of one table into features.
struct FeatureFormat: Sendable {
  private let records: RecordTable
  private let number: DecimalFormat
  private let writesBounds: Bool
  private let properties: [Property]
  /// `,"source_file":"…","source_layer":"…","source_row":` of each source.
  private let origins: [[UInt8]]

  /// A column as a property.
  private struct Property: Sendable {
    enum Form { case text, number, object }

    /// `"name":` with the comma before it, for each source.
    var names: [[UInt8]]
    var form: Form
    var cells: TextColumn
  }

  /// About how many bytes a chunk is put together to: written at once, and small enough for the cache.
  private static let chunkBytes = 3 << 19

  init(_ records: RecordTable, of dataset: Dataset, _ writer: GeoJSONWriter) {
    self.records = records
    number = DecimalFormat(decimals: writer.decimals)
    writesBounds = writer.writesFeatureBounds
    let names = PropertyNames(records, of: dataset, writer.names)
    properties = records.keys.enumerated().compactMap { index, key in
      guard let cells = records[key] else { return nil }
      return Property(
        names: names.columns[index].enumerated().map { _, name in Self.member(name, isFirst: index == 0) },
        form: Self.form(of: key, records.kind), cells: cells)
    }
    let isFirst = properties.isEmpty
    origins = dataset.sources.map { source in
      Self.member(names.file, isFirst: isFirst) + Self.quoted(source.file) + Self.member(names.layer)
        + Self.quoted(source.layer) + Self.member(names.row)
    }
  }

  private static func form(of key: FieldKey, _ kind: RecordKind) -> Property.Form {
    if key == .attributes { return .object }
    switch FieldCatalogue.standard.field(kind, key)?.type {
    case .integer, .number: return .number
    default: return .text
    }
  }

  private static func member(_ name: String, isFirst: Bool = false) -> [UInt8] {
    (isFirst ? [] : [UInt8(ascii: ",")]) + quoted(name) + [UInt8(ascii: ":")]
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var writer = ByteWriter()
    writer.appendJSON(text)
    return Array(writer.bytes)
  }

  // MARK: Chunks

  /// The rows cut into chunks of about equal size in bytes.
  var chunks: [Range<Int>] {
    guard records.count > 0 else { return [] }
    let text = properties.reduce(0) { $0 + $1.cells.byteRange(records.count - 1).upperBound }
    let names = properties.reduce(100) { $0 + ($1.names.first?.count ?? 0) + 2 } + (origins.first?.count ?? 0)
    let rowBytes = names + text / records.count
    var (chunks, start, size): ([Range<Int>], Int, Int) = ([], 0, 0)
    for row in records.rows {
      size += rowBytes + 24 * records.geometry.vertices(ofRow: row).count
      guard size >= Self.chunkBytes else { continue }
      chunks.append(start..<row + 1)
      (start, size) = (row + 1, 0)
    }
    if start < records.count { chunks.append(start..<records.count) }
    return chunks
  }

  // MARK: Features

  func append(_ row: Int, generator: String?, to output: inout ByteWriter) {
    output.append(#"{"type":"Feature","id":"#)
    output.appendJSON(records.subject(ofRow: row).key)
    if let generator {
      output.append(#","generator":"#)
      output.appendJSON(generator)
    }
    if writesBounds, records.geometry.types[row].dimension ?? 0 > 0, let bounds = records.geometry.envelope(ofRow: row)
    {
      output.append(#","bbox":"#)
      output.appendBounds(bounds, number)
    }
    output.append(#","geometry":"#)
    output.appendGeometry(records.geometry, row: row, number)
    output.append(#","properties":{"#)
    appendProperties(row, to: &output)
    output.append("}}")
  }

  private func appendProperties(_ row: Int, to output: inout ByteWriter) {
    let origin = records.origins[row]
    for property in properties {
      let names = property.names
      names[min(origin.source, names.count - 1)].withUnsafeBufferPointer { output.append($0) }
      property.cells.withBytes(row) { cell in
        Self.append(cell, as: property.form, to: &output)
      }
    }
    guard origins.indices.contains(origin.source) else { return }
    origins[origin.source].withUnsafeBufferPointer { output.append($0) }
    output.append(integer: origin.row)
  }

  @inline(__always)
  private static func append(
    _ cell: UnsafeBufferPointer<UInt8>, as form: Property.Form, to output: inout ByteWriter
  ) {
    guard !isBlank(cell) else {
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

  @inline(__always)
  private static func isBlank(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = cell.first else { return true }
    // Only a cell that begins with white space, ASCII or U+3000, can be all white space.
    guard first <= 0x20 || first == 0xE3 else { return false }
    return TextColumn.trim(cell).isEmpty
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

/// The names of the properties of a table, each once in a feature.
struct PropertyNames {
  /// For each column the name in the features of each source.
  private(set) var columns: [[String]]
  let file: String
  let layer: String
  let row: String

  init(_ records: RecordTable, of dataset: Dataset, _ names: GeoJSONWriter.Names) {
    let isChinese = names == .chinese
    let origin = isChinese ? ("来源文件", "来源图层", "来源行号") : ("source_file", "source_layer", "source_row")
    (file, layer, row) = origin
    // Without a source there is one set of names still.
    let sources: [Source?] = dataset.sources.isEmpty ? [nil] : dataset.sources
    columns = records.keys.map { key in
      sources.map { Self.name(of: key, records.kind, in: $0, names) }
    }
    for source in sources.indices {
      var taken: Set = [file, layer, row]
      for (column, key) in records.keys.enumerated() where !taken.insert(columns[column][source]).inserted {
        // Another column has the name already: the key has not been given to anybody else.
        var name = key.rawValue
        while !taken.insert(name).inserted { name += "_" }
        columns[column][source] = name
      }
    }
  }

  private static func name(
    of key: FieldKey, _ kind: RecordKind, in source: Source?, _ names: GeoJSONWriter.Names
  ) -> String {
    switch names {
    case .key: key.rawValue
    case .chinese: FieldCatalogue.standard.field(kind, key)?.title ?? (key == .attributes ? "其他属性" : key.rawValue)
    case .source: source?.header(of: key) ?? key.rawValue
    }
  }
}
