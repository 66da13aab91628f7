import Foundation
import TestSupport

/// Files of other formats, made byte by byte so that they hold exactly the fault or feature that a test is about.
enum Fixtures {
  // MARK: Shapefile

  /// Points with attributes of type C; `languageByte` is byte 29 of the `.dbf`.
  static func pointShapefile(
    _ points: [(x: Double, y: Double)], fields: [(name: [UInt8], length: Int)], rows: [[[UInt8]]],
    languageByte: UInt8 = 0
  ) -> (shp: [UInt8], shx: [UInt8], dbf: [UInt8]) {
    var records: [UInt8] = []
    var index: [UInt8] = []
    for (number, point) in points.enumerated() {
      index += bigEndian(UInt32(50 + records.count / 2)) + bigEndian(UInt32(10))
      records += bigEndian(UInt32(number + 1)) + bigEndian(UInt32(10)) + littleEndian(UInt32(1))
      records += littleEndian(point.x.bitPattern) + littleEndian(point.y.bitPattern)
    }
    let xs = points.map(\.x), ys = points.map(\.y)
    let bounds = [xs.min() ?? 0, ys.min() ?? 0, xs.max() ?? 0, ys.max() ?? 0, 0, 0, 0, 0]
    let header: (Int) -> [UInt8] = { length in
      bigEndian(UInt32(9994)) + [UInt8](repeating: 0, count: 20) + bigEndian(UInt32((100 + length) / 2))
        + littleEndian(UInt32(1000)) + littleEndian(UInt32(1)) + bounds.flatMap { littleEndian($0.bitPattern) }
    }
    return (header(records.count) + records, header(index.count) + index, dbf(fields, rows, languageByte))
  }

  static func dbf(_ fields: [(name: [UInt8], length: Int)], _ rows: [[[UInt8]]], _ languageByte: UInt8) -> [UInt8] {
    let recordLength = 1 + fields.reduce(0) { $0 + $1.length }
    var bytes: [UInt8] = [3, 121, 1, 1] + littleEndian(UInt32(rows.count))
    bytes += littleEndian(UInt16(33 + 32 * fields.count)) + littleEndian(UInt16(recordLength))
    bytes += [UInt8](repeating: 0, count: 17) + [languageByte, 0, 0]
    for field in fields {
      bytes += padded(field.name, 11, with: 0) + [UInt8(ascii: "C"), 0, 0, 0, 0, UInt8(field.length), 0]
      bytes += [UInt8](repeating: 0, count: 14)
    }
    bytes.append(0x0D)
    for row in rows {
      bytes.append(0x20)
      for (cell, field) in zip(row, fields) { bytes += padded(cell, field.length, with: 0x20) }
    }
    return bytes + [0x1A]
  }

  // MARK: Workbook

  struct Sheet {
    var name: String
    var isHidden = false
    /// Rows by number from 1; a cell that reads as a number is written as one.
    var rows: [Int: [String]]
    /// References such as `A1:B2`.
    var merged: [String] = []
    /// The XML ends in the middle.
    var isCut = false
  }

  /// A workbook with inline strings, in a zip archive without compression.
  static func workbook(_ sheets: [Sheet]) -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    let package = "http://schemas.openxmlformats.org/package/2006"
    var parts: [(String, String)] = []
    let overrides = sheets.indices.map {
      "<Override PartName=\"/xl/worksheets/sheet\($0 + 1).xml\" "
        + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>"
    }
    parts.append(
      (
        "[Content_Types].xml",
        "<Types xmlns=\"\(package)/content-types\"><Default Extension=\"rels\" "
          + "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
          + "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
          + overrides.joined() + "</Types>"
      ))
    parts.append(
      (
        "_rels/.rels",
        "<Relationships xmlns=\"\(package)/relationships\"><Relationship Id=\"rId1\" Type=\"\(relations)/officeDocument\" "
          + "Target=\"xl/workbook.xml\"/></Relationships>"
      ))
    let list = sheets.enumerated().map { index, sheet in
      "<sheet name=\"\(sheet.name)\" sheetId=\"\(index + 1)\"\(sheet.isHidden ? " state=\"hidden\"" : "") r:id=\"rId\(index + 1)\"/>"
    }
    parts.append(
      (
        "xl/workbook.xml",
        "<workbook xmlns=\"\(main)\" xmlns:r=\"\(relations)\"><sheets>" + list.joined() + "</sheets></workbook>"
      ))
    let links = sheets.indices.map {
      "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(relations)/worksheet\" Target=\"worksheets/sheet\($0 + 1).xml\"/>"
    }
    parts.append(
      (
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"\(package)/relationships\">" + links.joined() + "</Relationships>"
      ))
    for (index, sheet) in sheets.enumerated() {
      parts.append(("xl/worksheets/sheet\(index + 1).xml", worksheet(sheet, main)))
    }
    return xmlPackage(parts)
  }

  /// Parts of XML in an archive.
  private static func xmlPackage(_ parts: [(name: String, text: String)]) -> [UInt8] {
    ZipFixture.archive(
      parts.map { ZipFixture.Entry($0.name, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + $0.text) })
  }

  private static func worksheet(_ sheet: Sheet, _ namespace: String) -> String {
    let rows = sheet.rows.sorted { $0.key < $1.key }.map { number, cells in
      let columns = cells.enumerated().map { index, text in
        let reference = "\(columnName(index))\(number)"
        return Double(text) == nil
          ? "<c r=\"\(reference)\" t=\"inlineStr\"><is><t>\(text)</t></is></c>"
          : "<c r=\"\(reference)\"><v>\(text)</v></c>"
      }
      return "<row r=\"\(number)\">" + columns.joined() + "</row>"
    }
    let merged = sheet.merged.map { "<mergeCell ref=\"\($0)\"/>" }.joined()
    let text =
      "<worksheet xmlns=\"\(namespace)\"><sheetData>" + rows.joined() + "</sheetData>"
      + (merged.isEmpty ? "" : "<mergeCells count=\"\(sheet.merged.count)\">\(merged)</mergeCells>") + "</worksheet>"
    return sheet.isCut ? String(text.prefix(text.count / 2)) : text
  }

  /// An ODS file of one sheet, of which the XML may lack its end.
  static func openDocument(_ rows: [[String]], isCut: Bool) -> [UInt8] {
    let spaces = ["office", "table", "text"].map { "xmlns:\($0)=\"urn:oasis:names:tc:opendocument:xmlns:\($0):1.0\"" }
    let cells = rows.map { row in
      "<table:table-row>"
        + row.map { text in
          "<table:table-cell office:value-type=\"string\"><text:p>\(text)</text:p></table:table-cell>"
        }.joined()
        + "</table:table-row>"
    }
    let end = "</table:table></office:spreadsheet></office:body></office:document-content>"
    let content =
      "<office:document-content \(spaces.joined(separator: " "))><office:body><office:spreadsheet>"
      + "<table:table table:name=\"表\">" + cells.joined() + (isCut ? "" : end)
    let kind = "application/vnd.oasis.opendocument.spreadsheet"
    let manifest =
      "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\">"
      + "<manifest:file-entry manifest:full-path=\"/\" manifest:media-type=\"\(kind)\"/></manifest:manifest>"
    return ZipFixture.archive([
      ZipFixture.Entry("mimetype", kind), ZipFixture.Entry("META-INF/manifest.xml", manifest),
      ZipFixture.Entry("content.xml", content),
    ])
  }

  /// `A` to `Z`, then `AA`.
  private static func columnName(_ index: Int) -> String {
    let letter = String(UnicodeScalar(UInt8(65 + index % 26)))
    return index < 26 ? letter : columnName(index / 26 - 1) + letter
  }

  // MARK: Word document

  /// A document with a body in WordprocessingML, of which the prefix is `w`.
  static func wordDocument(_ body: String) -> [UInt8] {
    let main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return xmlPackage([("word/document.xml", "<w:document xmlns:w=\"\(main)\"><w:body>\(body)</w:body></w:document>")])
  }

  /// A table; a cell may begin with `2>` when it goes over two columns, with `v` for the lower part of a merged one.
  static func wordTable(_ rows: [[String]]) -> String {
    let lines = rows.map { cells in
      let cells = cells.map { text in
        let properties =
          text.hasPrefix("v") ? "<w:vMerge/>" : text.hasPrefix("2>") ? "<w:gridSpan w:val=\"2\"/>" : ""
        let content = text.hasPrefix("v") ? "" : text.hasPrefix("2>") ? String(text.dropFirst(2)) : text
        return "<w:tc><w:tcPr>\(properties)</w:tcPr>\(wordParagraph(content))</w:tc>"
      }
      return "<w:tr>" + cells.joined() + "</w:tr>"
    }
    return "<w:tbl>" + lines.joined() + "</w:tbl>"
  }

  static func wordParagraph(_ text: String) -> String {
    // In two runs, as programs write it.
    let half = text.index(text.startIndex, offsetBy: text.count / 2)
    return "<w:p>"
      + [text[..<half], text[half...]].map { "<w:r><w:t xml:space=\"preserve\">\($0)</w:t></w:r>" }.joined()
      + "</w:p>"
  }

  // MARK: Bytes

  private static func padded(_ bytes: [UInt8], _ length: Int, with filler: UInt8) -> [UInt8] {
    Array((bytes + [UInt8](repeating: filler, count: length)).prefix(length))
  }

  private static func littleEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func bigEndian<Value: FixedWidthInteger>(_ value: Value) -> [UInt8] {
    withUnsafeBytes(of: value.bigEndian) { Array($0) }
  }
}
