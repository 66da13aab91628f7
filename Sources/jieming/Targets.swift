import Delivery
import Foundation
import Intake
import Registry
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
  /// What could not be read in a folder.
  private(set) var refused: [Failure] = []
  /// Where each source came from, by what a workspace knows it by.
  private var paths: [SourceName: String] = [:]

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
  }

  mutating func read(_ requests: [InputRequest], _ readFile: ReadFile) throws {
    for request in requests {
      guard !Workspace.isWorkspace(request.path) else {
        throw Failure(
          .input, zh: "“\(request.path)”是界名工作库，不是原始数据。请单独指定它，或改用导入它时的原始文件。",
          en:
            "“\(request.path)” is a Jieming workspace, not source data. Name it alone, or give the files it was made of."
        )
      }
      let read = try readFile(request)
      for summary in read where summary.index != nil { try remember(summary.source, from: request.path) }
      summaries += read
    }
  }

  /// Of two files of one name the second would replace the records of the first.
  private mutating func remember(_ source: Source, from path: String) throws {
    let name = SourceName(kind: source.kind, table: source.tableKey)
    if let earlier = paths[name], earlier != path {
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
        try read([request], readFile)
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
      Console.note("\(path)：不是能读取的数据文件，跳过 (no format that is read, passed over)")
    }
    return files.filter { path in
      let name = URL(filePath: path).lastPathComponent
      let isResult =
        Workspace.isWorkspace(path) || RunOutputs.tables.contains(name) && OutputFile.isOwn(path)
      if isResult { Console.note("\(path)：界名自己写出的文件，跳过 (written by jieming, passed over)") }
      return !isResult
    }
  }

  private mutating func readFolder(
    _ folder: String, _ options: InputOptions, accuracyMetres: Double?, _ readFile: ReadFile
  ) throws {
    let files = try Self.inputs(inFolder: folder)
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
