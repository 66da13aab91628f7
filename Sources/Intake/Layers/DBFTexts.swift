internal import Registry

/// The encoding of the texts of a `.dbf`, alone or of a Shapefile, and their decoding.
///
/// GDAL is asked for the bytes as they are, because it reads what is not declared as Latin letters.
final class DBFTexts {
  let encoding: TextEncoding
  let origin: EncodingOrigin
  private let decoder: TextDecoder?
  private var decoded: [UInt8] = []
  /// The field names of which the limit of ten bytes left only a piece of the last character.
  private(set) var cutNames: [String] = []
  /// The fields with cells in GB 18030, where others are UTF-8.
  private(set) var foreignFields: [String] = []

  /// Looks at, in this order: what the user said, the `.cpg`, the language byte of the `.dbf`, the texts themselves.
  ///
  /// - Throws: `IntakeError` (`unknownEncoding`, `unsupportedEncoding`, `unreadable`).
  init(shapefile path: String, option: String?) throws(IntakeError) {
    let shapefile = ShapefileParts(path: path)
    var foreign: [DBFColumn] = []
    if let option {
      guard let named = TextEncoding(named: option) else {
        throw IntakeError(.unsupportedEncoding, file: path, value: option)
      }
      (encoding, origin) = (named, .option)
    } else if let declared = Self.declared(shapefile) {
      (encoding, origin) = declared
    } else {
      (encoding, origin, foreign) = try Self.detect(shapefile, path)
    }
    decoder = encoding == .utf8 ? nil : TextDecoder(encoding == .utf8AndGB18030 ? .gb18030 : encoding)
    foreignFields = foreign.map { $0.name.withUnsafeBufferPointer(fieldName) }
  }

  var label: String { "\(encoding.name) (\(origin.description))" }

  // MARK: Decoding

  func append(_ cell: UnsafeBufferPointer<UInt8>, to column: inout TextColumn) {
    guard let decoder, cell.contains(where: { $0 >= 0x80 }), !isKnownUTF8(cell) else {
      column.append(cell)
      return
    }
    decoded.removeAll(keepingCapacity: true)
    decoder.decode(UnsafeRawBufferPointer(cell), into: &decoded)
    decoded.withUnsafeBufferPointer { column.append($0) }
  }

  func canDecode(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    guard cell.contains(where: { $0 >= 0x80 }) else { return true }
    guard let decoder, !isKnownUTF8(cell) else { return isValidUTF8(UnsafeRawBufferPointer(cell)) }
    decoded.removeAll(keepingCapacity: true)
    return decoder.decode(UnsafeRawBufferPointer(cell), into: &decoded) == 0
  }

  private func isKnownUTF8(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    encoding == .utf8AndGB18030 && isValidUTF8(UnsafeRawBufferPointer(cell))
  }

  /// A field's name; without the piece of a character that the limit of ten bytes may have left at its end.
  func fieldName(_ name: UnsafeBufferPointer<UInt8>) -> String {
    var length = name.count
    while length > 0, !canDecode(UnsafeBufferPointer(rebasing: name[..<length])) { length -= 1 }
    var column = TextColumn()
    append(UnsafeBufferPointer(rebasing: name[..<length]), to: &column)
    if length < name.count, !cutNames.contains(column[0]) { cutNames.append(column[0]) }
    return column[0]
  }

  // MARK: Finding the encoding

  private static func declared(_ shapefile: ShapefileParts) -> (TextEncoding, EncodingOrigin)? {
    if let page = shapefile.codePage, let encoding = TextEncoding(named: page) {
      return (encoding, .declared(in: ".cpg"))
    }
    // 0x57 and 0x03 mean "whatever Windows had" and are written by programs that do not know better.
    switch shapefile.languageByte {
    case 0x4D: return (.gb18030, .declared(in: ".dbf"))
    case 0x4F: return TextEncoding(named: "950").map { ($0, .declared(in: ".dbf")) }
    default: return nil
    }
  }

  private static func detect(
    _ shapefile: ShapefileParts, _ path: String
  ) throws(IntakeError) -> (TextEncoding, EncodingOrigin, foreign: [DBFColumn]) {
    guard let table = try shapefile.table() else { return (.utf8, .valid, []) }
    let columns = table.columns()
    let foreign = columns.filter(\.isForeign)
    if foreign.isEmpty { return (.utf8, .valid, []) }
    // Texts of both kinds can together have the form of GB 18030: each UTF-8 character as one and a half.
    if isMixed(columns) { return (.utf8AndGB18030, .detected, foreign) }
    let start = Array(columns.map(\.start).joined().prefix(EncodingDetection.startSize))
    let found = start.withUnsafeBytes {
      EncodingDetection(form: form(of: columns), start: $0, isWhole: table.isWhole)
    }
    switch found {
    case .utf8: return (.utf8, .valid, [])
    case .encoding(let encoding): return (encoding, .detected, [])
    case .unknown(let found): throw IntakeError(.unknownEncoding(found: found), file: path)
    }
  }

  /// Whether whole columns are UTF-8 and the others plainly GB 18030.
  private static func isMixed(_ columns: [DBFColumn]) -> Bool {
    let form = form(of: columns.filter(\.isForeign))
    let holdsUTF8 = columns.contains { !$0.isForeign && $0.start.count >= 12 }
    return holdsUTF8 && form.isPossible && form.isPlain
  }

  private static func form(of columns: [DBFColumn]) -> GBForm {
    columns.reduce(into: GBForm()) { $0.add($1.form) }
  }
}

/// The files of a Shapefile that lie beside the `.shp`.
struct ShapefileParts {
  let path: String

  /// The parts that exist, in fixed order, the named file first.
  var existing: [String] {
    [path] + ["shx", "dbf", "prj", "cpg"].compactMap(part).filter { $0 != path }
  }

  /// The Shapefile to which a part belongs; a `.dbf` without one is a table of its own.
  var whole: ShapefileParts { part("shp").map(ShapefileParts.init(path:)) ?? self }

  /// What the `.cpg` says.
  var codePage: String? {
    guard let path = part("cpg"), let file = try? MappedFile(path: path) else { return nil }
    let text = file.bytes.prefix(64).filter { (0x21..<0x7F).contains($0) || $0 == 0x20 }
    return String(decoding: text, as: UTF8.self).split(separator: " ").joined(separator: " ")
  }

  var languageByte: UInt8? {
    guard let path = part("dbf"), let file = try? MappedFile(path: path), file.size > 29 else { return nil }
    return file.bytes[29]
  }

  /// The table of attributes; `nil` where there is none.
  ///
  /// - Throws: `IntakeError`.
  func table() throws(IntakeError) -> DBFTable? {
    guard let path = part("dbf") else { return nil }
    return DBFTable(try MappedFile(path: path))
  }

  /// The path of a part that exists.
  func part(_ name: String) -> String? {
    [name, name.uppercased()].map(FilePath(path).replacingExtension(by:))
      .first { (try? FileStatus(path: $0))?.isRegular == true }
  }
}

/// A field name, and what that and the values beyond ASCII look like.
struct DBFColumn {
  let name: [UInt8]
  /// Some text is no UTF-8.
  private(set) var isForeign = false
  private(set) var form = GBForm()
  /// The first texts, each on a line of its own.
  private(set) var start: [UInt8] = []

  init(name: [UInt8]) { self.name = name }

  mutating func add(_ text: UnsafeRawBufferPointer, isUTF8: Bool) {
    isForeign = isForeign || !isUTF8
    form.add(text)
    guard start.count < EncodingDetection.startSize else { return }
    start.append(contentsOf: text)
    start.append(UInt8(ascii: "\n"))
  }
}

/// Just enough of a dBASE table to look at its texts.
struct DBFTable {
  private let file: MappedFile
  private let headerLength: Int
  private let recordLength: Int
  private let fields: [Field]

  private struct Field {
    /// In the file.
    let name: Range<Int>
    /// In a record; `nil` where it is no text.
    let cell: Range<Int>?
  }

  init?(_ file: MappedFile) {
    let bytes = file.bytes
    guard bytes.count >= 33 else { return nil }
    self.file = file
    headerLength = Int(bytes[8]) | Int(bytes[9]) << 8
    recordLength = Int(bytes[10]) | Int(bytes[11]) << 8
    guard headerLength >= 33, headerLength <= bytes.count, recordLength > 0 else { return nil }
    var fields: [Field] = []
    var offset = 1
    for descriptor in stride(from: 32, to: headerLength - 31, by: 32) {
      // Behind the end of the list other things may follow.
      if bytes[descriptor] == 0x0D { break }
      let name = bytes[descriptor..<descriptor + 10].prefix { $0 != 0 }
      let end = offset + Int(bytes[descriptor + 16])
      let isText = bytes[descriptor + 11] == UInt8(ascii: "C") && end <= recordLength
      fields.append(Field(name: name.startIndex..<name.endIndex, cell: isText ? offset..<end : nil))
      offset = end
    }
    self.fields = fields
  }

  func columns() -> [DBFColumn] {
    var columns = fields.map { DBFColumn(name: Array(file.bytes[$0.name])) }
    allTexts { column, text, isUTF8 in
      columns[column].add(text, isUTF8: isUTF8)
      return true
    }
    return columns
  }

  /// Whether every byte is part of a character.
  func isWhole(_ encoding: TextEncoding) -> Bool {
    guard let decoder = TextDecoder(encoding) else { return false }
    var decoded: [UInt8] = []
    return allTexts { _, text, _ in
      decoded.removeAll(keepingCapacity: true)
      return decoder.decode(text, into: &decoded) == 0
    }
  }

  private static let pieceSize = 8 << 20

  /// Goes through the texts beyond ASCII, row by row behind the names, until `body` says no.
  @discardableResult
  private func allTexts(
    satisfy body: (_ column: Int, _ text: UnsafeRawBufferPointer, _ isUTF8: Bool) -> Bool
  ) -> Bool {
    let bytes = file.bytes
    func visit(_ column: Int, _ place: Range<Int>) -> Bool {
      Self.text(bytes[place]).map { body(column, $0.bytes, $0.isUTF8) } ?? true
    }
    for (column, field) in fields.enumerated() {
      guard visit(column, field.name) else { return false }
    }
    var released = headerLength
    for record in stride(from: headerLength, through: bytes.count - recordLength, by: recordLength) {
      for (column, field) in fields.enumerated() {
        guard let cell = field.cell else { continue }
        guard visit(column, record + cell.lowerBound..<record + cell.upperBound) else { return false }
      }
      if record - released >= Self.pieceSize {
        file.release(released..<record)
        released = record
      }
    }
    return withExtendedLifetime(file) { true }
  }

  /// A cell beyond ASCII without the blanks at its end; `nil` for any other.
  ///
  /// A cell that fills its field may end inside a character of UTF-8, which says nothing against that encoding.
  private static func text(
    _ cell: Slice<UnsafeRawBufferPointer>
  ) -> (bytes: UnsafeRawBufferPointer, isUTF8: Bool)? {
    var cell = cell
    while let last = cell.last, last == 0x20 || last == 0 { cell.removeLast() }
    guard cell.contains(where: { $0 >= 0x80 }) else { return nil }
    let whole = UnsafeRawBufferPointer(rebasing: cell)
    if isValidUTF8(whole) { return (whole, true) }
    let cut = (1...3).lazy.map { UnsafeRawBufferPointer(rebasing: whole.dropLast($0)) }.first { prefix in
      prefix.contains { $0 >= 0x80 } && isValidUTF8(prefix)
    }
    return cut.map { ($0, true) } ?? (whole, false)
  }
}
