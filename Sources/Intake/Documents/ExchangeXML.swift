internal import Registry

/// Reads the XML in which offices exchange place names: `<RECORDS>`, and below it items with a code and a Chinese name,
/// `<Item name='BMMX0002' name_cn='标准地名'>张家湾</Item>`.
///
/// More of the form is not published. So a record is what one element holds of items, whatever it is called; where an item
/// comes a second time, the next record begins.
final class ExchangeXML {
  private let text: XMLText
  private let path: String
  private let columns: [String: Int]
  private let headers: [String]
  private var position = 0
  private var row = 0
  private var walker: ItemWalker
  private var events: XMLEvents?
  /// Records that a piece held beyond those of a batch.
  private var waiting: [[(code: String, value: String)]] = []

  /// Reads the file once for its items, which can differ from record to record.
  ///
  /// - Throws: `IntakeError`.
  static func layer(path: String, encoding: String?) throws(IntakeError) -> RawLayer {
    let text = try XMLText(path: path, option: encoding)
    let found = ItemWalker()
    let events = try events(found, path)
    var (codes, names): ([String], [String: String]) = ([], [:])
    found.onItem = { code, name in
      if names[code] == nil {
        codes.append(code)
        names[code] = name
      }
    }
    var start = 0
    repeat {
      start = try parse(events, text, from: start, path)
      _ = found.takeRecords()
    } while start < text.count
    guard !codes.isEmpty else {
      throw IntakeError(
        .malformed(
          reason: LocalizedText(zh: "XML 中没有地名数据（Item）", en: "the XML holds no items of place names"),
          next: LocalizedText(
            zh: "能读的是带 <RECORDS> 和 <Item name=…> 的地名交换文件", en: "Place names are read from <RECORDS> with <Item name=…>")
        ),
        file: path)
    }
    let reader = try ExchangeXML(text, path, codes, names)
    return RawLayer(
      name: FilePath(path).stem, headers: reader.headers,
      headerReadings: zip(reader.headers, codes).map { HeaderReadings($0, or: $1) }, format: "XML",
      encoding: text.label, next: reader.next)
  }

  private init(_ text: XMLText, _ path: String, _ codes: [String], _ names: [String: String]) throws(IntakeError) {
    (self.text, self.path) = (text, path)
    columns = Dictionary(codes.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    var taken: Set<String> = []
    headers = codes.map { code in
      let name = names[code] ?? ""
      return taken.insert(name).inserted && !name.isEmpty ? name : code
    }
    walker = ItemWalker()
    events = try Self.events(walker, path)
  }

  private static func events(_ walker: ItemWalker, _ path: String) throws(IntakeError) -> XMLEvents {
    guard
      let events = XMLEvents(
        XMLEvents.Handlers(begin: walker.begin, end: walker.end, text: walker.text))
    else { throw IntakeError(.unreadable(reason: "Expat"), file: path) }
    return events
  }

  /// - Returns: where the next piece begins.
  private static func parse(
    _ events: XMLEvents, _ text: XMLText, from start: Int, _ path: String
  ) throws(IntakeError) -> Int {
    let end = min(start + pieceSize, text.count)
    if let fault = text.withPiece(start..<end, { events.parse($0, isLast: end == text.count) }) {
      throw IntakeError(
        .malformed(
          reason: LocalizedText(
            zh: "第 \(fault.line) 行：\(fault.reason.zh)", en: "line \(fault.line): \(fault.reason.en)"),
          next: LocalizedText(
            zh: "请向提供方要完整的文件；文字编码与声明不符时用 --encoding 写明",
            en: "Ask for a whole file; where its encoding is not as declared, see --encoding")), file: path)
    }
    return end
  }

  private static let pieceSize = 1 << 18

  private func next() throws -> RawBatch? {
    while waiting.count < RawBatch.rowLimit, position < text.count, let events {
      position = try Self.parse(events, text, from: position, path)
      waiting += walker.takeRecords()
    }
    guard !waiting.isEmpty else { return nil }
    var batch = RawBatch(columnCount: headers.count, hasGeometry: false)
    for record in waiting.prefix(RawBatch.rowLimit) {
      row += 1
      for (code, value) in record { if let column = columns[code] { batch.columns[column].append(value) } }
      batch.rowNumbers.append(row)
      for column in headers.indices where batch.columns[column].count < row - (batch.rowNumbers[0] - 1) {
        batch.columns[column].appendBlank()
      }
    }
    waiting.removeFirst(min(RawBatch.rowLimit, waiting.count))
    return batch
  }
}

/// Gathers items to records.
private final class ItemWalker {
  typealias Record = [(code: String, value: String)]

  var onItem: (_ code: String, _ name: String) -> Void = { _, _ in }
  private var records: [Record] = []
  private var record: Record = []
  private var codes: Set<String> = []
  private var depth = 0
  /// The depth of the element whose items are being gathered.
  private var recordDepth = 0
  private var item: (code: String, depth: Int)?
  private var value: [UInt8] = []

  func takeRecords() -> [Record] {
    defer { records = [] }
    return records
  }

  func begin(_ name: String, _ attributes: [String: String]) {
    depth += 1
    guard item == nil, name.localName.lowercased() == "item" else { return }
    let name = attributes["name_cn"] ?? ""
    guard let code = [attributes["name"] ?? "", name].first(where: { !$0.isEmpty }) else { return }
    if recordDepth != depth - 1 || codes.contains(code) { close() }
    recordDepth = depth - 1
    item = (code, depth)
    value = Array((attributes["value"] ?? "").utf8)
    onItem(code, name)
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if item != nil { value.append(contentsOf: bytes) }
  }

  func end(_ name: String) {
    if let (code, itemDepth) = item, itemDepth == depth {
      codes.insert(code)
      record.append((code, value.withUnsafeBufferPointer { String(decoding: TextColumn.trim($0), as: UTF8.self) }))
      item = nil
    } else if depth == recordDepth {
      close()
    }
    depth -= 1
  }

  private func close() {
    if !record.isEmpty { records.append(record) }
    (record, codes) = ([], [])
  }
}

extension HeaderReadings {
  /// Of a header that has a code besides.
  fileprivate init(_ header: String, or code: String) {
    let own = HeaderReadings(header)
    names = own.names + (own.names.contains(FieldNames.fold(code)) ? [] : [FieldNames.fold(code)])
    unit = own.unit
  }
}

extension ExchangeXML {
  /// Whether a file begins like one of exchange: others end with `.xml` too.
  static func isExchange(_ path: String) -> Bool {
    guard let file = try? MappedFile(path: path) else { return false }
    return withExtendedLifetime(file) {
      // UTF-16 has a zero beside each letter.
      let start = String(decoding: file.bytes.prefix(1 << 16).filter { $0 != 0 }, as: UTF8.self).lowercased()
      return start.contains("<records") || start.contains("<item ")
    }
  }
}
