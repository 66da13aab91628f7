import Analysis
import ArgumentParser
import Delivery
import Foundation
import Registry
import Rules

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff",
    abstract: "对比新旧两套数据，列出区划和地名的变更。Compares two sets of data: changes of divisions and place names.",
    discussion: """
      两边都有的数据类型才对比：行政区划 (division) 和地名 (place_name)。
      区划：两边都有图形时还对比界线和面积；文件夹或工作库里有人口表时核对人口，有地名、界桩时列出随界线变动的地名和界桩。
      地名：新增、删除、更名、位移、类别和代码变更、停用，其他栏目的变化数，保护名录地名的更名、删除和停用；xlsx 和 json 另有更新日志。
      两边读取选项不同时，先用 import 各建一个工作库。
      What both sides have is compared: divisions and place names. Divisions with polygons on both sides also by borders and \
      areas; population tables are summed up; place names and markers in territory that changed hands are listed. Place \
      names: added, removed, renamed, moved, re-classified, re-coded, out of use, other columns counted, protected names; \
      xlsx and json have an update log. Where the sides need different input options, import each into a workspace first.
      """)

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, xlsx
  }

  @Argument(help: "旧数据：工作库、文件夹或文件 old data: workspace, folder or file, [KIND=]FILE")
  var old: String

  @Argument(help: "新数据 new data")
  var new: String

  @OptionGroup var input: InputOptions

  @Option(help: "只对比此区划代码范围内的单位，如 500151 units within this division only")
  var within: String?

  @Option(
    name: .customLong("min-area"), help: "小于此面积（平方米）的变动归入零星出入 smaller pieces (m²) are only summed up")
  var minimumArea = 1000.0

  @Option(
    name: .customLong("moved-over"), help: "地名位移超过此数（米）才列出 places that moved farther (m) are listed")
  var movedOver = 50.0

  @Option(help: "没有相同标识的地名，相距不超过此数（米）的可算同一地 places without common id match up to this distance (m)")
  var near = 50.0

  @OptionGroup var context: ContextOptions

  @Option(help: "输出格式 format: text, json, xlsx")
  var format: Format = .text

  @Option(
    name: .shortAndLong,
    help: "输出文件；xlsx 也可以是文件夹 output file, for xlsx also a folder [标准输出 standard output]")
  var output: String?

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    try checkUsage()
    let settings = try context.readSettings()
    let asOf = try context.date() ?? CalendarDate.current()
    let olds = try Targets([old], input, accuracyMetres: settings.accuracyMetres)
    Console.note(olds.summaries)
    let news = try Targets([new], input, accuracyMetres: settings.accuracyMetres)
    Console.note(news.summaries)
    let comparison = DatasetComparison(
      old: olds.dataset, new: news.dataset, asOf: asOf, within: within, minimumAreaSquareMetres: minimumArea,
      movedOverMetres: movedOver, nearMetres: near)
    let tables = try comparison.tables(withLog: format != .text)
    let output = FileOutput(path: outputPath(comparison.title), force: force)
    switch format {
    case .text:
      try output.writeText(tables.map { $0.text(context.lang) }.joined(separator: "\n"))
    case .json:
      try output.write(
        ReportTable.json(
          tables, schema: TablesSchema.diff.name, asOf: asOf, toolVersion: Jieming.version, language: context.lang))
    case .xlsx:
      try output.writeFile { path in
        try TablesWorkbook.write(tables, title: comparison.title, asOf: asOf, language: context.lang, to: path)
      }
    }
    try Failure.report(olds.refused + news.refused)
  }

  /// What is wrong on the command line is told before anything is read.
  private func checkUsage() throws {
    try FileOutput(path: output, force: force).requireFile(forWorkbook: format == .xlsx)
    guard minimumArea.isFinite, minimumArea >= 0 else {
      throw Failure(.usage, zh: "--min-area 应为不小于 0 的平方米数", en: "--min-area takes square metres, 0 or more")
    }
    for (option, metres) in [("--moved-over", movedOver), ("--near", near)] {
      guard metres.isFinite, (0...100_000).contains(metres) else {
        throw Failure(.usage, zh: "\(option) 应为 0 到 100000 的米数", en: "\(option) takes metres, 0 to 100000")
      }
    }
    if let within { try Settings(district: within).checkDistrict() }
  }

  /// A workbook in a folder is named after what it holds.
  private func outputPath(_ title: String) -> String? {
    guard format == .xlsx, let output, URL(filePath: output).hasDirectoryPath || isFolder(output) else { return output }
    return URL(filePath: output).appending(path: title + ".xlsx").path
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }
}

/// Two sets of data; the kinds that both have decide what is compared.
struct DatasetComparison {
  let old: Dataset
  let new: Dataset
  let asOf: CalendarDate
  let within: String?
  let minimumAreaSquareMetres: Double
  let movedOverMetres: Double
  let nearMetres: Double

  /// The kinds that can be compared.
  private static let comparable: [RecordKind] = [.division, .placeName]

  private var kinds: [RecordKind] {
    Self.comparable.filter { !old[$0].origins.isEmpty && !new[$0].origins.isEmpty }
  }

  /// What a workbook of the tables is called.
  var title: String {
    switch kinds {
    case [.placeName]: "地名变更对照表"
    case [.division]: "行政区划变更对照表"
    default: "变更对照表"
    }
  }

  /// - Parameter withLog: also the update log of place names, which says the same in another form.
  func tables(withLog: Bool) throws -> [ReportTable] {
    try checkKinds()
    let code = within.map(DivisionKey.unpadded)
    var tables: [ReportTable] = []
    if kinds.contains(.division) { tables += try divisionTables(within: code, minimumAreaSquareMetres) }
    if kinds.contains(.placeName) { tables += try nameTables(within: code, withLog: withLog) }
    return tables
  }

  /// - Throws: `Failure` when nothing can be compared, naming what either side has.
  private func checkKinds() throws {
    guard kinds.isEmpty else { return }
    func described(_ dataset: Dataset) -> (zh: String, en: String) {
      let kinds = dataset.kinds.filter { !dataset[$0].origins.isEmpty }
      guard !kinds.isEmpty else { return ("没有数据", "nothing") }
      return (kinds.map(\.title.zh).joined(separator: "、"), kinds.map(\.rawValue).joined(separator: ", "))
    }
    let (olds, news) = (described(old), described(new))
    throw Failure(
      .input,
      zh: "没有可以对比的数据：两边都要有行政区划（division）或地名（place_name）。旧数据有：\(olds.zh)；新数据有：\(news.zh)。"
        + "类型认错时写成 division=文件 或 place_name=文件。",
      en:
        "nothing can be compared: both sides need divisions or place names. Old data: \(olds.en); new data: \(news.en). "
        + "Write division=FILE or place_name=FILE where the kind was not recognised.")
  }

  /// - Throws: `Failure` when `--within` leaves nothing of a side.
  private func checkWithin(_ code: String?, _ isEmpty: (old: Bool, new: Bool), _ what: (zh: String, en: String)) throws
  {
    guard let code, isEmpty.old || isEmpty.new else { return }
    throw Failure(
      .input, zh: "\(isEmpty.old ? "旧" : "新")数据里没有 \(code) 范围内的\(what.zh)，请检查 --within",
      en: "the \(isEmpty.old ? "old" : "new") data has no \(what.en) within \(code); check --within")
  }

  private func nameTables(within code: String?, withLog: Bool) throws -> [ReportTable] {
    let sets = (NameSet(old[.placeName], within: code), NameSet(new[.placeName], within: code))
    try checkWithin(code, (sets.0.rows.isEmpty, sets.1.rows.isEmpty), ("地名", "place names"))
    let comparison = NameComparison(
      sets.0, sets.1, movedOverMetres: movedOverMetres, nearMetres: nearMetres)
    let report = NameChangeTables(comparison)
    var tables = [report.changes]
    if !comparison.fields.isEmpty { tables.append(report.fields) }
    if comparison.changes.contains(where: \.concernsProtectedName) { tables.append(report.protectedNames) }
    if withLog { tables.append(report.updateLog) }
    return tables
  }

  private func divisionTables(within code: String?, _ minimumArea: Double) throws -> [ReportTable] {
    let sets = try (DivisionSet(old[.division], within: code), DivisionSet(new[.division], within: code))
    try checkWithin(code, (sets.0.units.isEmpty, sets.1.units.isEmpty), ("单位", "units"))
    let people = (population(in: old, of: sets.0), population(in: new, of: sets.1))
    let comparison = try DivisionComparison(
      sets.0, sets.1, minimumAreaSquareMetres: minimumArea, oldPopulation: people.0, newPopulation: people.1)
    let report = DivisionChangeTables(comparison, minimumAreaSquareMetres: minimumArea)
    var tables = [report.changes]
    if comparison.comparesAreas { tables.append(report.exchanges) }
    if comparison.comparesAreas || people.0 != nil || people.1 != nil {
      tables.append(report.balance(years: (people.0?.years, people.1?.years)))
    }
    if comparison.comparesAreas {
      let kinds = [RecordKind.placeName, .boundaryMarker].map(table).filter { $0.count > 0 }
      let affected = try kinds.flatMap { table in try comparison.affected(table).map { (record: $0, table: table) } }
      if !kinds.isEmpty { tables.append(report.affected(affected)) }
    }
    return tables
  }

  private func population(in dataset: Dataset, of set: DivisionSet) -> UnitPopulation? {
    let table = dataset[.population]
    return table.count == 0 ? nil : UnitPopulation(table, of: set, asOf: asOf)
  }

  /// The records of a kind in the new data, else in the old.
  private func table(_ kind: RecordKind) -> RecordTable { new[kind].count > 0 ? new[kind] : old[kind] }
}
