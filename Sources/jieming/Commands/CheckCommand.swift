import ArgumentParser
import Delivery
import Foundation
import Intake
import Registry
import Rules

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "运行检查规则，列出问题。Runs the rules and lists findings.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, xlsx, csv, geojson
  }

  @Argument(help: "工作库、文件夹或文件 workspace, folder or files: [KIND=]FILE")
  var targets: [String]

  @OptionGroup var input: InputOptions
  @OptionGroup var context: ContextOptions
  @OptionGroup var selection: SelectionOptions

  @Option(help: "输出格式 format: text, json, xlsx, csv, geojson")
  var format: Format = .text

  @OptionGroup var output: OutputOptions

  func run() throws {
    try output.file.requireFile(forWorkbook: format == .xlsx)
    let settings = try context.readSettings()
    // What is wrong on the command line is told before anything is read.
    _ = try Checker(try selection.ruleSelection(settings))
    let loaded = try Targets(targets, input, accuracyMetres: settings.accuracyMetres)
    let effective = settings.over(loaded.context.withoutMissingCodeList())
    let area = Area(
      dataset: loaded.dataset, asOf: try context.date() ?? CalendarDate.current(), district: effective.district,
      plan: loaded.context.plan, divisionCodes: try effective.divisionCodes())
    let result = try Checker(try selection.ruleSelection(effective)).check(
      area, waivers: try selection.readWaivers() ?? loaded.context.waivers)
    Console.note(loaded.summaries)
    try write(result)
    try loaded.reportRefused()
    try selection.failIfNeeded(result)
  }

  private func write(_ result: CheckResult) throws {
    let output = output.file
    switch format {
    case .text:
      let text = FindingsText(
        result, language: context.lang, hasColour: output.path == nil && Console.standardOutputIsTerminal)
      try output.writeText(text.render())
    case .json:
      try output.write(FindingsJSON.render(result, toolVersion: Jieming.version, language: context.lang))
    case .csv:
      try output.write(FindingsCSV.render(result, language: context.lang))
    case .geojson:
      try output.write(
        FindingsGeoJSON.render(result, generator: Jieming.generator, language: context.lang))
    case .xlsx:
      try output.writeFile { path in try FindingsWorkbook(result, language: context.lang).write(to: path) }
    }
  }
}

/// Which rules run, which findings are waived, and which make the command fail.
struct SelectionOptions: ParsableArguments {
  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case error, warning, never
  }

  @Option(help: "只运行这些规则 rules to run: 编号、名称或编号前缀 codes, names or prefixes (M106,B1,N)")
  var select: String?

  @Option(help: "不运行这些规则 rules to leave out")
  var ignore: String?

  @Option(help: "豁免清单 waivers (CSV: id, verdict, reason, author, date, expires)")
  var waivers: String?

  @Option(name: .customLong("fail-on"), help: "有此级别问题时退出码为 1 exit 1 at: error, warning, never")
  var failOn: FailOn = .never

  @OptionGroup var newNames: NewNameOptions

  func ruleSelection(_ settings: Settings) throws -> RuleSelection {
    RuleSelection(
      select: try Self.list(select, of: "--select"), ignore: try Self.list(ignore, of: "--ignore"),
      overrides: settings.rules,
      newSince: try newNames.since())
  }

  /// The waivers of `--waivers`, or of a file that need not exist; `nil` without either.
  func readWaivers(orFrom standard: String? = nil) throws -> [Waiver]? {
    if let waivers { return try WaiverFile.read(waivers) }
    guard let standard, FileManager.default.fileExists(atPath: standard) else { return nil }
    return try WaiverFile.read(standard)
  }

  func failIfNeeded(_ result: CheckResult) throws {
    let level: Severity
    switch failOn {
    case .error: level = .error
    case .warning: level = .warning
    case .never: return
    }
    if result.findings.contains(where: { $0.severity >= level && $0.waived?.waives != true }) {
      throw Failure(silently: .findings)
    }
  }

  /// An option that is given but names nothing would otherwise mean the opposite: everything.
  private static func list(_ text: String?, of option: String) throws -> [String] {
    guard let text else { return [] }
    let names = text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    guard !names.isEmpty else {
      throw Failure(.usage, zh: "\(option) 没有写出规则", en: "\(option) names no rule")
    }
    return names
  }
}

/// From when on a name is new.
struct NewNameOptions: ParsableArguments {
  @Option(
    name: .customLong("new-since"),
    help: "这一天及以后命名、设立的算新地名 names given or established since then are new [2022-05-01]")
  var newSince: String?

  func since() throws -> CalendarDate? { try newSince.map { try CalendarDate(argument: $0, of: "--new-since") } }
}
