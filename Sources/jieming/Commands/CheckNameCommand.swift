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

  @Option(help: "所在乡镇（街道）或区县，名称或代码；没有政区面时用 town or county, name or code")
  var unit: String?

  @Option(help: "工作库：与其中的地名和政区比较 workspace to compare with")
  var workspace: String?

  @Option(help: "一批拟用名称的表 table of proposed names (标准名称, 类别代码, 所在(跨)行政区, 东经, 北纬)")
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
    let opened = try workspace.map(Workspace.open)
    let known = try opened.map { try WorkspaceContext($0).withoutMissingCodeList() } ?? Settings()
    let effective = settings.over(known)
    let checks = try NamePrechecks(
      proposals, among: opened.map(Self.namesInUse), asOf: try context.date() ?? CalendarDate.current(),
      district: effective.district, overrides: effective.rules)
    try write(checks)
    try report(checks, of: proposals)
  }

  // MARK: In

  private func proposals() throws -> Dataset {
    guard (name == nil) != (batch == nil) else {
      throw Failure(.usage, zh: "请写出一个名称，或用 --batch 指定一批名称的表", en: "Give one name, or --batch FILE")
    }
    var dataset = Dataset()
    if let batch {
      guard classCode == nil, at == nil, unit == nil else {
        throw Failure(
          .usage, zh: "--class、--at 和 --unit 只用于单个名称，批量时写在表里",
          en: "--class, --at and --unit are for a single name")
      }
      guard !Workspace.isWorkspace(batch) else {
        throw Failure(
          .input,
          zh: "“\(batch)”是界名工作库，不是拟用名称的表；工作库请用 --workspace 指定",
          en: "“\(batch)” is a Jieming workspace, no table of proposed names; name it with --workspace")
      }
      Console.note(try Intake.read(InputRequest(path: batch, kind: .placeName), into: &dataset))
      guard dataset[.placeName][.name] != nil else { throw Self.withoutNames(batch, dataset) }
      return dataset
    }
    let name = (name ?? "").trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else { throw Failure(.usage, zh: "名称是空的", en: "the name is empty") }
    dataset.add(Source(kind: .placeName, file: name, layer: ""))
    var table = RecordTable(kind: .placeName)
    var cells: [FieldKey: String] = [.name: name]
    cells[.classCode] = try classCode.map(Self.classCode)
    if let unit = unit?.trimmingCharacters(in: .whitespaces), !unit.isEmpty {
      cells[unit.allSatisfy(\.isNumber) ? .unitCode : .unit] = unit
    }
    table.append(cells, geometry: try at.map(Self.point), origin: Origin(source: 0, row: 1))
    dataset.add(table)
    return dataset
  }

  private static func withoutNames(_ file: String, _ dataset: Dataset) -> Failure {
    let headers = dataset.sources.flatMap(\.headers).prefix(5).map(\.name).joined(separator: "、")
    return Failure(
      .input,
      zh: "“\(file)”没有名称列（读到的表头：\(headers)）：请在第一行写表头，名称一列写“标准名称”（另可有 类别代码、所在(跨)行政区、东经、北纬）。",
      en: "“\(file)” has no column of names (headers: \(headers)): its first row should be headers, with 标准名称 or name.")
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

  @Sendable private static func namesInUse(_ workspace: Workspace) -> NamePrechecks.NamesInUse {
    { choose in
      try workspace.records(
        of: NamePrechecks.kinds, keys: NamePrechecks.keys, chosen: .placeName, by: NamePrechecks.fewKeys, choose)
    }
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
        PrecheckJSON.render(
          PrecheckJSON.Batch(checks.names, unnamed: checks.unnamed, columnFindings: checks.columnFindings),
          checks.result,
          toolVersion: Jieming.version, language: context.lang))
    case .csv: try output.write(table.csv(context.lang))
    case .xlsx:
      try output.writeFile { path in
        try TablesWorkbook.write(
          [table], title: table.title.zh, asOf: checks.result.asOf, language: context.lang, to: path)
      }
    }
  }

  /// Tells of what is amiss in a batch, and fails where rows were not checked, or not wholly.
  private func report(_ checks: NamePrechecks, of proposals: Dataset) throws {
    guard batch != nil else { return }
    var rows = checks.unnamed.map { origin in
      (
        origin.row,
        LocalizedText(zh: "没有名称，没有检查；请补上名称，或删去这一行", en: "no name, not checked; add it or delete the row")
      )
    }
    rows += proposals.rejected.map { ($0.origin.row, $0.reason) }
    for name in checks.names { rows += name.faults.map { (name.row, $0.text) } }
    for (row, text) in rows.sorted(by: { $0.0 < $1.0 }) {
      Console.note(Console.lines(["  第 \(row) 行：\(text.zh) (row \(row): \(text.en))"]))
    }
    let renderer = MessageRenderer(checks.result, language: context.lang)
    for finding in checks.columnFindings {
      Console.note(Console.lines(["  [\(finding.rule)] \(renderer.message(finding))"]))
    }
    let repeated = checks.names.count { $0.likeProposals.first.contains { $0.likeness == .same } }
    if repeated > 0 {
      Console.note("  \(repeated) 行与本批其他行同名，见“本批中”一列 (\(repeated) rows have the name of another row)")
    }
    let isLimited = checks.names.contains { $0.faults.contains(where: \.limitsCheck) }
    if !checks.unnamed.isEmpty || !proposals.rejected.isEmpty || isLimited { throw Failure(silently: .input) }
  }
}
