import Foundation
internal import Geodesy
public import Registry

/// A project: what to read, how to check it, and for whom.
public struct Project: Sendable {
  public var name: String
  public var asOf: CalendarDate?
  public var inputs: [InputRequest]
  public var settings: Settings
  public var plan: Plan?
  /// The score table of the bureau's own; `nil` for the one that ships.
  public var score: ScoreTable?
  /// The path of `waivers.csv`, which need not exist.
  public var waivers: String
  /// Whether this is a folder without project file, of which unreadable files are left out.
  public var isFolder = false

  /// Reads a `project.yaml`; paths in it are relative to its folder.
  ///
  /// - Throws: `ProjectFileError` with file and line: an unknown key names the nearest known one.
  public static func read(_ path: String) throws(ProjectFileError) -> Project {
    let document = try YAMLDocument(path: path)
    let root = document.root
    try root.allowOnly(["name", "district", "asOf", "inputs", "settings", "plan", "waivers", "score"])
    let folder = URL(filePath: path).deletingLastPathComponent()
    func resolve(_ relative: String) -> String {
      relative.hasPrefix("/") ? relative : folder.appending(path: relative).relativePath
    }
    var settings = Settings()
    if root.isMapping("settings"), let inline = try root.mapping("settings") {
      settings = try SettingsFile.settings(inline)
    } else if let file = try root.text("settings") {
      settings = try SettingsFile.read(resolve(file))
    }
    settings.district = try root.text("district") ?? settings.district
    var inputs: [InputRequest] = []
    for input in try root.mappings("inputs") {
      inputs.append(try request(input, settings, resolve))
    }
    guard !inputs.isEmpty else {
      throw root.error(at: nil, zh: "没有列出输入文件（inputs）", en: "no input files are listed (inputs)")
    }
    var plan: Plan?
    if let file = try root.text("plan") { plan = try PlanFile.read(resolve(file)) }
    var score: ScoreTable?
    if let file = try root.text("score") { score = try ScoreTableFile.read(resolve(file)) }
    if let named = try root.text("waivers"), !FileManager.default.fileExists(atPath: resolve(named)) {
      throw root.error(at: nil, zh: "没有核实结论文件“\(named)”（waivers）", en: "there is no file “\(named)” (waivers)")
    }
    return Project(
      name: try root.text("name") ?? folder.lastPathComponent, asOf: try root.date("asOf"), inputs: inputs,
      settings: settings, plan: plan, score: score, waivers: resolve(try root.text("waivers") ?? "waivers.csv"))
  }

  /// A folder without project file: every data file in it, as recognised.
  public static func folder(_ path: String) throws -> Project {
    Project(
      name: URL(filePath: path).lastPathComponent, asOf: nil,
      inputs: try Intake.inputs(inFolder: path).map { InputRequest(path: $0, inFolder: path) }, settings: Settings(),
      plan: nil,
      waivers: URL(filePath: path).appending(path: "waivers.csv").relativePath, isFolder: true)
  }

  private static func request(
    _ input: YAMLMapping, _ settings: Settings, _ resolve: (String) -> String
  ) throws(ProjectFileError) -> InputRequest {
    try input.allowOnly(
      [
        "file", "kind", "layer", "crs", "swapAxes", "packedDegrees", "encoding", "fields", "accuracy_m", "internal",
        "mapping",
      ] + datumKeys)
    let kind = try input.choice("kind", RecordKind.self)
    var fields: [FieldKey: String] = [:]
    if let mapping = try input.mapping("fields") {
      for name in mapping.keys {
        guard let key = Intake.fieldKey(name, of: kind) else {
          throw mapping.error(at: mapping.line, zh: "没有名为“\(name)”的字段", en: "there is no field “\(name)”")
        }
        fields[key] = try mapping.text(name)
      }
    }
    let file = try input.required("file")
    var request = InputRequest(
      path: resolve(file), kind: kind, layer: try input.text("layer"), crs: try input.text("crs"),
      encoding: try input.text("encoding"), fields: fields,
      accuracyMetres: try input.number("accuracy_m") ?? settings.accuracyMetres)
    request.givenPath = file
    request.isInternal = try input.flag("internal") ?? false
    request.swapsAxes = try input.flag("swapAxes") ?? false
    request.unpacksDegrees = try input.flag("packedDegrees") ?? false
    request.datumChange = try datumChange(input, crs: request.crs, resolve)
    if let name = try input.text("mapping") {
      let mapping = try MappingFile.read(resolve(name))
      guard mapping.concerns(request) else {
        throw input.error(
          at: input.line, zh: "映射文件“\(name)”里没有“\(file)”", en: "the mapping “\(name)” says nothing of “\(file)”")
      }
      request.mapping = mapping
    }
    return request
  }

  private static let datumKeys = ["datumParameters", "commonPoints", "fitModel", "fitTolerance_m", "keepDatum"]

  private static func datumChange(
    _ input: YAMLMapping, crs: String?, _ resolve: (String) -> String
  ) throws(ProjectFileError) -> DatumChange {
    let options = DatumOptions(
      parametersFile: try input.text("datumParameters").map(resolve),
      commonPointsFile: try input.text("commonPoints").map(resolve),
      model: try input.choice("fitModel", CommonPointFit.Model.self),
      toleranceMetres: try input.number("fitTolerance_m"), keepsDatum: try input.flag("keepDatum") ?? false)
    if let contradiction = options.contradiction {
      throw input.error(at: input.line, zh: contradiction.zh, en: contradiction.en)
    }
    do { return try options.change(crs: crs) } catch let error as ProjectFileError { throw error } catch {
      let message = (error as? IntakeError)?.message ?? LocalizedText(zh: "\(error)", en: "\(error)")
      throw input.error(at: input.line, zh: message.zh, en: message.en)
    }
  }
}
