import ArgumentParser
import Delivery
import Foundation
import Intake
import Registry
import Rules

struct StandardizeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "standardize",
    abstract: "生成地名标准化成果：清理整治清单、重名同音清单、标准地名录等。Writes the lists of the place-name standardization run.")

  @Argument(help: "工作库、文件夹或文件 workspace, folder or files: [KIND=]FILE")
  var targets: [String]

  @Option(name: .shortAndLong, help: "输出文件夹 output folder")
  var output: String

  @Option(help: "标准地名录的用途 list of standard names for: internal, public")
  var profile = NameProfile.internal

  @Flag(help: "另写地名备案公告及缺项清单 also the announcement of new names and what it lacks")
  var notice = false

  @Option(help: "分值表 score table (YAML) [自带的建议 the proposal that ships]")
  var score: String?

  @Option(help: "另写抽样检查表：条数或百分比 also a sample for the field check: 200 or 5%")
  var sample: String?

  @Option(help: "抽样的种子 seed of the sample [1]")
  var seed: String?

  @OptionGroup var input: InputOptions
  @OptionGroup var context: ContextOptions
  @OptionGroup var newNames: NewNameOptions

  @Option(help: "豁免清单 waivers (CSV: id, verdict, reason, author, date, expires)")
  var waivers: String?

  @Flag(help: "允许覆盖不是本程序写的文件和填过的表 overwrite files of others, and lists that were filled in")
  var force = false

  func run() throws {
    let settings = try context.readSettings()
    let plan = try samplePlan()
    let ownScore = try score.map { try ScoreTableFile.read($0) }
    let waivers = try waivers.map { try WaiverFile.read($0) }
    if !force { try StandardizationWriter.refuseForeignFiles(in: output) }
    let loaded = try Targets(targets, input, accuracyMetres: settings.accuracyMetres)
    Console.note(loaded.summaries)
    let effective = settings.over(loaded.context.withoutMissingCodeList())
    let area = Area(
      dataset: loaded.dataset, asOf: try context.date() ?? CalendarDate.current(), district: effective.district,
      plan: loaded.context.plan, divisionCodes: try effective.divisionCodes())
    guard area.dataset[.placeName].count > 0 else {
      throw Failure(
        .input, zh: "没有地名数据（\(RecordKind.placeName.rawValue)）", en: "there are no place names (place_name)")
    }
    let selection = RuleSelection(overrides: effective.rules, newSince: try newNames.since())
    let result = try Checker(selection).check(
      area, waivers: waivers ?? loaded.context.waivers)
    var options = try StandardizationWriter.Options(
      score: ownScore ?? loaded.context.score ?? ScoreTableFile.read(nil), selection: selection)
    (options.profile, options.sample, options.writesNotice) = (profile, plan, notice)
    (options.language, options.force) = (context.lang, force)
    for outcome in try StandardizationWriter(result, options).write(into: output) {
      Console.note("\(output)/\(outcome.file)：\(outcome.content.zh) (\(outcome.content.en))")
    }
    try loaded.reportRefused()
  }

  private func samplePlan() throws -> SamplePlan? {
    guard let sample else {
      guard seed == nil else {
        throw Failure(.usage, zh: "--seed 要与 --sample 一起用", en: "--seed goes with --sample")
      }
      return nil
    }
    return try SamplePlan(sample, seed: seed ?? "1")
  }
}
