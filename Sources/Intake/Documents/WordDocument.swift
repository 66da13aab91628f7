internal import Registry

/// The texts of a Word document (DOCX): its paragraphs and tables.
struct WordDocument {
  struct Cell: Sendable {
    var text = ""
    /// The columns of the table's grid that it covers.
    var columns = 0..<1
    /// The lower part of a cell over several rows.
    var isContinued = false
  }

  typealias Table = [[Cell]]

  /// Those outside of tables.
  let paragraphs: [String]
  /// A table within another comes before it.
  let tables: [Table]

  /// Far more than a form holds; what unfolds to more is no form.
  private static let sizeLimit = 64 << 20

  /// - Throws: `DocumentFault`.
  init(path: String) throws(DocumentFault) {
    let walker = WordWalker()
    guard
      let events = XMLEvents(XMLEvents.Handlers(begin: walker.begin, end: walker.end, text: walker.text))
    else { throw .unreadable(LocalizedText(zh: "内存不足", en: "out of memory")) }
    let bytes = try Self.content(of: "word/document.xml", in: path)
    if let fault = bytes.withUnsafeBytes({ events.parse($0, isLast: true) }) { throw .unreadable(fault.reason) }
    (paragraphs, tables) = (walker.paragraphs, walker.tables)
  }

  private static func content(of part: String, in path: String) throws(DocumentFault) -> [UInt8] {
    var bytes: [UInt8] = []
    do {
      let archive = try ZipReader(path: path)
      guard let entry = archive.entry(named: part), !entry.isEncrypted else {
        throw DocumentFault.unreadable(damaged)
      }
      guard entry.size <= sizeLimit else {
        throw DocumentFault.unreadable(LocalizedText(zh: "文档大得不像登记表", en: "the document is too large for a form"))
      }
      try archive.read(entry) { piece in
        bytes.append(contentsOf: piece)
        return true
      }
    } catch {
      throw error as? DocumentFault ?? .unreadable(damaged)
    }
    return bytes
  }

  private static let damaged = LocalizedText(zh: "不是完好的 Word 文档（DOCX）", en: "the file is no whole Word document")
}

/// Why a document gives no record.
enum DocumentFault: Error {
  case unreadable(LocalizedText)
}

/// Gathers paragraphs and tables from `word/document.xml` (ECMA-376, WordprocessingML).
private final class WordWalker {
  private(set) var paragraphs: [String] = []
  private(set) var tables: [WordDocument.Table] = []
  /// Tables, rows and cells that are open, from the outermost.
  private var open: [WordDocument.Table] = []
  private var openCells: [WordDocument.Cell] = []
  /// Paragraphs that are open: a text box stands within one.
  private var lines: [String] = []
  private var isText = false
  private var runDepth = 0
  /// Within what was moved away, or stands there for older programs besides.
  private var ignoredDepth = 0

  func begin(_ name: String, _ attributes: [String: String]) {
    let value = attributes.first { $0.key.localName == "val" }?.value
    switch name.localName {
    case "moveFrom", "Fallback": ignoredDepth += 1
    case "tbl": open.append([])
    case "tr": if !open.isEmpty { open[open.count - 1].append([]) }
    case "tc": beginCell()
    case "gridSpan": span(value)
    case "vMerge": if !openCells.isEmpty { openCells[openCells.count - 1].isContinued = value != "restart" }
    case "p": lines.append("")
    case "r": runDepth += 1
    case "t": isText = ignoredDepth == 0
    case "tab": if runDepth > 0 { append(" ") }
    case "br", "cr": if runDepth > 0 { append("\n") }
    default: break
    }
  }

  func text(_ bytes: UnsafeBufferPointer<UInt8>) {
    if isText { append(String(decoding: bytes, as: UTF8.self)) }
  }

  func end(_ name: String) {
    switch name.localName {
    case "moveFrom", "Fallback": ignoredDepth -= 1
    case "t": isText = false
    case "r": runDepth -= 1
    case "p": endParagraph()
    case "tc":
      guard let cell = openCells.popLast(), let table = open.last, !table.isEmpty else { return }
      open[open.count - 1][table.count - 1].append(cell)
    case "tbl": if let table = open.popLast() { tables.append(table) }
    default: break
    }
  }

  private func beginCell() {
    let start = open.last?.last?.last?.columns.upperBound ?? 0
    openCells.append(WordDocument.Cell(columns: start..<start + 1))
  }

  private func span(_ value: String?) {
    guard let cell = openCells.last, let count = value.flatMap({ Int($0) }), (1...1000).contains(count) else { return }
    openCells[openCells.count - 1].columns = cell.columns.lowerBound..<cell.columns.lowerBound + count
  }

  private func append(_ text: String) {
    if !lines.isEmpty { lines[lines.count - 1] += text }
  }

  private func endParagraph() {
    guard let line = lines.popLast() else { return }
    let text = LabelledText.trimmed(line)
    guard !text.isEmpty else { return }
    if openCells.isEmpty {
      paragraphs.append(text)
    } else {
      let before = openCells[openCells.count - 1].text
      openCells[openCells.count - 1].text = before.isEmpty ? text : before + "\n" + text
    }
  }
}
