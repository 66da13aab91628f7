import Analysis
import ArgumentParser
import Delivery
import Foundation
import Geometry
import Intake
import Registry
import Rules
import Toponymy
import Workspace

struct CheckNameCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check-name",
    abstract: "新地名预审：用字、读音、拼写、大洋怪重、重名同音。What an applicant for a new name should know.")

  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, csv, xlsx
  }

  @Argument(help: "拟用名称 proposed name")
  var name: String?

  @Option(name: .customLong("class"), help: "类别代码 class code，如 22100")
  var classCode: String?

  @Option(help: "位置 place: LON,LAT，如 106.05,29.84")
  var at: String?

  @Option(help: "工作库：与其中的地名和政区比较 workspace to compare with")
  var workspace: String?

  @Option(help: "一批拟用名称的表 table of proposed names (标准名称, 类别代码, 东经, 北纬)")
  var batch: String?

  @OptionGroup var context: ContextOptions

  @Option(help: "输出格式 format: text, json, csv, xlsx")
  var format: Format = .text

  @Option(name: .shortAndLong, help: "输出文件 output file [标准输出 standard output]")
  var output: String?

  @Flag(help: "允许覆盖不是本程序写的文件 overwrite files of others")
  var force = false

  func run() throws {
    if format == .xlsx, output == nil {
      throw Failure(.usage, zh: "xlsx 格式要用 --output 指定文件", en: "format xlsx needs --output FILE")
    }
    let settings = try context.readSettings()
    let proposals = try proposals()
    let (inUse, known) = try namesInUse()
    let effective = settings.over(known)
    let checks = try NamePrechecks(
      proposals, among: inUse, asOf: try context.date() ?? CalendarDate.current(), district: effective.district,
      overrides: effective.rules)
    try write(checks)
  }

  // MARK: In

  private func proposals() throws -> Dataset {
    guard (name == nil) != (batch == nil) else {
      throw Failure(.usage, zh: "请写出一个名称，或用 --batch 指定一批名称的表", en: "Give one name, or --batch FILE")
    }
    var dataset = Dataset()
    if let batch {
      guard classCode == nil, at == nil else {
        throw Failure(.usage, zh: "--class 和 --at 只用于单个名称，批量时写在表里", en: "--class and --at are for a single name")
      }
      for summary in try Intake.read(InputRequest(path: batch, kind: .placeName), into: &dataset) {
        Console.note([summary])
      }
      return dataset
    }
    let name = (name ?? "").trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else { throw Failure(.usage, zh: "名称是空的", en: "the name is empty") }
    dataset.add(Source(kind: .placeName, file: name, layer: ""))
    var table = RecordTable(kind: .placeName)
    var cells: [FieldKey: String] = [.name: name]
    cells[.classCode] = try classCode.map(Self.classCode)
    table.append(cells, geometry: try at.map(Self.point), origin: Origin(source: 0, row: 1))
    dataset.add(table)
    return dataset
  }

  private static func classCode(_ text: String) throws -> String {
    guard let code = ClassCode(text) else {
      throw Failure(
        .usage, zh: "--class 应为二至五位的类别代码，如 22100，实为“\(text)”",
        en: "--class takes a class code of two to five digits such as 22100, found “\(text)”")
    }
    return code.description
  }

  private static func point(_ text: String) throws -> GeometryColumn {
    let numbers = text.replacing("，", with: ",").split(separator: ",").map { Double($0.filter { !$0.isWhitespace }) }
    guard numbers.count == 2, let longitude = numbers[0], let latitude = numbers[1], abs(longitude) <= 180,
      abs(latitude) <= 90
    else {
      throw Failure(
        .usage, zh: "--at 应为经度和纬度，如 106.05,29.84，实为“\(text)”",
        en: "--at takes longitude and latitude such as 106.05,29.84, found “\(text)”")
    }
    var geometry = GeometryColumn()
    geometry.appendPoint(x: longitude, y: latitude)
    return geometry
  }

  private func namesInUse() throws -> (Dataset, Settings) {
    guard let workspace else { return (Dataset(), Settings()) }
    let opened = try Workspace.open(workspace)
    let records = try opened.records(of: [.placeName, .division], keys: NamePrechecks.keys)
    return (records, try WorkspaceContext(opened).withoutMissingCodeList())
  }

  // MARK: Out

  private func write(_ checks: NamePrechecks) throws {
    let output = FileOutput(path: output, force: force)
    let table = PrecheckTable.table(checks.names, checks.result, language: context.lang)
    switch format {
    case .text:
      let text = PrecheckText(checks.result, language: context.lang)
      try output.writeText(
        batch == nil ? checks.names.map(text.render).joined(separator: "\n") : table.text(context.lang))
    case .json:
      try output.write(
        PrecheckJSON.render(checks.names, checks.result, toolVersion: Jieming.version, language: context.lang))
    case .csv: try output.write(table.csv(context.lang))
    case .xlsx:
      try output.writeFile { path in
        try TablesWorkbook.write(
          [table], title: table.title.zh, asOf: checks.result.asOf, language: context.lang, to: path)
      }
    }
  }
}
