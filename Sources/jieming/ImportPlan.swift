import Delivery
import Intake
import Registry
import Workspace

/// What an import reads and how, for the user to see before it is kept.
struct ImportPlan {
  let summaries: [ReadSummary]
  /// By the index of the source.
  let tallies: [Int: ImportTally]
  /// What the workspace has already.
  let known: [Source]
  let language: Language

  var text: String { summaries.map(entry).joined(separator: "\n") }

  private func entry(_ summary: ReadSummary) -> String {
    let source = summary.source
    var lines = ["\(source.file)/\(source.layer)"]
    func add(_ zh: String, _ en: String, _ value: String) {
      guard !value.isEmpty else { return }
      lines.append("  " + say(zh + "：", en + ": ") + value)
    }
    if let reason = summary.skipped {
      add("不读", "passed over", reason[language])
      return lines.joined(separator: "\n") + "\n"
    }
    let tally = summary.index.flatMap { tallies[$0] } ?? ImportTally()
    add("数据类型", "kind", "\(source.kind.title[language]) (\(source.kind.rawValue))\(howKnown(summary))")
    add(
      "条数", "rows",
      say(
        "读取 \(source.readCount) · 导入 \(source.importedCount) · 未导入 \(source.rejectedCount)",
        "read \(source.readCount) · imported \(source.importedCount) · quarantined \(source.rejectedCount)"))
    add("编码", "encoding", ProvenanceText.encoding(source)[language])
    add("坐标系", "reference system", ProvenanceText.crs(source)[language])
    add("换算", "transformation", ProvenanceText.pipeline(source)[language])
    if known.contains(where: { $0.kind == source.kind && $0.tableKey == source.tableKey }) {
      add("替换", "replaces", say("工作库里的同名来源", "the source of that name in the workspace"))
    }
    lines.append("  " + say("列：", "columns:"))
    lines += source.headers.map(column(of: source))
    for (reason, rows) in tally.rejected { add("未导入", "quarantined", "\(rows) × \(reason[language])") }
    for remark in summary.remarks { add("提示", "note", remark[language]) }
    for note in tally.notes where note.code != .unmappedColumn && !note.code.isAmongRemarks {
      add("提示", "note", ImportNoteText.text(note.code, language) + note.detail)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func howKnown(_ summary: ReadSummary) -> String {
    if summary.kindIsGiven { return say("，已指定", ", as given") }
    return summary.kindIsGuessed
      ? say("，表头看不出，按图形推测", ", guessed from the geometry") : say("，由表头判断", ", by its headers")
  }

  private func column(of source: Source) -> (Source.Header) -> String {
    { header in
      let blank = header.allBlank ? say("（全空）", " (blank)") : ""
      guard let key = header.key else { return "    \(header.name) → " + say("属性", "attributes") + blank }
      let title = FieldCatalogue.standard.field(source.kind, FieldKey(rawValue: key))?.title
      return "    \(header.name) → \(key)" + (title.map { " \($0)" } ?? "") + blank
    }
  }

  private func say(_ zh: String, _ en: String) -> String { LocalizedText(zh: zh, en: en)[language] }
}

/// What was noticed in a source while it was read, counted.
struct ImportTally {
  struct Note {
    let code: ImportNote.Code
    var count = 0
    /// A few of the texts concerned.
    var values: [String] = []

    var detail: String {
      let values = values.joined(separator: "、")
      return (count > 1 ? " × \(count)" : "")
        + (values.isEmpty ? "" : "：\(values.split(whereSeparator: \.isNewline).joined(separator: " "))")
    }
  }

  private(set) var notes: [Note] = []
  private(set) var rejected: [(reason: LocalizedText, rows: Int)] = []

  mutating func count(_ note: ImportNote) {
    let index = notes.firstIndex { $0.code == note.code } ?? notes.count
    if index == notes.count { notes.append(Note(code: note.code)) }
    notes[index].count += 1
    let value = note.value.isEmpty ? note.field ?? "" : note.value
    if notes[index].values.count < 3, !value.isEmpty, !notes[index].values.contains(value) {
      notes[index].values.append(value)
    }
  }

  mutating func count(_ row: RejectedRow) {
    if let index = rejected.firstIndex(where: { $0.reason == row.reason }) {
      rejected[index].rows += 1
    } else if rejected.count < Self.reasonLimit {
      rejected.append((row.reason, 1))
    }
  }

  /// Reasons that quote the cell are as many as the rows.
  private static let reasonLimit = 20
}

/// Hands on what is read, and counts what a plan tells of it.
struct TallyingSink<Base: RecordSink>: RecordSink {
  var base: Base
  private(set) var tallies: [Int: ImportTally] = [:]

  init(_ base: Base) { self.base = base }

  mutating func begin(_ source: Source) throws -> Int {
    let index = try base.begin(source)
    tallies[index] = ImportTally()
    return index
  }

  mutating func add(_ records: RecordTable) throws { try base.add(records) }

  mutating func add(_ note: ImportNote) throws {
    tallies[note.source, default: ImportTally()].count(note)
    try base.add(note)
  }

  mutating func add(_ row: RejectedRow) throws {
    tallies[row.origin.source, default: ImportTally()].count(row)
    try base.add(row)
  }

  mutating func end(_ source: Source, at index: Int) throws { try base.end(source, at: index) }
}

extension TallyingSink<WorkspaceWriter> {
  /// See `WorkspaceWriter.wholly`: what is refused is not counted either.
  mutating func wholly<Result>(_ body: (inout Self) throws -> Result) throws -> Result {
    var (sink, writer) = (self, base)
    defer { base = writer }
    let result = try writer.wholly { writer in
      sink.base = writer
      defer { writer = sink.base }
      return try body(&sink)
    }
    tallies = sink.tallies
    return result
  }
}

/// Keeps nothing of what is read, but refuses what the workspace would refuse.
struct DryRunSink: RecordSink {
  /// The sources of the workspace, and those read by now.
  private(set) var known: [Source]
  private var count = 0

  init(known: [Source]) { self.known = known }

  mutating func begin(_ source: Source) throws -> Int {
    if let twin = known.first(where: { $0.hasSameContent(as: source) }) {
      throw WorkspaceError.sameContent(file: source.file, existing: twin.file)
    }
    known.append(source)
    count += 1
    return count - 1
  }

  mutating func add(_ records: RecordTable) {}
  mutating func add(_ note: ImportNote) {}
  mutating func add(_ row: RejectedRow) {}
  mutating func end(_ source: Source, at index: Int) {}
}
