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
    if let option {
      guard let named = TextEncoding(named: option) else {
        throw IntakeError(.unsupportedEncoding, file: path, value: option)
      }
      (encoding, origin) = (named, .option)
    } else if let declared = Self.declared(shapefile) {
      (encoding, origin) = declared
    } else {
      (encoding, origin) = try Self.detect(shapefile, path)
    }
    decoder = encoding == .utf8 ? nil : TextDecoder(encoding == .utf8AndGB18030 ? .gb18030 : encoding)
    if encoding == .utf8AndGB18030 { foreignFields = try shapefile.columns().filter(\.isForeign).map { name(of: $0) } }
  }

  private func name(of column: DBFColumn) -> String { column.name.withUnsafeBufferPointer(fieldName) }

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
  ) throws(IntakeError) -> (TextEncoding, EncodingOrigin) {
    let columns = try shapefile.columns()
    let texts = columns.flatMap(\.texts)
    let found = texts.withUnsafeBytes { EncodingDetection(of: $0, isUTF8: isValidUTF8($0)) }
    switch found {
    case .utf8: return (.utf8, .valid)
    // Texts of both kinds can together have the form of GB 18030: each UTF-8 character as one and a half.
    case .encoding(let encoding) where !isMixed(columns): return (encoding, .detected)
    case .encoding, .unknown:
      if isMixed(columns) { return (.utf8AndGB18030, .detected) }
      if case .unknown(let found) = found { throw IntakeError(.unknownEncoding(found: found), file: path) }
      return (.gb18030, .detected)
    }
  }

  /// Whether whole columns are UTF-8 and the others plainly GB 18030.
  private static func isMixed(_ columns: [DBFColumn]) -> Bool {
    var form = GBForm()
    for column in columns where column.isForeign { column.texts.withUnsafeBytes { form.add($0) } }
    let holdsUTF8 = columns.contains { !$0.isForeign && $0.texts.count >= 12 }
    return holdsUTF8 && form.isPossible && form.isPlain
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

  /// The texts of the fields; none where there is no `.dbf`.
  ///
  /// - Throws: `IntakeError`.
  func columns() throws(IntakeError) -> [DBFColumn] {
    guard let path = part("dbf") else { return [] }
    let bytes = try MappedFile(path: path)
    return withExtendedLifetime(bytes) { DBFTable(bytes.bytes)?.columns ?? [] }
  }

  /// The path of a part that exists.
  func part(_ name: String) -> String? {
    [name, name.uppercased()].map(FilePath(path).replacingExtension(by:))
      .first { (try? FileStatus(path: $0))?.isRegular == true }
  }
}

/// A field name, and that with the values beyond ASCII, each on a line of its own.
struct DBFColumn {
  let name: [UInt8]
  let texts: [UInt8]

  /// Some text is no UTF-8.
  var isForeign: Bool { !texts.withUnsafeBytes(isValidUTF8) }
}

/// Just enough of a dBASE table to look at its texts.
private struct DBFTable {
  private let bytes: UnsafeRawBufferPointer
  private let headerLength: Int
  private let recordLength: Int

  init?(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count >= 33 else { return nil }
    self.bytes = bytes
    headerLength = Int(bytes[8]) | Int(bytes[9]) << 8
    recordLength = Int(bytes[10]) | Int(bytes[11]) << 8
    guard headerLength >= 33, headerLength <= bytes.count, recordLength > 0 else { return nil }
  }

  var columns: [DBFColumn] {
    var columns: [DBFColumn] = []
    var offset = 1
    for descriptor in stride(from: 32, to: headerLength - 31, by: 32) {
      // Behind the end of the list other things may follow.
      if bytes[descriptor] == 0x0D { break }
      let length = Int(bytes[descriptor + 16])
      let name = bytes[descriptor..<descriptor + 10].prefix { $0 != 0 }
      var texts: [UInt8] = []
      append(name, to: &texts)
      if bytes[descriptor + 11] == UInt8(ascii: "C"), offset + length <= recordLength {
        for record in stride(from: headerLength, through: bytes.count - recordLength, by: recordLength) {
          append(bytes[record + offset..<record + offset + length], to: &texts)
        }
      }
      columns.append(DBFColumn(name: Array(name), texts: texts))
      offset += length
    }
    return columns
  }

  /// A cell that fills its field may end inside a character of UTF-8, which says nothing against that encoding.
  private func append(_ cell: Slice<UnsafeRawBufferPointer>, to texts: inout [UInt8]) {
    var cell = cell
    while let last = cell.last, last == 0x20 || last == 0 { cell.removeLast() }
    guard cell.contains(where: { $0 >= 0x80 }) else { return }
    let whole = UnsafeRawBufferPointer(rebasing: cell)
    let cut = (1...3).lazy.map { whole.dropLast($0) }.first { prefix in
      prefix.contains { $0 >= 0x80 } && isValidUTF8(UnsafeRawBufferPointer(rebasing: prefix))
    }
    texts.append(contentsOf: isValidUTF8(whole) ? whole[...] : cut ?? whole[...])
    texts.append(UInt8(ascii: "\n"))
  }
}
