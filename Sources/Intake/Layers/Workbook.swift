internal import CGDAL
internal import Glibc

/// What a workbook (XLSX) says of its sheets that GDAL does not.
struct Workbook {
  private let path: String
  private let sheets: [Sheet]

  private struct Sheet {
    let name: String
    let isHidden: Bool
    /// The part that holds the sheet.
    let part: String?
  }

  init(path: String) {
    self.path = path
    sheets = (try? ZipReader(path: path)).map { archive in GDALMessages.collecting { _ in Self.sheets(archive) } } ?? []
  }

  /// The names of the sheets that are hidden.
  var hiddenSheets: Set<String> { Set(sheets.filter(\.isHidden).map(\.name)) }

  private static func sheets(_ archive: ZipReader) -> [Sheet] {
    let parts = Dictionary(
      elements(of: "xl/_rels/workbook.xml.rels", in: archive, "=Relationships") { node in
        (value(node, "Id") ?? "", value(node, "Target") ?? "")
      }, uniquingKeysWith: { first, _ in first })
    return elements(of: "xl/workbook.xml", in: archive, "=workbook.sheets") { node in
      // Targets are relative to `xl/`, or begin with a slash.
      let part = parts[value(node, "id") ?? ""].map { $0.hasPrefix("/") ? String($0.dropFirst()) : "xl/" + $0 }
      return Sheet(
        name: value(node, "name") ?? "", isHidden: value(node, "state").map { $0 != "visible" } ?? false, part: part)
    }
  }

  private static func elements<Value>(
    of part: String, in archive: ZipReader, _ parent: String, _ read: (UnsafeMutablePointer<CPLXMLNode>) -> Value
  ) -> [Value] {
    let text = archive.start(of: part, limit: partLimit).map { String(decoding: $0, as: UTF8.self) }
    guard let text, let tree = CPLParseXMLString(text) else { return [] }
    defer { CPLDestroyXMLNode(tree) }
    CPLStripXMLNamespace(tree, nil, 1)
    var values: [Value] = []
    var next = CPLGetXMLNode(tree, parent).flatMap { $0.pointee.psChild }
    while let node = next {
      if node.pointee.eType == CXT_Element { values.append(read(node)) }
      next = node.pointee.psNext
    }
    return values
  }

  private static func value(_ node: UnsafeMutablePointer<CPLXMLNode>, _ name: String) -> String? {
    CPLGetXMLValue(node, name, nil).map { String(cString: $0) }
  }

  // MARK: Merged cells

  /// The merged cells of a sheet, which stand behind its rows in the file.
  ///
  /// - Complexity: one pass over the unpacked sheet without parsing it.
  func mergedCells(ofSheet name: String) -> MergedCells {
    var merged = MergedCells()
    guard let part = sheets.first(where: { $0.name == name })?.part, let archive = try? ZipReader(path: path),
      let entry = archive.entry(named: part)
    else { return merged }
    var (buffer, total) = ([UInt8](), 0)
    // What is damaged is told of by the reader of the rows.
    try? archive.read(entry) { piece in
      buffer.append(contentsOf: piece)
      total += piece.count
      // An element that begins in the overlap is read with the next piece; the byte before its name must be there.
      let kept = max(buffer.count - Self.overlap, 0)
      buffer.withUnsafeBytes { Self.append(in: $0, before: kept + 1, to: &merged) }
      buffer.removeFirst(kept)
      return total < Self.sizeLimit
    }
    buffer.withUnsafeBytes { Self.append(in: $0, before: $0.count, to: &merged) }
    return merged
  }

  /// Far more than a list of sheets has.
  private static let partLimit = 16 << 20
  /// More than the longest element.
  private static let overlap = 64
  private static let sizeLimit = 1 << 31

  private static func append(in bytes: UnsafeRawBufferPointer, before end: Int, to merged: inout MergedCells) {
    let mark = "mergeCell ref=\"".utf8
    guard let base = bytes.baseAddress else { return }
    var start = 0
    // Few other bytes of a sheet are an `m`.
    while start < end, let found = memchr(base + start, Int32(UInt8(ascii: "m")), end - start) {
      let position = UnsafeRawPointer(found) - base
      start = position + 1
      guard bytes[position...].starts(with: mark) else { continue }
      start = position + mark.count
      let reference = bytes[start...].prefix { $0 != UInt8(ascii: "\"") }
      // Text cannot hold the bracket before the name.
      guard position > 0, [UInt8(ascii: "<"), UInt8(ascii: ":")].contains(bytes[position - 1]), reference.count < 24,
        let block = MergedCells.Block(reference: String(decoding: reference, as: UTF8.self))
      else { continue }
      merged.append(block)
    }
  }
}
