import Analysis
import Geometry
import Registry

extension Area {
  /// The units of every level and how they touch each other.
  func unitsByLevel() -> [LevelUnits] { levelUnits { LevelUnits.all(divisions, in: dataset) } }

  /// The lines with what they part.
  func partingLines() -> [PartingLine] {
    surveyedLines { PartingLine.all(lines, divisions: divisions, levels: unitsByLevel(), in: dataset) }
  }

  /// The name of a unit of a level, else its key.
  func name(of unit: Int, in level: LevelUnits) -> String {
    let division = divisions[level.units[unit].divisions[0]]
    return division.name ?? division.subject.key
  }
}
