internal import Glibc
internal import Registry

/// Reads census forms, one Word document for each place name: those of a folder together are one table.
enum DocumentFolder {
  /// What stands for all documents of a folder, as in `成果表/*.docx`.
  static let pattern = "*.docx"

  static func isDocument(_ name: String) -> Bool {
    !name.hasPrefix(".") && !name.hasPrefix("~$") && FilePath(name).fileExtension == "docx"
  }

  /// The documents that a path names, sorted by name.
  ///
  /// - Throws: `IntakeError` (`unreadable`, `empty`).
  static func documents(_ path: String) throws(IntakeError) -> [String] {
    guard FilePath(path).name == pattern else { return [path] }
    let folder = String(path.dropLast(pattern.count))
    let names = try FolderEntries.names(of: folder.isEmpty ? "." : folder).filter(isDocument)
    guard !names.isEmpty else { throw IntakeError(.empty, file: path) }
    return names.map { folder + $0 }
  }

  /// One record a document, in the order of the documents.
  ///
  /// - Throws: `IntakeError`; of several documents those that cannot be read become rejected rows.
  static func layer(_ documents: [String], of path: String) throws(IntakeError) -> RawLayer {
    var table = FormTable()
    for (number, document) in documents.enumerated() {
      do throws(DocumentFault) {
        try table.add(NameForm(WordDocument(path: document)), FilePath(document).name, row: number + 1)
      } catch {
        guard case .unreadable(let reason) = error else { continue }
        if documents.count == 1 { throw refusal(reason, document) }
        table.reject(reason, FilePath(document).name, row: number + 1)
      }
    }
    let parts = path.split(separator: "/")
    let isFolder = FilePath(path).name == pattern
    let name = isFolder ? parts.dropLast().last.map(String.init) ?? "docx" : FilePath(path).stem
    var batches = table.batches
    return RawLayer(name: name, headers: table.headers, format: "DOCX", encoding: "UTF-8 (DOCX)") {
      batches.isEmpty ? nil : batches.removeFirst()
    }
  }

  private static func refusal(_ reason: LocalizedText, _ path: String) -> IntakeError {
    IntakeError(
      .malformed(
        reason: reason,
        next: LocalizedText(
          zh: "能读的是一个地名一份的登记表、成果表：栏目名（如“标准名称”“地名代码”）的右边或下边是内容",
          en: "Forms of one place name are read: labels with the value right of them or below")), file: path)
  }
}

/// The forms of a folder as columns.
private struct FormTable {
  private var labels: [String] = []
  private var columns: [String: Int] = [:]
  private var rows: [(number: Int, cells: [Int: String])] = []
  private var rejected: [RejectedRow] = []
  private let file = 0, rest = 1

  var headers: [String] { ["文件名", "其他文字"] + labels }

  mutating func add(_ form: NameForm, _ name: String, row: Int) throws(DocumentFault) {
    guard form.entries.contains(where: { !$0.value.isEmpty }) else {
      throw .unreadable(LocalizedText(zh: "文档中没有认识的栏目", en: "the document has no known label with a value"))
    }
    if let other = form.otherName {
      throw .unreadable(
        LocalizedText(zh: "一份文档里有几个地名（还有“\(other)”）", en: "the document holds several names (also '\(other)')"))
    }
    var cells = [file: name, rest: form.rest.joined(separator: "\n")]
    for (label, value) in form.entries {
      let identity = NameForm.identity(label)
      let column = columns[identity] ?? labels.count + 2
      if columns[identity] == nil {
        columns[identity] = column
        labels.append(label)
      }
      cells[column] = value
    }
    rows.append((row, cells))
  }

  mutating func reject(_ reason: LocalizedText, _ name: String, row: Int) {
    rejected.append(RejectedRow(origin: Origin(source: 0, row: row), reason: reason, cells: [name]))
  }

  var batches: [RawBatch] {
    var batches: [RawBatch] = []
    for start in stride(from: 0, to: max(rows.count, 1), by: RawBatch.rowLimit) {
      var batch = RawBatch(columnCount: headers.count, hasGeometry: false)
      for row in rows[start..<min(start + RawBatch.rowLimit, rows.count)] {
        for column in headers.indices { batch.columns[column].append(row.cells[column] ?? "") }
        batch.rowNumbers.append(row.number)
      }
      if start == 0 { batch.rejected = rejected }
      batches.append(batch)
    }
    return batches
  }
}
