import ArgumentParser
import Delivery
import Foundation
import Intake
import Registry
import Rules
import Workspace

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "一次完成导入、检查、覆盖统计、导出和报告。Import, check, coverage, export and report in one go.")

  @Argument(help: "工程文件或文件夹 project file or folder")
  var project: String

  @Option(name: .customLong("out"), help: "输出文件夹 output folder")
  var folder: String

  @OptionGroup var context: ContextOptions
  @OptionGroup var selection: SelectionOptions

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    var project = try readProject()
    if context.settings != nil {
      project.settings = try context.readSettings().over(project.settings)
      for index in project.inputs.indices where project.inputs[index].accuracyMetres == nil {
        project.inputs[index].accuracyMetres = project.settings.accuracyMetres
      }
    }
    try project.settings.checkDistrict()
    let asOf = try context.date() ?? project.asOf ?? CalendarDate.current()
    let selected = try selection.ruleSelection(project.settings)
    let checker = try Checker(selected)
    if !force {
      try RunOutputs.refuseForeignFiles(in: folder)
      try refuseOthersWorkspace()
    }
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)

    let waivers = try selection.readWaivers(orFrom: project.waivers) ?? []
    let divisionCodes = try project.settings.divisionCodes()
    var reader = FileReader(correctsRows: true)
    try Workspace.update(
      path("workspace.gpkg"), createIfMissing: true, startingEmpty: true, asOf: asOf
    ) { writer in
      if project.isFolder {
        try reader.readEach(project.inputs) { request in
          try writer.wholly { try Intake.read(request, into: &$0) }
        }
      } else {
        try reader.read(project.inputs) { request in
          try writer.wholly { try Intake.read(request, into: &$0) }
        }
      }
      try reader.correct(in: &writer)
      try WorkspaceContext(settings: project.settings, plan: project.plan, waivers: waivers, score: project.score).save(
        to: &writer)
    }
    let area = Area(
      dataset: try Workspace.open(path("workspace.gpkg")).dataset(), asOf: asOf, district: project.settings.district,
      plan: project.plan, divisionCodes: divisionCodes)
    let result = try checker.check(area, waivers: waivers)
    let outputs = try RunOutputs(
      project: project, area: area, selection: selected, result: result, language: context.lang)
    let written = try outputs.write(to: folder, force: force)
    tell(reader, outputs, written)
    try Failure.report(reader.refused)
    try selection.failIfNeeded(result)
  }

  /// A run makes its workspace anew; one that was filled by imports is not for it to replace.
  private func refuseOthersWorkspace() throws {
    let path = path("workspace.gpkg")
    guard Workspace.isWorkspace(path), try !WorkspaceContext.isOfRun(Workspace.open(path)) else { return }
    throw Failure(
      .input, zh: "“\(path)”是用 import 建立的工作库，run 会把它整个替换。请换一个输出文件夹；确要替换，加 --force。",
      en:
        "“\(path)” is a workspace made by import, and run would replace it whole. Choose another folder, or give --force."
    )
  }

  private func path(_ name: String) -> String { "\(folder)/\(name)" }

  /// A project file, or a folder with one, or a folder of data files.
  private func readProject() throws -> Project {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: project, isDirectory: &isFolder) else {
      throw Failure(.input, zh: "没有“\(project)”这个文件或文件夹", en: "there is no file or folder “\(project)”")
    }
    guard isFolder.boolValue else { return try Project.read(project) }
    let file = "\(project)/project.yaml"
    if FileManager.default.fileExists(atPath: file) { return try Project.read(file) }
    var found = try Project.folder(project)
    let files = Set(try FileReader.inputs(inFolder: project))
    found.inputs.removeAll { !files.contains($0.path) }
    guard !found.inputs.isEmpty else {
      throw Failure(.input, zh: "文件夹“\(project)”里没有可以读取的数据文件", en: "there is no data file in “\(project)”")
    }
    return found
  }

  private func tell(_ reader: FileReader, _ outputs: RunOutputs, _ written: [String]) {
    Console.print(reader.summaries)
    Console.print(reader.corrections)
    Console.print("")
    Console.print(outputs.summary)
    Console.print(LocalizedText(zh: "结果：", en: "Results:")[context.lang])
    for path in written { Console.print("  \(path)") }
  }
}
