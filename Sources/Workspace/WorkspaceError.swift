public import Registry

/// Why a workspace cannot be opened or written, with what to do next.
public enum WorkspaceError: Error, Equatable, CustomStringConvertible {
  /// There is no file of that name.
  case missing(path: String)
  /// The file is something else, and is left alone.
  case notAWorkspace(path: String, found: LocalizedText)
  /// A later version of Jieming wrote it.
  case newerSchema(path: String, found: Int, known: Int)
  /// The folder of the workspace is missing or cannot be written.
  case unusableFolder(path: String, reason: String)
  /// Another process of Jieming writes it; its process number where known.
  case beingWritten(path: String, process: Int32?)
  /// Another program, such as a GIS, has it open for editing.
  case openElsewhere(path: String)
  /// The same content was imported under another file name.
  case sameContent(file: String, existing: String)
  /// No source has that name.
  case unknownSource(name: String, known: [String])
  /// Corrections of rows that are not among the rejected rows of their source.
  case notRejected(source: String, rows: [Int])
  /// Another program has left a table without what Jieming needs of it.
  case damaged(path: String, table: String, missing: [String])
  /// The file system or SQLite failed; in its own words.
  case failed(path: String, reason: String)

  public var message: LocalizedText {
    switch self {
    case .missing(let path):
      LocalizedText(
        zh: "找不到工作库 \(path)。请检查文件名，或先用 jieming import 导入数据建立工作库。",
        en: "There is no workspace \(path). Check the name, or create it with jieming import.")
    case .notAWorkspace(let path, let found):
      LocalizedText(
        zh: "\(path) 不是界名工作库（\(found.zh)），未作任何改动。请换一个文件名，例如 workspace.gpkg。",
        en:
          "\(path) is not a Jieming workspace (\(found.en)) and was left alone. Choose another name, say workspace.gpkg."
      )
    case .newerSchema(let path, let found, let known):
      LocalizedText(
        zh: "\(path) 由更新版本的界名建立（结构版本 \(found)，本程序支持到 \(known)）。请升级界名后再打开。",
        en: "\(path) was written by a later Jieming (schema \(found), known up to \(known)). Update Jieming to open it."
      )
    case .unusableFolder(let path, let reason):
      LocalizedText(
        zh: "不能在文件夹 \(path) 中写入文件（\(reason)）。请检查文件夹是否存在、是否有写入权限。",
        en: "Cannot write into the folder \(path) (\(reason)). Check that it exists and that you may write there.")
    case .beingWritten(let path, let process):
      LocalizedText(
        zh: "\(path) 正由另一个界名进程写入\(process.map { "（进程号 \($0)）" } ?? "")。请等它结束后重试。",
        en:
          "Another Jieming process\(process.map { " (\($0))" } ?? "") is writing \(path). Try again when it has ended.")
    case .openElsewhere(let path):
      LocalizedText(
        zh: "\(path) 正被其他软件（如 QGIS）打开编辑。请先保存并关闭，然后重试。",
        en: "Another program, such as QGIS, has \(path) open. Save and close it there, then try again.")
    case .sameContent(let file, let existing):
      LocalizedText(
        zh: "\(file) 的内容与已导入的 \(existing) 完全相同。如需改用新文件名，请先用 jieming sources --remove 移除原来的来源。",
        en: "\(file) has the same content as \(existing), already imported. To use the new name, take the "
          + "old one out first with jieming sources --remove.")
    case .unknownSource(let name, let known):
      LocalizedText(
        zh: "工作库中没有名为 \(name) 的来源。现有来源：\(known.joined(separator: "、"))。",
        en: "The workspace has no source named \(name). It has: \(known.joined(separator: ", ")).")
    case .notRejected(let source, let rows):
      LocalizedText(
        zh: "\(source) 的第 \(Self.list(rows, "、")) 行不在未导入的行中。请保留导出时的“原行号”，或重新运行 jieming rejected 导出。",
        en: "Rows \(Self.list(rows, ", ")) of \(source) are not among its rejected rows. Keep the row numbers as they "
          + "were exported, or export again with jieming rejected.")
    case .damaged(let path, let table, let missing):
      LocalizedText(
        zh: "\(path) 的表 \(table) 缺少 \(missing.joined(separator: "、")) 列，可能被其他软件改过。请用备份，或重新导入原始文件建立新的工作库。",
        en: "Table \(table) of \(path) lacks \(missing.joined(separator: ", ")); another program may have changed it. "
          + "Take a backup, or make a new workspace from the original files.")
    case .failed(let path, let reason):
      LocalizedText(
        zh: "读写 \(path) 时出错：\(reason)。请检查磁盘空间和文件是否完好，然后重试。",
        en: "Reading or writing \(path) failed: \(reason). Check the disk space and the file, then try again.")
    }
  }

  private static func list(_ rows: [Int], _ mark: String) -> String {
    rows.prefix(10).map(String.init).joined(separator: mark) + (rows.count > 10 ? "…" : "")
  }

  public var description: String { message.en }
}
