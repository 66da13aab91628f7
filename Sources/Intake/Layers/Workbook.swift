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
    sheets = GDALMessages.collecting { _ in Self.sheets(path) }
  }

  /// The names of the sheets that are hidden.
  var hiddenSheets: Set<String> { Set(sheets.filter(\.isHidden).map(\.name)) }

  private static func sheets(_ path: String) -> [Sheet] {
    let parts = Dictionary(
      elements(archive(path) + "xl/_rels/workbook.xml.rels", "=Relationships") { node in
        (value(node, "Id") ?? "", value(node, "Target") ?? "")
      }, uniquingKeysWith: { first, _ in first })
    return elements(archive(path) + "xl/workbook.xml", "=workbook.sheets") { node in
      // Targets are relative to `xl/`, or begin with a slash.
      let part = parts[value(node, "id") ?? ""].map { $0.hasPrefix("/") ? String($0.dropFirst()) : "xl/" + $0 }
      return Sheet(
        name: value(node, "name") ?? "", isHidden: value(node, "state").map { $0 != "visible" } ?? false, part: part)
    }
  }

  private static func archive(_ path: String) -> String { "/vsizip/{\(path)}/" }

  private static func elements<Value>(
    _ file: String, _ parent: String, _ read: (UnsafeMutablePointer<CPLXMLNode>) -> Value
  ) -> [Value] {
    guard let tree = CPLParseXMLFile(file) else { return [] }
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
    guard let part = sheets.first(where: { $0.name == name })?.part else { return merged }
    GDALMessages.collecting { _ in
      guard let file = VSIFOpenL(Self.archive(path) + part, "rb") else { return }
      defer { VSIFCloseL(file) }
      var buffer = [UInt8](repeating: 0, count: Self.pieceSize + Self.overlap)
      var (kept, total) = (0, 0)
      while total < Self.sizeLimit {
        let read = buffer.withUnsafeMutableBytes {
          VSIFReadL($0.baseAddress.map { $0 + kept }, 1, Self.pieceSize, file)
        }
        guard read > 0 else { break }
        total += read
        let filled = kept + read
        kept = min(Self.overlap, filled)
        // An element that begins in the overlap is read with the next piece, unless this is the last one.
        let end = read < Self.pieceSize ? filled : filled - kept + 1
        buffer.withUnsafeBytes {
          Self.append(in: UnsafeRawBufferPointer(rebasing: $0[..<filled]), before: end, to: &merged)
        }
        if read < Self.pieceSize { break }
        buffer.withUnsafeMutableBytes { bytes in
          bytes.copyBytes(from: Array(bytes[filled - kept..<filled]))
        }
      }
    }
    return merged
  }

  private static let pieceSize = 1 << 18
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
