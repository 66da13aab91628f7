import Delivery
import Foundation
import Intake
import Registry
import Rules
import Workspace

/// Everything that `run` writes.
struct RunOutputs {
  /// Those that look like tables of records.
  static let tables: Set = ["findings.geojson", "findings.xlsx", "rejected.csv"]

  let project: Project
  let area: Area
  let result: CheckResult
  let language: Language
  private let tables: [ReportTable]
  private let rate: LocalizedText?

  init(project: Project, area: Area, result: CheckResult, language: Language) throws {
    self.project = project
    self.area = area
    self.result = result
    self.language = language
    let hasCoverage = [.division, .facility].allSatisfy { area.dataset.kinds.contains($0) }
    guard hasCoverage else {
      (tables, rate) = ([], nil)
      return
    }
    let coverage = try CoverageResult(area, settings: CoverageResult.ruleSettings(project.settings))
    (tables, rate) = (coverage.tables, CoverageTables.rate(coverage.coverage))
  }

  /// Counts of findings and the coverage rate, for the terminal.
  var summary: String {
    FindingsText(result, language: language).summary() + (rate.map { "\n" + $0[language] + "\n" } ?? "")
  }

  /// Writes all files and returns their paths, the workspace first.
  func write(to folder: String, force: Bool) throws -> [String] {
    var written = ["\(folder)/workspace.gpkg"]
    func output(_ name: String) -> FileOutput {
      written.append("\(folder)/\(name)")
      return FileOutput(path: "\(folder)/\(name)", force: force)
    }
    try writeFindings(intoWorkspace: written[0])
    try output("findings.json").write(FindingsJSON.render(result, toolVersion: Jieming.version, language: language))
    try output("findings.geojson").write(
      FindingsGeoJSON.render(result, generator: Jieming.generator, language: language))
    try output("findings.xlsx").writeFile { try FindingsWorkbook(result, language: language).write(to: $0) }
    let report = Report(title: "\(project.name)检查报告", result: result, tables: tables)
    try output("report.md").write(Array(report.markdown(language).utf8))
    try output("coverage.json").write(CoverageResult.json(tables, asOf: result.asOf, language: language))
    try output("rejected.csv").write(RejectedRowsCSV.render(area.dataset, language: language))
    try FileManager.default.createDirectory(atPath: "\(folder)/data", withIntermediateDirectories: true)
    let writer = GeoJSONWriter(generator: Jieming.generator)
    for kind in area.dataset.kinds {
      try output("data/\(kind.rawValue).geojson").stream { sink in
        try writer.write(area.dataset[kind], of: area.dataset, to: &sink)
      }
    }
    return written
  }

  private func writeFindings(intoWorkspace path: String) throws {
    let renderer = MessageRenderer(result, language: language)
    let stored = result.findings.map { finding in
      StoredFinding(
        finding, of: result,
        texts: .init(
          message: renderer.message(finding), basis: renderer.basis(finding) ?? "", next: renderer.next(finding) ?? ""))
    }
    try Workspace.update(path, createIfMissing: false, asOf: result.asOf) { try $0.replaceFindings(stored) }
  }
}
