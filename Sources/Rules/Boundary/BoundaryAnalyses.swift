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

extension BoundaryLine {
  /// How far the line may be off: 0.4 mm at the scale of the agreement's map; without a scale 20 m for provincial lines and
  /// 4 m for others, as for its markers (M106).
  var toleranceMetres: Double {
    if let mapScale { return 0.4 / 1000 * Double(mapScale) }
    return level == .province ? 20 : 4
  }
}
