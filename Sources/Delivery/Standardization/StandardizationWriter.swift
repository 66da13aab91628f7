internal import Dispatch
public import Registry
internal import Synchronization

/// Writes the outputs of the place-name standardization run (地名标准化成果) into one folder.
public struct StandardizationWriter: Sendable {
  public struct Options: Sendable {
    /// Names given on or after this day are new.
    public var newSince: CalendarDate?
    /// For whom the list of standard names is made; the other lists are internal.
    public var profile = NameProfile.internal
    public var score: ScoreTable
    public var sample: SamplePlan?
    public var writesNotice = false
    public var language = Language.zh
    /// Replaces also what Jieming did not write, and lists that were filled in.
    public var force = false
    /// How files name the program.
    public var generator: String
    public var toolVersion: String

    public init(score: ScoreTable, generator: String, toolVersion: String) {
      (self.score, self.generator, self.toolVersion) = (score, generator, toolVersion)
    }
  }

  /// A file that was written, and how much is in it.
  public struct Outcome: Sendable {
    public let file: String
    public let content: LocalizedText
  }

  private enum File: String, CaseIterable {
    case rectification = "清理整治清单.xlsx"
    case duplicates = "重名同音清单.xlsx"
    case romanisations = "罗马字母拼写勘误.xlsx"
    case standardNames = "标准地名录.xlsx"
    case standardNamesCSV = "标准地名录.csv"
    case historicNames = "历史地名保护名录候选.xlsx"
    case suspectsMap = "疑似不规范地名.geojson"
    case score = "验收评分.xlsx"
    case scoreJSON = "验收评分.json"
    case notice = "地名备案公告.xlsx"
    case sample = "抽样检查表.xlsx"
  }

  /// The names of all files that it may write.
  public static let fileNames = File.allCases.map(\.rawValue)

  private let findings: NameFindings
  private let options: Options

  public init(_ result: CheckResult, _ options: Options) {
    self.options = options
    findings = NameFindings(result, language: options.language, newSince: options.newSince)
  }

  private var files: [File] {
    File.allCases.filter { file in
      switch file {
      case .notice: options.writesNotice
      case .sample: options.sample != nil
      default: true
      }
    }
  }

  /// Fails where a folder has a file of ours by name that we did not write, or that people have filled in.
  public static func refuseForeignFiles(in folder: String) throws(OutputError) {
    for name in fileNames { try OutputFile.refuseForeign("\(folder)/\(name)") }
  }

  /// Takes away what an earlier run wrote and nobody has filled in.
  public static func removeOwnFiles(in folder: String) throws(OutputError) {
    for name in fileNames { try OutputFile.removeOwn("\(folder)/\(name)") }
  }

  /// Writes the files. The field sheets and the announcement of an earlier run, which people may have in hand, stay.
  ///
  /// - Parameter folder: which exists.
  public func write(to folder: String) throws -> [Outcome] {
    let files = files
    let lists = SharedLists(findings, options)
    let results = Mutex<[File: Result<Outcome, any Error>]>([:])
    // The workbook of all names takes longest: the others are written beside it.
    let order = files.filter { $0 == .standardNames } + files.filter { $0 != .standardNames }
    DispatchQueue.concurrentPerform(iterations: order.count) { index in
      let file = order[index]
      let result = Result { try write(file, lists, in: folder) }
      results.withLock { $0[file] = result }
    }
    let written = results.withLock { $0 }
    return try files.compactMap { try written[$0]?.get() }
  }

  private func write(_ file: File, _ lists: SharedLists, in folder: String) throws -> Outcome {
    let output = try OutputFile(path: "\(folder)/\(file.rawValue)", force: options.force)
    let content = try write(file, lists, to: output)
    try output.commit()
    return Outcome(file: file.rawValue, content: content)
  }

  /// Lists that several files are made of.
  private struct SharedLists {
    let duplicates: DuplicateList
    let rectification: RectificationList
    let standardNames: StandardNameList
    let score: AcceptanceScore

    init(_ findings: NameFindings, _ options: Options) {
      duplicates = DuplicateList(findings)
      rectification = RectificationList(findings, newestRows: duplicates.newestRows)
      standardNames = StandardNameList(findings, profile: options.profile)
      score = AcceptanceScore(findings, options.score)
    }
  }

  private func write(_ file: File, _ lists: SharedLists, to output: OutputFile) throws -> LocalizedText {
    let path = output.temporaryPath
    switch file {
    case .rectification:
      try lists.rectification.write(to: path)
      return Self.count(lists.rectification.count, "条疑似", "suspects")
    case .suspectsMap:
      let result = lists.rectification.result
      try output.write(
        FindingsGeoJSON.render(result, generator: options.generator, language: options.language))
      return Self.count(result.findings.count, "个图形对象", "features")
    case .duplicates:
      try lists.duplicates.write(to: path)
      return Self.count(lists.duplicates.count, "组", "groups")
    case .romanisations:
      let list = RomanisationList(findings)
      try list.write(to: path)
      return Self.count(list.count, "个地名", "names")
    case .standardNames:
      try lists.standardNames.write(to: path)
      return Self.count(lists.standardNames.count, "条", "names")
    case .standardNamesCSV:
      var sink: any OutputSink = output
      try lists.standardNames.writeCSV(to: &sink)
      return Self.count(lists.standardNames.count, "条", "names")
    case .historicNames:
      let list = HistoricNameList(findings)
      try list.write(to: path)
      return Self.count(list.count, "条候选", "candidates")
    case .score:
      try ScoreTables(score: lists.score).write(to: path)
      return scoreText(lists.score)
    case .scoreJSON:
      try output.write(ScoreTables(score: lists.score).json(toolVersion: options.toolVersion))
      return scoreText(lists.score)
    case .notice:
      let list = NoticeList(findings)
      try list.write(to: path)
      return LocalizedText(
        zh: "\(list.count) 条，\(list.faultCount) 条有缺项", en: "\(list.count) names, \(list.faultCount) incomplete")
    case .sample:
      guard let plan = options.sample else { return LocalizedText(zh: "", en: "") }
      let sample = NameSample(findings, plan)
      try sample.write(to: path)
      return Self.count(sample.rows.count, "条", "names")
    }
  }

  private func scoreText(_ score: AcceptanceScore) -> LocalizedText {
    let all = ReportTable.Cell.number(score.lines.first?.score ?? 0, decimals: 2)
    return options.score.isProposal
      ? LocalizedText(zh: "\(all.text(.zh)) 分（建议分值，非官方）", en: "\(all.text(.en)) points (proposed table, not official)")
      : LocalizedText(zh: "\(all.text(.zh)) 分", en: "\(all.text(.en)) points")
  }

  private static func count(_ count: Int, _ zh: String, _ en: String) -> LocalizedText {
    let number = ReportTable.Cell.count(count)
    return LocalizedText(zh: "\(number.text(.zh)) \(zh)", en: "\(number.text(.en)) \(en)")
  }
}
