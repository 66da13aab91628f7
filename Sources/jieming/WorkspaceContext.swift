import Foundation
import Registry
import Rules
import Workspace

/// What a run leaves in the workspace, so that a later check of it alone finds the same.
struct WorkspaceContext {
  /// The district and the rules; how well positions are known stands with each source.
  var settings = Settings()
  var plan: Plan?
  var waivers: [Waiver] = []
  /// The score table of the bureau's own; `nil` for the one that ships.
  var score: ScoreTable?

  private static let makerName = "made by"
  private static let districtName = "district"
  private static let rulesName = "rules"
  private static let planName = "plan"
  private static let waiversName = "waivers"
  private static let scoreName = "score"

  init(settings: Settings = Settings(), plan: Plan? = nil, waivers: [Waiver] = [], score: ScoreTable? = nil) {
    (self.settings, self.plan, self.waivers, self.score) = (settings, plan, waivers, score)
  }

  init(_ workspace: Workspace) throws {
    settings.district = try workspace.value(Self.districtName)
    settings.rules = try Self.read(Self.rulesName, workspace) ?? [:]
    plan = try Self.read(Self.planName, workspace)
    waivers = try Self.read(Self.waiversName, workspace) ?? []
    score = try Self.read(Self.scoreName, workspace)
  }

  /// Whether a workspace was made by `run`, which may make it anew.
  static func isOfRun(_ workspace: Workspace) throws -> Bool { try workspace.value(makerName) == "run" }

  /// What else is imported makes it a workspace of its owner's.
  static func releaseFromRun(_ writer: inout WorkspaceWriter) throws { try writer.setValue(nil, for: makerName) }

  func save(to writer: inout WorkspaceWriter) throws {
    try writer.setValue("run", for: Self.makerName)
    try writer.setValue(settings.district, for: Self.districtName)
    try writer.setValue(settings.rules.isEmpty ? nil : Self.text(settings.rules), for: Self.rulesName)
    try writer.setValue(plan.map(Self.text), for: Self.planName)
    try writer.setValue(waivers.isEmpty ? nil : Self.text(waivers), for: Self.waiversName)
    try writer.setValue(score.map(Self.text), for: Self.scoreName)
  }

  /// The settings without a list of division codes that is not here: a workspace is handed on alone.
  func withoutMissingCodeList() -> Settings {
    var settings = settings
    let rule = RuleBook.divisionCodeRule
    for (name, override) in settings.rules
    where RuleBook.entry(named: name)?.descriptor.code == rule.code {
      guard case .text(let path) = override.settings["codes"], !path.isEmpty,
        !FileManager.default.fileExists(atPath: path)
      else { continue }
      Console.note(
        "找不到上次检查用的代码表“\(path)”，\(rule.code) 只用内置代码表 "
          + "(the code list of the last run is not there; \(rule.code) goes by those built in)")
      settings.rules[name]?.settings["codes"] = nil
    }
    return settings
  }

  /// - Throws: when another program has put something else there: a check without the settings would say less.
  private static func read<Value: Decodable>(_ name: String, _ workspace: Workspace) throws -> Value? {
    guard let text = try workspace.value(name) else { return nil }
    do { return try JSONDecoder().decode(Value.self, from: Data(text.utf8)) } catch {
      throw WorkspaceError.failed(path: workspace.path, reason: "setting “\(name)”")
    }
  }

  private static func text(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
