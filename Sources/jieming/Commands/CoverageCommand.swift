import Analysis
import ArgumentParser
import Delivery
import Intake
import Registry
import Rules

struct CoverageCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "coverage", abstract: "按镇统计设施覆盖，列出空白单位。Facility coverage per town, with gaps.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, xlsx
  }

  @Argument(help: "工作库、文件夹或文件 workspace, folder or files: [KIND=]FILE")
  var targets: [String]

  @OptionGroup var input: InputOptions
  @OptionGroup var context: ContextOptions

  @Option(help: "输出格式 format: text, json, xlsx")
  var format: Format = .text

  @Option(
    name: .customLong("set"), help: "设置 NAME=VALUE: kind=公墓, type=农村公益性, units=镇、街道 (可重复 repeatable)")
  var assignments: [String] = []

  @Option(help: "规划指标文件 plan file (YAML)")
  var plan: String?

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.file.requireFile(forWorkbook: format == .xlsx)
    let settings = try context.readSettings()
    // What is wrong on the command line is told before anything is read.
    _ = try coverageSettings(settings)
    let loaded = try Targets(targets, input, accuracyMetres: settings.accuracyMetres)
    Console.note(loaded.summaries)
    let asOf = try context.date() ?? CalendarDate.current()
    let effective = settings.over(loaded.context.settings)
    let area = Area(
      dataset: loaded.dataset, asOf: asOf, district: effective.district,
      plan: try plan.map { try PlanFile.read($0) } ?? loaded.context.plan)
    let tables = try CoverageResult(area, settings: coverageSettings(effective)).tables
    let output = output.file
    switch format {
    case .text:
      try output.writeText(tables.map { $0.text(context.lang) }.joined(separator: "\n"))
    case .json:
      try output.write(CoverageResult.json(tables, asOf: asOf, language: context.lang))
    case .xlsx:
      try output.writeFile { path in
        try TablesWorkbook.write(tables, title: "设施覆盖", asOf: asOf, language: context.lang, to: path)
      }
    }
    try loaded.reportRefused()
  }

  /// The settings of F101, from the settings file and `--set`.
  private func coverageSettings(_ settings: Settings) throws -> RuleSettings {
    var values: [String: RuleSetting.Value] = [:]
    for assignment in assignments {
      guard let equals = assignment.firstIndex(of: "=") else {
        throw Failure(
          .usage, zh: "--set 的写法是 NAME=VALUE，实为“\(assignment)”", en: "--set takes NAME=VALUE, found “\(assignment)”")
      }
      values[String(assignment[..<equals])] = .text(String(assignment[assignment.index(after: equals)...]))
    }
    return try CoverageResult.ruleSettings(settings, overrides: values)
  }
}

/// The coverage matrix and the plan's indicators of an area, as tables.
struct CoverageResult {
  let coverage: FacilityCoverage
  let tables: [ReportTable]

  init(_ area: Area, settings: RuleSettings) throws {
    for kind in [RecordKind.division, .facility] where !area.dataset.kinds.contains(kind) {
      throw Failure(
        .input, zh: "覆盖统计需要\(kind.title.zh)数据（\(kind.rawValue)）",
        en: "coverage needs \(kind.title.en) (\(kind.rawValue))")
    }
    let facilities = Facility.all(in: area.dataset[.facility])
    coverage = try FacilityCoverage.analyse(
      requirement: .init(settings), divisions: area.divisions, polygons: area.dataset[.division].geometry,
      facilities: facilities, positions: area.dataset[.facility].geometry, district: area.district)
    var tables = [
      CoverageTables.coverage(coverage, divisions: area.divisions, facilities: facilities),
      CoverageTables.gaps(coverage, divisions: area.divisions, facilities: facilities),
    ]
    if let plan = area.plan {
      tables.append(
        CoverageTables.progress(PlanProgress.all(of: plan, facilities: area.dataset[.facility]), plan: plan))
    }
    self.tables = tables
  }

  /// The settings of F101 with overrides; an unknown name is refused with the nearest.
  static func ruleSettings(_ settings: Settings, overrides: [String: RuleSetting.Value] = [:]) throws -> RuleSettings {
    try RuleSelection(overrides: settings.rules).settings(of: RuleBook.coverageRule, further: overrides)
  }

  static func json(_ tables: [ReportTable], asOf: CalendarDate, language: Language) -> [UInt8] {
    ReportTable.json(
      tables, schema: TablesSchema.coverage.name, asOf: asOf, toolVersion: Jieming.version, language: language)
  }
}
