import Analysis
import ArgumentParser
import Delivery
import Foundation
import Registry
import Rules

struct DiffCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "对比新旧两套数据，列出区划变更。Compares two sets of data: changes of divisions.",
    discussion: """
      两边都有的数据类型才对比，目前只有行政区划 (division)；两边都有图形时还对比界线和面积。文件夹或工作库里有人口表时核对人口，有地名、界桩时列出随界线变动的地名和界桩。两边读取选项不同时，先用 import 各建一个工作库。
      What both sides have is compared, for now divisions; with polygons on both sides also borders and areas. Population \
      tables in a folder or workspace are summed up; place names and markers in territory that changed hands are listed. \
      Where the sides need different input options, import each into a workspace first.
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

  @OptionGroup var context: ContextOptions

  @Option(help: "输出格式 format: text, json, xlsx")
  var format: Format = .text

  @Option(name: .shortAndLong, help: "输出文件 output file [标准输出 standard output]")
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
    let tables = try DatasetComparison(old: olds.dataset, new: news.dataset, asOf: asOf)
      .tables(within: within, minimumAreaSquareMetres: minimumArea)
    let output = FileOutput(path: output, force: force)
    switch format {
    case .text:
      try output.writeText(tables.map { $0.text(context.lang) }.joined(separator: "\n"))
    case .json:
      try output.write(
        ReportTable.json(
          tables, schema: "jieming.diff/1", asOf: asOf, toolVersion: Jieming.version, language: context.lang))
    case .xlsx:
      try output.writeFile { path in
        try TablesWorkbook.write(tables, title: "变更对照", asOf: asOf, language: context.lang, to: path)
      }
    }
    try Failure.report(olds.refused + news.refused)
  }

  /// What is wrong on the command line is told before anything is read.
  private func checkUsage() throws {
    if format == .xlsx, output == nil {
      throw Failure(.usage, zh: "xlsx 格式要用 --output 指定文件", en: "format xlsx needs --output FILE")
    }
    guard minimumArea.isFinite, minimumArea >= 0 else {
      throw Failure(.usage, zh: "--min-area 应为不小于 0 的平方米数", en: "--min-area takes square metres, 0 or more")
    }
    if let within { try Settings(district: within).checkDistrict() }
  }
}

/// Two sets of data; the kinds that both have decide what is compared.
struct DatasetComparison {
  let old: Dataset
  let new: Dataset
  let asOf: CalendarDate

  /// The kinds that can be compared.
  private static let comparable: [RecordKind] = [.division]

  func tables(within code: String?, minimumAreaSquareMetres: Double) throws -> [ReportTable] {
    try checkKinds()
    return try divisionTables(within: code, minimumAreaSquareMetres)
  }

  /// - Throws: `Failure` when nothing can be compared, naming what either side has.
  private func checkKinds() throws {
    guard !Self.comparable.contains(where: { !old[$0].origins.isEmpty && !new[$0].origins.isEmpty }) else { return }
    func kinds(_ dataset: Dataset) -> (zh: String, en: String) {
      let kinds = dataset.kinds.filter { !dataset[$0].origins.isEmpty }
      guard !kinds.isEmpty else { return ("没有数据", "nothing") }
      return (kinds.map(\.title.zh).joined(separator: "、"), kinds.map(\.rawValue).joined(separator: ", "))
    }
    let (olds, news) = (kinds(old), kinds(new))
    throw Failure(
      .input,
      zh: "没有可以对比的数据：两边都要有行政区划（division）。旧数据有：\(olds.zh)；新数据有：\(news.zh)。"
        + "类型认错时写成 division=文件。",
      en: "nothing can be compared: both sides need divisions. Old data: \(olds.en); new data: \(news.en). "
        + "Write division=FILE where the kind was not recognised.")
  }

  private func divisionTables(within code: String?, _ minimumArea: Double) throws -> [ReportTable] {
    let code = code.map(DivisionKey.unpadded)
    let sets = try (DivisionSet(old[.division], within: code), DivisionSet(new[.division], within: code))
    if let code, sets.0.units.isEmpty || sets.1.units.isEmpty {
      throw Failure(
        .input, zh: "\(sets.0.units.isEmpty ? "旧" : "新")数据里没有 \(code) 范围内的单位，请检查 --within",
        en: "the \(sets.0.units.isEmpty ? "old" : "new") data has no units within \(code); check --within")
    }
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
