public import Registry

/// A line with the units that it parts.
public struct PartingLine: Sendable {
  public let line: SurveyedLine
  /// The index of its first row in the lines given.
  public let first: Int
  public let level: DivisionLevel?
  /// Its two units where both are known and have a polygon, as an index into the levels given and into its units.
  public let parties: (level: Int, one: Int, other: Int)?

  /// The lines with what they part.
  public static func all(
    _ lines: [BoundaryLine], divisions: [Division], levels: [LevelUnits], in dataset: Dataset
  ) -> [PartingLine] {
    let names = UnitIndex(divisions)
    let table = dataset[.boundaryLine]
    return SurveyedLine.all(lines, geometry: table.geometry).map { line in
      let first = line.lines[0]
      let parties = parties(of: lines[first], table, names, levels)
      return PartingLine(
        line: line, first: first, level: lines[first].level ?? parties.flatMap { levels[$0.level].level },
        parties: parties)
    }
  }

  private static func parties(
    of line: BoundaryLine, _ table: RecordTable, _ names: UnitIndex, _ levels: [LevelUnits]
  ) -> (level: Int, one: Int, other: Int)? {
    guard let texts = unitTexts(of: line, table) else { return nil }
    let (ones, others) = (names.divisions(named: texts.0), names.divisions(named: texts.1))
    var found: [(level: Int, one: Int, other: Int)] = []
    for (index, level) in levels.enumerated() {
      if let own = line.level, let unitLevel = level.level, own != unitLevel { continue }
      for one in ones.compactMap(level.unit(ofDivision:)) {
        for other in others.compactMap(level.unit(ofDivision:)) where one != other { found.append((index, one, other)) }
      }
    }
    // Of several units of one name those that touch are meant.
    return found.first { levels[$0.level].border($0.one, $0.other) != nil } ?? (found.count == 1 ? found[0] : nil)
  }

  /// What the line table says of the two units: names or codes, else the two halves of the line's code.
  private static func unitTexts(of line: BoundaryLine, _ table: RecordTable) -> (String, String)? {
    if let one = table.text(.unit1, line.row), let other = table.text(.unit2, line.row) { return (one, other) }
    guard let code = line.code, code.allSatisfy({ $0.isASCII && $0.isNumber }), [12, 18, 24].contains(code.count) else {
      return nil
    }
    return (String(code.prefix(code.count / 2)), String(code.suffix(code.count / 2)))
  }
}
