public import Registry

/// Reads `waivers.csv`: reviewers' verdicts by finding id.
public enum WaiverFile {
  /// - Throws: `IntakeError` when the file cannot be read or lacks the column `id`.
  public static func read(_ path: String) throws -> [Waiver] {
    let layer = try CSVReader.layer(path: path, encoding: nil, explicitHeaders: ["id"])
    func column(_ name: String) -> Int? { layer.headers.firstIndex { $0.lowercased() == name } }
    guard let id = column("id") else {
      throw IntakeError(.missingColumn(present: layer.headers, nearest: nil), file: path, column: "id")
    }
    let others = ["verdict", "reason", "author", "date", "expires"].map(column)
    var waivers: [Waiver] = []
    while let batch = try layer.next() {
      for row in batch.rowNumbers.indices where !batch.columns[id].isBlank(row) {
        let texts = others.map { $0.map { batch.columns[$0].trimmed(row) } ?? "" }
        let expires = CalendarDate(parsing: texts[4])
        if expires == nil, !texts[4].isEmpty {
          throw unreadableDate(texts[4], file: path, row: batch.rowNumbers[row])
        }
        waivers.append(
          Waiver(
            id: batch.columns[id].trimmed(row), verdict: texts[0], reason: texts[1], author: texts[2], date: texts[3],
            expires: expires))
      }
    }
    return waivers
  }

  /// A verdict with a date that cannot be read would otherwise never expire.
  private static func unreadableDate(_ text: String, file: String, row: Int) -> IntakeError {
    IntakeError(
      .malformed(
        reason: LocalizedText(zh: "不是日期", en: "is no date"),
        next: LocalizedText(zh: "请写成 2026-12-31 的形式", en: "Write it as 2026-12-31")),
      file: file, row: row, column: "expires", value: text)
  }
}
