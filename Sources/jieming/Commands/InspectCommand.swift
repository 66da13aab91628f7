import Analysis
import ArgumentParser
import Delivery
import Foundation
import Intake
import Registry
import Rules

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "按界线生成联检资料包。Writes the packet of each line for a joint inspection.")

  @Argument(help: "工作库、文件夹或文件 workspace, folder or files: [KIND=]FILE")
  var targets: [String]

  @Option(name: .customLong("line"), help: "界线名称或代码 name or code of a line（可重复 repeatable）")
  var names: [String] = []

  @Flag(help: "全部界线 all lines")
  var all = false

  @Option(name: .shortAndLong, help: "输出文件夹，每条界线一个子文件夹 output folder, a folder in it for each line")
  var output: String

  @Option(help: "工作图比例尺分母 scale of the strip map")
  var scale = 25_000

  @Option(help: "界线两侧各画多少米 metres shown on each side of the line")
  var corridor = 1250.0

  @Option(help: "表格纸张 paper of the forms: A4, A3 [按模板 as the template says]")
  var paper: String?

  @Option(help: "表格模板文件夹 folder of form templates (YAML)")
  var forms: String?

  @Flag(inversion: .prefixedNo, help: "横坐标含带号 eastings begin with the number of the zone")
  var zonePrefix = true

  @Option(
    name: .customLong("set"),
    help: "风险排查阈值 threshold NAME=VALUE: \(RiskThreshold.allCases.map(\.rawValue).joined(separator: ", "))")
  var assignments: [String] = []

  @OptionGroup var input: InputOptions
  @OptionGroup var context: ContextOptions

  @Option(help: "豁免清单 waivers (CSV: id, verdict, reason, author, date, expires)")
  var waivers: String?

  @Flag(help: "允许覆盖不是本程序写的文件和填过的表 overwrite files of others, and forms that were filled in")
  var force = false

  func run() throws {
    let settings = try context.readSettings()
    let thresholds = try self.thresholds(settings)
    let templates = try readTemplates()
    try checkNumbers()
    let waivers = try waivers.map { try WaiverFile.read($0) }
    let loaded = try Targets(targets, input, accuracyMetres: settings.accuracyMetres)
    Console.note(loaded.summaries)
    let effective = settings.over(loaded.context.withoutMissingCodeList())
    let area = Area(
      dataset: loaded.dataset, asOf: try context.date() ?? CalendarDate.current(), district: effective.district,
      plan: loaded.context.plan, divisionCodes: try effective.divisionCodes())
    guard !area.lines.isEmpty else {
      throw Failure(
        .input, zh: "没有界线数据（\(RecordKind.boundaryLine.rawValue)）", en: "there are no boundary lines (boundary_line)")
    }
    let result = try Checker(RuleSelection(overrides: effective.rules)).check(
      area, waivers: waivers ?? loaded.context.waivers)
    let inspection = try JointInspection(
      result, lines: area.lines, markers: area.markers, divisions: area.divisions)
    try write(inspection, try chosenLines(inspection), templates, thresholds)
    try loaded.reportRefused()
  }

  // MARK: Options

  private func checkNumbers() throws {
    guard all != !names.isEmpty else {
      throw Failure(.usage, zh: "请用 --line 指定界线，或用 --all 生成全部", en: "give --line NAME, or --all")
    }
    guard (500...1_000_000).contains(scale) else {
      throw Failure(.usage, zh: "--scale 应在 500 到 1000000 之间", en: "--scale takes 500 to 1000000")
    }
    guard corridor.isFinite, (0...100_000).contains(corridor) else {
      throw Failure(.usage, zh: "--corridor 应在 0 到 100000 米之间", en: "--corridor takes 0 to 100000 metres")
    }
  }

  private func readTemplates() throws -> [FormTemplate.Form: FormTemplate] {
    var templates = try FormTemplateFile.read(folder: forms)
    guard let paper else { return templates }
    guard let size = FormTemplate.Paper(rawValue: paper.uppercased()) else {
      throw Failure(.usage, zh: "--paper 不能是“\(paper)”，可用：A4、A3", en: "--paper takes A4 or A3, found “\(paper)”")
    }
    for form in templates.keys { templates[form]?.paper = size }
    return templates
  }

  /// Of the settings file, and of `--set`.
  private func thresholds(_ settings: Settings) throws -> BoundaryRisk.Thresholds {
    var values = settings.risk
    for assignment in assignments {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2, let value = Double(parts[1]), value.isFinite, value >= 0 else {
        throw Failure(
          .usage, zh: "--set 的写法是 NAME=数值，实为“\(assignment)”", en: "--set takes NAME=NUMBER, found “\(assignment)”")
      }
      guard let threshold = RiskThreshold(rawValue: parts[0]) else {
        let known = RiskThreshold.allCases.map(\.rawValue)
        let nearest = NearestName.of(parts[0], among: known)
        throw Failure(
          .usage,
          zh: "没有阈值“\(parts[0])”" + (nearest.map { "，是否为“\($0)”？" } ?? "，可用：\(known.joined(separator: "、"))"),
          en: "there is no threshold “\(parts[0])”"
            + (nearest.map { ", did you mean “\($0)”?" } ?? "; known: \(known.joined(separator: ", "))"))
      }
      values[threshold] = value
    }
    return BoundaryRisk.Thresholds(values)
  }

  private func chosenLines(_ inspection: JointInspection) throws -> [InspectedLine] {
    let lines = inspection.inspectedLines()
    guard !all else { return lines }
    for name in names where !lines.contains(where: { $0.isNamed(name) }) {
      let nearest = NearestName.of(name, among: lines.map(\.name))
      throw Failure(
        .usage, zh: "没有界线“\(name)”" + (nearest.map { "，是否为“\($0)”？" } ?? "。"),
        en: "there is no line “\(name)”" + (nearest.map { ", did you mean “\($0)”?" } ?? "."))
    }
    return lines.filter { line in names.contains(where: line.isNamed) }
  }

  // MARK: Output

  private static let overviews = ["联检计划.xlsx", "联检计划.ics", "平安边界风险排查.xlsx", "平安边界风险排查.json"]

  private func write(
    _ inspection: JointInspection, _ lines: [InspectedLine], _ templates: [FormTemplate.Form: FormTemplate],
    _ thresholds: BoundaryRisk.Thresholds
  ) throws {
    var options = PacketWriter.Options(
      templates: templates, generator: Jieming.generator, toolVersion: Jieming.version)
    options.layout = StripMapLayout(scale: scale, corridorMetres: corridor)
    options.hasZonePrefix = zonePrefix
    options.language = context.lang
    options.force = force
    let writer = PacketWriter(inspection, options)
    // Before anything is written.
    for line in lines { try writer.refuseForeignFiles(in: "\(output)/\(line.folder)") }
    if !force { for name in Self.overviews { try OutputFile.refuseForeign("\(output)/\(name)") } }
    for line in lines {
      let folder = "\(output)/\(line.folder)"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
      let outcome = try writer.write(line, to: folder)
      Console.note("\(line.name) → \(folder)（\(outcome.files.count) 个文件 files）")
      for note in outcome.notMade { Console.note("  \(line.name)：\(note.zh) (\(note.en))") }
    }
    try writeOverviews(inspection, lines, thresholds)
  }

  private func writeOverviews(
    _ inspection: JointInspection, _ lines: [InspectedLine], _ thresholds: BoundaryRisk.Thresholds
  ) throws {
    let asOf = inspection.result.asOf
    func output(_ index: Int) -> FileOutput {
      FileOutput(path: "\(self.output)/\(Self.overviews[index])", force: force)
    }
    let plan = inspection.plan(of: lines)
    try output(0).writeFile {
      try TablesWorkbook.write([plan], title: "联检计划", asOf: asOf, language: context.lang, to: $0)
    }
    try output(1).write(Array(inspection.calendar(of: lines, language: context.lang).utf8))
    let risks = try inspection.risks(of: lines, thresholds, hasZonePrefix: zonePrefix)
    try output(2).writeFile {
      try TablesWorkbook.write([risks], title: "平安边界风险排查", asOf: asOf, language: context.lang, to: $0)
    }
    try output(3).write(
      ReportTable.json(
        [risks], schema: "jieming.risk/1", asOf: asOf, toolVersion: Jieming.version, language: context.lang))
  }
}
