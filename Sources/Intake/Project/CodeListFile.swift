internal import Registry
public import Toponymy

/// Reads a list of division codes: a table with a code and a name a row.
public enum CodeListFile {
  /// The units of the list; it counts as complete for the towns of every county that has towns in it.
  ///
  /// - Throws: `IntakeError` when the file cannot be read.
  public static func read(_ path: String) throws -> DivisionList {
    var dataset = Dataset()
    _ = try Intake.read(InputRequest(path: path, kind: .division), into: &dataset)
    let file = dataset.sources.first?.file ?? path
    let units = Division.all(in: dataset[.division]).compactMap { division in
      division.code.flatMap { try? DivisionCode($0) }.map { DivisionList.Unit(code: $0, name: division.name ?? "") }
    }
    let counties = Set(units.filter { $0.code.level == .town }.compactMap(\.code.parent))
    return DivisionList(
      units: units,
      coverages: counties.sorted().map { DivisionList.Coverage(prefix: $0, level: .town, asOf: "", source: file) })
  }
}
