import Delivery
import Foundation
import Intake
import Registry
import Rules
import Workspace

/// Everything that `run` writes.
struct RunOutputs {
  /// Those that look like tables of records.
  static let tables = Set(["findings.geojson", "findings.xlsx", "rejected.csv"] + StandardizationWriter.fileNames)

  let project: Project
  let area: Area
  let result: CheckResult
  let language: Language
  private let selection: RuleSelection
  private let tables: [ReportTable]
  private let rate: LocalizedText?

  init(project: Project, area: Area, selection: RuleSelection, result: CheckResult, language: Language) throws {
    self.project = project
    self.area = area
    self.result = result
    self.language = language
    self.selection = selection
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

  /// The files beside the workspace and the data, in the order in which they are written.
  private enum File: String, CaseIterable {
    case findings = "findings.json"
    case findingsMap = "findings.geojson"
    case workbook = "findings.xlsx"
    case report = "report.md"
    case coverage = "coverage.json"
    case rejected = "rejected.csv"
  }

  private static func dataFile(_ kind: RecordKind) -> String { "data/\(kind.rawValue).geojson" }

  /// Fails before anything is written when one of the files is there and is none of ours.
  static func refuseForeignFiles(in folder: String) throws {
    let names = File.allCases.map(\.rawValue) + RecordKind.allCases.map(dataFile)
    for name in names { try OutputFile.refuseForeign("\(folder)/\(name)") }
    try StandardizationWriter.refuseForeignFiles(in: "\(folder)/\(namesFolder)")
  }

  /// Writes all files and returns their paths, the workspace first.
  func write(to folder: String, force: Bool) throws -> [String] {
    var written = ["\(folder)/workspace.gpkg"]
    try writeFindings(intoWorkspace: written[0])
    func output(_ name: String) -> FileOutput {
      written.append("\(folder)/\(name)")
      return FileOutput(path: "\(folder)/\(name)", force: force)
    }
    for file in File.allCases { try write(file, to: output(file.rawValue)) }
    try FileManager.default.createDirectory(atPath: "\(folder)/data", withIntermediateDirectories: true)
    let writer = GeoJSONWriter(generator: Jieming.generator)
    for kind in area.dataset.kinds {
      try output(Self.dataFile(kind)).stream { sink in
        try writer.write(area.dataset[kind], of: area.dataset, to: &sink)
      }
      Console.noteKeptDatum(of: kind, in: area.dataset)
    }
    // Those of an earlier run with other kinds would pass for results of this one.
    for kind in RecordKind.allCases where !area.dataset.kinds.contains(kind) {
      let stale = "\(folder)/\(Self.dataFile(kind))"
      if OutputFile.isOwn(stale) { try FileManager.default.removeItem(atPath: stale) }
    }
    try writeNames(to: folder, force: force, &written)
    return written
  }

  private static let namesFolder = "names"

  /// The lists of the standardization run, where there are place names; those of an earlier run go where there are none.
  private func writeNames(to folder: String, force: Bool, _ written: inout [String]) throws {
    let names = "\(folder)/\(Self.namesFolder)"
    guard area.dataset.kinds.contains(.placeName) else { return try StandardizationWriter.removeOwnFiles(in: names) }
    var options = try StandardizationWriter.Options(
      score: project.score ?? ScoreTableFile.read(nil), selection: selection)
    (options.language, options.force) = (language, force)
    written += try StandardizationWriter(result, options).write(into: names).map { "\(names)/\($0.file)" }
  }

  private func write(_ file: File, to output: FileOutput) throws {
    switch file {
    case .findings: try output.write(FindingsJSON.render(result, toolVersion: Jieming.version, language: language))
    case .findingsMap:
      try output.write(FindingsGeoJSON.render(result, generator: Jieming.generator, language: language))
    case .workbook: try output.writeFile { try FindingsWorkbook(result, language: language).write(to: $0) }
    case .report:
      let report = Report(title: "\(project.name)检查报告", result: result, tables: tables)
      try output.write(Array(report.markdown(language).utf8))
    case .coverage: try output.write(CoverageResult.json(tables, asOf: result.asOf, language: language))
    case .rejected: try output.write(RejectedRowsCSV.render(area.dataset, language: language))
    }
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
