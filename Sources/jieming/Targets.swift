import Delivery
import Foundation
import Intake
import Registry
import Texts
import Workspace

/// What `TARGET…` names, read into memory.
struct Targets {
  let dataset: Dataset
  let summaries: [ReadSummary]
  /// What could not be read in a folder.
  let refused: [Failure]
  /// What the workspace remembers; empty for plain files.
  let context: WorkspaceContext

  /// A workspace, a folder, or files as `[KIND=]FILE`.
  ///
  /// - Throws: what the first unreadable file says; in a folder the readable files go in and the list of the others is
  ///   printed.
  init(_ targets: [String], _ options: InputOptions, accuracyMetres: Double? = nil) throws {
    if targets.count == 1, Workspace.isWorkspace(targets[0]) {
      let workspace = try Workspace.open(targets[0])
      dataset = try workspace.dataset()
      context = try WorkspaceContext(workspace)
      (summaries, refused) = ([], [])
      return
    }
    var dataset = Dataset()
    var reader = FileReader()
    try reader.read(targets, options, accuracyMetres: accuracyMetres) { request in
      // On its own: of a file that is refused half-way nothing stays.
      var file = Dataset()
      let summaries = try Intake.read(request, into: &file)
      dataset.append(contentsOf: file)
      return summaries
    }
    self.dataset = dataset
    summaries = reader.summaries
    refused = reader.refused
    context = WorkspaceContext()
  }
}

extension Targets {
  /// Fails when a folder held files that could not be read.
  func reportRefused() throws { try Failure.report(refused) }
}

/// Reads files and folders and keeps what is to be told of each.
struct FileReader {
  /// Reads one file to where its records go.
  typealias ReadFile = (InputRequest) throws -> [ReadSummary]

  private(set) var summaries: [ReadSummary] = []
  /// By what request each source was read.
  private(set) var requests: [(source: Source, request: InputRequest)] = []
  /// What could not be read in a folder.
  private(set) var refused: [Failure] = []
  /// Where each source came from, by what a workspace knows it by.
  private var paths: [SourceName: String] = [:]
  /// Nothing of what is read is meant for the public.
  var isInternal = false
  /// Whether there are rejected rows that corrected ones can take the place of.
  var correctsRows = false
  /// What became of corrected rows.
  private(set) var corrections: [CorrectedRows] = []
  /// Files with corrected rows, which are read when the sources that they belong to have been.
  private var deferred: [(request: InputRequest, isOneOfMany: Bool)] = []
  private var mappingIsUsed = false

  init(isInternal: Bool = false, correctsRows: Bool = false) {
    (self.isInternal, self.correctsRows) = (isInternal, correctsRows)
  }

  var isWithoutRecords: Bool {
    summaries.allSatisfy { $0.source.importedCount == 0 } && corrections.isEmpty
  }

  /// The residuals of fits that have been told.
  private var toldFits: Set<String> = []

  private struct SourceName: Hashable {
    let kind: RecordKind
    let table: String
  }

  mutating func read(
    _ targets: [String], _ options: InputOptions, accuracyMetres: Double?, _ readFile: ReadFile
  ) throws {
    for target in targets {
      var isFolder: ObjCBool = false
      if FileManager.default.fileExists(atPath: target, isDirectory: &isFolder), isFolder.boolValue,
        !target.hasSuffix(".gdb")
      {
        try readFolder(target, options, accuracyMetres: accuracyMetres, readFile)
      } else {
        try read([options.request(target, accuracyMetres: accuracyMetres)], readFile)
      }
    }
    if let mapping = options.mapping, !mappingIsUsed {
      throw Failure(
        .usage, zh: "映射文件“\(mapping)”里没有要读的文件；请检查其中的 file。",
        en: "the mapping “\(mapping)” says nothing of the files to read; check what it has as file")
    }
  }

  mutating func read(_ requests: [InputRequest], _ readFile: ReadFile) throws {
    for request in requests { try read(request, isOneOfMany: false, readFile) }
  }

  private mutating func read(_ request: InputRequest, isOneOfMany: Bool, _ readFile: ReadFile) throws {
    do {
      guard !Workspace.isWorkspace(request.path) else {
        throw Failure(
          .input, zh: "“\(request.path)”是界名工作库，不是原始数据。请单独指定它，或改用导入它时的原始文件。",
          en:
            "“\(request.path)” is a Jieming workspace, not source data. Name it alone, or give the files it was made of."
        )
      }
      var request = request
      if isInternal { request.isInternal = true }
      mappingIsUsed = mappingIsUsed || request.mapping?.concerns(request) ?? false
      if case .fitted(let fit) = request.datumChange, toldFits.insert(fit.report).inserted { Console.note(fit.report) }
      let read = try readFile(request)
      for summary in read where summary.index != nil { try remember(summary.source, from: request.path) }
      summaries += read
      self.requests += read.filter { $0.index != nil }.map { ($0.source, request) }
    } catch let error as IntakeError where error.problem == .correctedRows && correctsRows {
      deferred.append((request, isOneOfMany))
    }
  }

  /// Reads the files with corrected rows.
  mutating func correct(_ readCorrections: (InputRequest) throws -> [CorrectedRows]) throws {
    for (request, isOneOfMany) in deferred {
      do { corrections += try readCorrections(request) } catch  where isOneOfMany {
        guard error is IntakeError || error is WorkspaceError else { throw error }
        refused.append(Failure(error))
      }
    }
    deferred = []
  }

  /// Puts corrected rows into the places of the rejected ones.
  mutating func correct(in writer: inout WorkspaceWriter) throws {
    try correct { request in
      let parts = try Intake.readCorrections(request, of: writer.allSources)
      let file = URL(filePath: request.path).lastPathComponent
      for part in parts { try writer.correct(part.rows, of: part.source, with: part.result, from: file) }
      return parts
    }
  }

  /// Of two files of one name the second would replace the records of the first.
  private mutating func remember(_ source: Source, from path: String) throws {
    let name = SourceName(kind: source.kind, table: source.tableKey)
    if let earlier = paths[name], URL(filePath: earlier).standardized != URL(filePath: path).standardized {
      throw Failure(
        .input, zh: "“\(earlier)”和“\(path)”同名，后一个会替换前一个的记录。请给其中一个改名（如加上镇街名）后再导入。",
        en:
          "“\(earlier)” and “\(path)” have one name, and the second would replace the records of the first. Rename one of "
          + "them, by its town for example.")
    }
    paths[name] = path
  }

  /// Reads what can be read; the others are listed in `refused`.
  mutating func readEach(_ requests: [InputRequest], _ readFile: ReadFile) throws {
    for request in requests {
      do {
        try read(request, isOneOfMany: true, readFile)
      } catch let error as IntakeError {
        refused.append(Failure(error))
      } catch let error as WorkspaceError {
        guard case .sameContent = error else { throw error }
        refused.append(Failure(error))
      }
    }
    guard requests.isEmpty || refused.count < requests.count else { throw refused[0] }
  }

  /// The data files of a folder: not its workspaces, nor what an earlier run wrote there.
  static func inputs(inFolder folder: String) throws -> [String] {
    let files = try Intake.inputs(inFolder: folder) { path in
      let why =
        if path.hasSuffix("/") {
          "下级文件夹里的数据没有读取，需要时请单独指定 (sub-folder, not entered)"
        } else if path.unicodeScalars.contains("\u{FFFD}") {
          "文件名不是 UTF-8 编码，打不开，跳过；请改名后再导入 (its name is not UTF-8: rename it; passed over)"
        } else {
          "不是能读取的数据文件，跳过 (no format that is read, passed over)"
        }
      Console.note("\(VisibleText.of(path))：\(why)")
    }
    return files.filter { path in
      let name = URL(filePath: path).lastPathComponent
      let isResult =
        Workspace.isWorkspace(path)
        || RunOutputs.tables.contains(name) && (OutputFile.isOwn(path) || OutputFile.isFilledIn(path))
      if isResult { Console.note("\(VisibleText.of(path))：界名自己写出的文件，跳过 (written by jieming, passed over)") }
      return !isResult
    }
  }

  private mutating func readFolder(
    _ folder: String, _ options: InputOptions, accuracyMetres: Double?, _ readFile: ReadFile
  ) throws {
    let points = options.datum.commonPoints.map { URL(filePath: $0).standardizedFileURL }
    let files = try Self.inputs(inFolder: folder).filter { URL(filePath: $0).standardizedFileURL != points }
    guard !files.isEmpty else {
      throw Failure(.input, zh: "文件夹“\(folder)”里没有可以读取的数据文件", en: "there is no data file in “\(folder)”")
    }
    let requests = try files.map { file in
      var request = try options.request(file, accuracyMetres: accuracyMetres)
      request.givenPath = InputRequest(path: file, inFolder: folder).givenPath
      return request
    }
    try readEach(requests, readFile)
  }
}
