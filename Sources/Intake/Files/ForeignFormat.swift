internal import Registry

/// A format that may hold data but that nobody reads here, recognised by its first bytes, and the way around it.
enum ForeignFormat {
  case encryptedWorkbook, binaryWorkbook, document, presentation, pdf, drawing, archive, webPage, text
  /// Under the name of a text table, by the extension that it should have.
  case renamed(String)

  /// Refuses a file that its reader would only call unknown.
  ///
  /// - Throws: `IntakeError`: `passwordProtected`, `malformed`, or what a damaged archive gives.
  static func refuse(_ path: String) throws(IntakeError) {
    guard let format = try ForeignFormat(path: path) else { return }
    throw IntakeError(
      format.advice.map { .malformed(reason: $0.what, next: $0.next) } ?? .passwordProtected, file: path)
  }

  /// Refuses a workbook or archive under the name of a text table.
  ///
  /// - Throws: `IntakeError`, as `refuse`.
  static func refuseRenamed(_ path: String) throws(IntakeError) {
    let file = try MappedFile(path: path)
    let isPackage = file.bytes.starts(with: Array("PK\u{03}\u{04}".utf8))
    let isCompound = file.bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1])
    guard withExtendedLifetime(file, { isPackage || isCompound }) else { return }
    try refuse(path)
    let names = isPackage ? try ZipReader(path: path).entries.map(\.name) : []
    let format = ForeignFormat.renamed(isCompound ? "xls" : names.contains("xl/workbook.xml") ? "xlsx" : "zip")
    if let advice = format.advice { throw IntakeError(.malformed(reason: advice.what, next: advice.next), file: path) }
  }

  /// - Returns: `nil` for a file whose first bytes are none of a known foreign format.
  private init?(path: String) throws(IntakeError) {
    let file = try MappedFile(path: path)
    defer { withExtendedLifetime(file) {} }
    let bytes = file.bytes
    let starts: (StaticString) -> Bool = { mark in
      bytes.prefix(mark.utf8CodeUnitCount).elementsEqual(
        UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
    }
    if starts("PK\u{03}\u{04}") {
      guard let format = try Self.inPackage(path) else { return nil }
      self = format
    } else if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
      guard let format = Self.inCompoundFile(bytes) else { return nil }
      self = format
    } else if starts("%PDF") {
      self = .pdf
    } else if starts("AC10") && bytes.dropFirst(4).prefix(2).allSatisfy({ (0x30...0x39).contains($0) }) {
      self = .drawing
    } else if starts("Rar!") || starts("7z") || bytes.starts(with: [0x1F, 0x8B]) || Self.isTar(bytes) {
      self = .archive
    } else if ["xls", "xlsx", "et"].contains(FilePath(path).fileExtension), let format = Self.inText(bytes) {
      self = format
    } else {
      return nil
    }
  }

  /// Office packages are zip archives.
  private static func inPackage(_ path: String) throws(IntakeError) -> ForeignFormat? {
    let package = try ZipReader(path: path)
    try ZipLimits().check(package)
    let names = Set(package.entries.map(\.name))
    if names.contains("xl/workbook.bin") { return .binaryWorkbook }
    if names.contains("word/document.xml") { return .document }
    if names.contains("ppt/presentation.xml") { return .presentation }
    let manifest = package.start(of: "META-INF/manifest.xml") ?? []
    if manifest.contains(text: "encryption-data") { return .encryptedWorkbook }
    return (package.start(of: "mimetype", limit: 100) ?? []).contains(text: "opendocument.text") ? .document : nil
  }

  /// The older Office formats are compound files, as is an encrypted package; streams are named in UTF-16.
  private static func inCompoundFile(_ bytes: UnsafeRawBufferPointer) -> ForeignFormat? {
    // Directory entries are 128 bytes, in sectors of which that is a divisor.
    let holds: (String) -> Bool = { name in
      let name: [UInt8] = name.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [0, 0]
      return stride(from: 512, through: bytes.count - 128, by: 128).contains { bytes[$0...].starts(with: name) }
    }
    if holds("EncryptedPackage") { return .encryptedWorkbook }
    if holds("Workbook") { return isLocked(bytes) ? .encryptedWorkbook : nil }
    if holds("WordDocument") { return .document }
    return holds("PowerPoint Document") ? .presentation : nil
  }

  /// In a workbook with a password the record FilePass (0x002F) stands behind the first one, BOF (0x0809) of 20 bytes.
  private static func isLocked(_ bytes: UnsafeRawBufferPointer) -> Bool {
    stride(from: 512, to: bytes.count - 24, by: 64).contains { offset in
      bytes[offset...].starts(with: [0x09, 0x08, 0x10, 0x00, 0x00, 0x06, 0x05, 0x00])
        && bytes[(offset + 20)...].starts(with: [0x2F, 0x00])
    }
  }

  private static func isTar(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count > 262 && bytes[257..<262].elementsEqual("ustar".utf8)
  }

  /// Old office systems "export to Excel" by giving a web page or a text table the extension of a workbook.
  private static func inText(_ bytes: UnsafeRawBufferPointer) -> ForeignFormat? {
    let start = bytes.prefix(4096)
    guard !start.contains(0) else { return nil }
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return text.contains("<html") || text.contains("<table") || text.contains("<?xml") ? .webPage : .text
  }

  /// `nil` for what has an error of its own.
  private var advice: Advice? {
    switch self {
    case .encryptedWorkbook: nil
    case .binaryWorkbook:
      Advice(
        " Excel 二进制工作簿（.xlsb）", "a binary workbook (.xlsb)", "请用 Excel 打开，另存为 XLSX",
        "Open it in Excel and save it as XLSX")
    case .document:
      Advice(
        "文字文档", "a text document", "请把其中的表格复制到 Excel 或 WPS 表格，另存为 XLSX",
        "Copy its tables into a spreadsheet and save that as XLSX")
    case .presentation:
      Advice("演示文稿", "a presentation", "请索取其中数据的原始表格", "Ask for the table that its data came from")
    case .pdf:
      Advice(
        " PDF 文档", "a PDF document", "请索取制作它的原始表格或图形文件（XLSX、Shapefile 等）",
        "Ask for the table or map data that it was made of (XLSX, Shapefile …)")
    case .drawing:
      Advice(
        " DWG 图形", "a DWG drawing", "请用 CAD 软件另存为 DXF，或由 GIS 软件转成 Shapefile",
        "Save it as DXF in a CAD program, or convert it to Shapefile in a GIS")
    case .archive:
      Advice("压缩包（不是 ZIP）", "an archive other than ZIP", "请解压后导入其中的文件，或重新压缩为 ZIP", "Unpack it, or pack it as ZIP")
    case .webPage:
      Advice(
        "网页或 XML，只是扩展名像工作簿", "a web page or XML under the name of a workbook", "请用 Excel 或 WPS 打开，另存为 XLSX",
        "Open it in Excel or WPS and save it as XLSX")
    case .text:
      Advice(
        "文本，只是扩展名像工作簿", "text under the name of a workbook", "请把扩展名改为 .csv 或 .txt，或用 Excel 打开后另存为 XLSX",
        "Change its extension to .csv or .txt, or save it as XLSX in Excel")
    case .renamed(let suffix):
      Advice(
        suffix == "zip" ? "压缩包，只是扩展名像文本表格" : " Excel 工作簿，只是扩展名像文本表格",
        suffix == "zip" ? "an archive under the name of a text table" : "a workbook under the name of a text table",
        "请把扩展名改为 .\(suffix) 后导入", "Change its extension to .\(suffix)")
    }
  }

  struct Advice: Sendable, Equatable {
    let what: LocalizedText
    let next: LocalizedText

    init(_ zh: String, _ en: String, _ nextZH: String, _ nextEN: String) {
      what = LocalizedText(zh: "这是\(zh)，不能直接读取", en: "is \(en), which is not read")
      next = LocalizedText(zh: nextZH, en: nextEN)
    }
  }
}

extension [UInt8] {
  fileprivate func contains(text: String) -> Bool { String(decoding: self, as: UTF8.self).contains(text) }
}
