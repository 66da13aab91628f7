import Delivery
import Foundation
import Intake
import Registry
import Texts

/// What goes to the terminal.
enum Console {
  static var standardOutputIsTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// Writes to standard output; the process ends where that is not possible (a full disk, a closed stream).
  static func write(_ bytes: [UInt8]) {
    do { try bytes.withUnsafeBytes { try StandardOutput().write($0) } } catch { Failure(error).exit() }
  }

  static func print(_ line: String) { write(Array((line + "\n").utf8)) }

  /// Lines whose names and values come from files: none can steer the terminal, or be taken for two.
  static func lines(_ lines: [String]) -> String { lines.map(VisibleText.of).joined(separator: "\n") }

  /// What was read, one line a source, to standard output.
  static func print(_ summaries: [ReadSummary]) {
    for summary in summaries { print(text(summary)) }
  }

  /// Tells something beside the data, on standard error; nobody need be listening there.
  static func note(_ line: String) {
    var line = line + "\n"
    line.withUTF8 { bytes in _ = Glibc.write(STDERR_FILENO, bytes.baseAddress, bytes.count) }
  }

  /// What was read, to standard error: standard output carries the data.
  static func note(_ summaries: [ReadSummary]) {
    for summary in summaries { note(text(summary)) }
  }

  /// Tells of records that an output in WGS 84 has no position for.
  static func noteKeptDatum(of kind: RecordKind, in dataset: Dataset) {
    let count = dataset[kind].origins.count { dataset.sources[$0.source].keepsDatum }
    guard count > 0 else { return }
    note(
      "  其中 \(NumberText.grouped(count)) 条保留原基准，没有 WGS 84 位置，原坐标在属性中 "
        + "(\(NumberText.grouped(count)) without WGS 84 position: their datum is kept, see source_crs)")
  }

  /// What became of corrected rows, one line a source.
  static func print(_ corrections: [CorrectedRows]) {
    for correction in corrections {
      let (corrected, left) = (correction.result[correction.source.kind].count, correction.result.rejected.count)
      print(
        "\(VisibleText.of(correction.source.tableKey))：更正 \(corrected) 行 · 仍未导入 \(left) 行 "
          + "(corrected \(corrected) · still quarantined \(left))")
    }
  }

  /// Asks a question; anything but a yes is a no.
  static func confirm(_ question: String) -> Bool {
    write(Array("\(question) [y/N] ".utf8))
    let answer = (readLine() ?? "").trimmingCharacters(in: .whitespaces).lowercased()
    return ["y", "yes", "是"].contains(answer)
  }

  private static func text(_ summary: ReadSummary) -> String {
    let source = summary.source
    if let skipped = summary.skipped { return lines(["\(source.file)/\(source.layer)：\(skipped.zh) (\(skipped.en))"]) }
    let counts = [source.readCount, source.importedCount, source.rejectedCount].map(NumberText.grouped)
    var text = [
      "\(source.file)/\(source.layer) → \(source.kind.rawValue) \(source.kind.title.zh)："
        + "读取 \(counts[0]) · 导入 \(counts[1]) · 未导入 \(counts[2])"
        + " (read \(counts[0]) · imported \(counts[1]) · quarantined \(counts[2]))"
    ]
    if summary.kindIsGuessed { text.append(guess(source)) }
    if source.keepsDatum { text.append("  保留原基准 \(source.crsLabel)，没有换算，不参加要用位置的检查 (datum kept, no positions)") }
    text += summary.remarks.map { "  \($0.zh) (\($0.en))" }
    return lines(text)
  }

  /// The headers told nothing: what they are, and how to say better.
  private static func guess(_ source: Source) -> String {
    let headers = source.headers.prefix(5).map(\.name).joined(separator: "、")
    return "  表头（\(headers)）看不出数据类型，按图形当作\(source.kind.title.zh)读入；可用 --kind 和 --field 指明"
      + " (no header tells the kind; taken from the geometry, see --kind and --field)"
  }
}
