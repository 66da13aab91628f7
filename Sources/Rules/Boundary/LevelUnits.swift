import Analysis
import Geometry
import Registry

/// The units of one level of all sources, each once, and how they touch each other.
struct LevelUnits: Sendable {
  struct Unit: Sendable {
    /// Indices into `Area.divisions`, the rows of one code in the first source that has it.
    let divisions: [Int]
    /// How well its polygon is known.
    let accuracyMetres: Double
  }

  let level: DivisionLevel?
  let units: [Unit]
  /// One row a unit.
  let polygons: GeometryColumn
  /// Rows are indices into `units`.
  let graph: AdjacencyGraph
  private let unitOfDivision: [Int: Int]

  /// Two drawings of one border are taken for one up to this distance, so that a line between two units is compared with
  /// their border also where these leave a wide gap.
  private static let searchMetres = 500.0

  init(level: DivisionLevel?, units: [Unit], polygons: GeometryColumn) {
    (self.level, self.units, self.polygons) = (level, units, polygons)
    graph = AdjacencyGraph.derive(
      polygons, rows: Array(0..<polygons.count),
      searchMetres: max(Self.searchMetres, units.map(\.accuracyMetres).max() ?? 0))
    unitOfDivision = Dictionary(
      units.enumerated().flatMap { unit, value in value.divisions.map { ($0, unit) } }, uniquingKeysWith: { first, _ in first })
  }

  func unit(ofDivision division: Int) -> Int? { unitOfDivision[division] }

  func accuracyMetres(_ one: Int, _ other: Int) -> Double { max(units[one].accuracyMetres, units[other].accuracyMetres) }

  /// The common border of two units that come as near as their polygons are known.
  func border(_ one: Int, _ other: Int) -> AdjacencyGraph.Border? {
    guard let border = graph.border(of: one, other), border.nearestMetres <= accuracyMetres(one, other) else { return nil }
    return border
  }
}

/// A line with the units that it parts.
struct PartingLine: Sendable {
  let line: SurveyedLine
  /// The index of its first row in `Area.lines`.
  let first: Int
  let level: DivisionLevel?
  /// Its two units where both are known and have a polygon, as an index into `Area.unitsByLevel()` and into its units.
  let parties: (level: Int, one: Int, other: Int)?
}

extension Area {
  /// The units of every level; those without level stay with their source. Units in several sources count once.
  func unitsByLevel() -> [LevelUnits] {
    levelUnits {
      let polygons = dataset[.division].geometry
      var groups: [GroupKey: [Int]] = [:]
      for (index, division) in divisions.enumerated() where polygons.types[division.row].dimension == 2 {
        groups[GroupKey(division), default: []].append(index)
      }
      return groups.sorted { $0.key < $1.key }.map { key, indices in
        var units: [LevelUnits.Unit] = []
        var merged = GeometryColumn()
        for members in unitsOnce(indices) {
          let source = dataset.sources[divisions[members[0]].origin.source]
          units.append(.init(divisions: members, accuracyMetres: source.accuracyMetres))
          merged.append(rows: members.map { divisions[$0].row }, of: polygons)
        }
        return LevelUnits(level: key.level, units: units, polygons: merged)
      }
    }
  }

  /// The rows of every code together, of the first source that has it; rows without code each on their own.
  private func unitsOnce(_ indices: [Int]) -> [[Int]] {
    var units: [[Int]] = []
    var unitOfCode: [String: Int] = [:]
    for index in indices {
      guard let code = divisions[index].code else {
        units.append([index])
        continue
      }
      if let unit = unitOfCode[code] {
        guard divisions[units[unit][0]].origin.source == divisions[index].origin.source else { continue }
        units[unit].append(index)
      } else {
        unitOfCode[code] = units.count
        units.append([index])
      }
    }
    return units
  }

  /// The lines with what they part.
  func partingLines() -> [PartingLine] {
    surveyedLines {
      let names = UnitIndex(divisions)
      let levels = unitsByLevel()
      return SurveyedLine.all(lines, geometry: dataset[.boundaryLine].geometry).map { line in
        let first = line.lines[0]
        let parties = parties(of: first, names, levels)
        return PartingLine(
          line: line, first: first, level: lines[first].level ?? parties.flatMap { levels[$0.level].level },
          parties: parties)
      }
    }
  }

  private func parties(
    of line: Int, _ names: UnitIndex, _ levels: [LevelUnits]
  ) -> (level: Int, one: Int, other: Int)? {
    guard let texts = unitTexts(of: lines[line]) else { return nil }
    let (ones, others) = (names.divisions(named: texts.0), names.divisions(named: texts.1))
    var found: [(level: Int, one: Int, other: Int)] = []
    for (index, level) in levels.enumerated() {
      if let own = lines[line].level, let unitLevel = level.level, own != unitLevel { continue }
      for one in ones.compactMap(level.unit(ofDivision:)) {
        for other in others.compactMap(level.unit(ofDivision:)) where one != other { found.append((index, one, other)) }
      }
    }
    // Of several units of one name those that touch are meant.
    return found.first { levels[$0.level].border($0.one, $0.other) != nil } ?? (found.count == 1 ? found[0] : nil)
  }

  /// What the line table says of the two units: names or codes, else the two halves of the line's code.
  func unitTexts(of line: BoundaryLine) -> (String, String)? {
    let table = dataset[.boundaryLine]
    if let one = table.text(.unit1, line.row), let other = table.text(.unit2, line.row) { return (one, other) }
    guard let code = line.code, code.allSatisfy({ $0.isASCII && $0.isNumber }), [12, 18, 24].contains(code.count) else {
      return nil
    }
    return (String(code.prefix(code.count / 2)), String(code.suffix(code.count / 2)))
  }

  /// The name of a unit of a level, else its key.
  func name(of unit: Int, in level: LevelUnits) -> String {
    let division = divisions[level.units[unit].divisions[0]]
    return division.name ?? division.subject.key
  }

  /// Which of a line's units, 0 or 1, lies to its left.
  func unitOnLeft(of line: PartingLine) -> Int? {
    guard let parties = line.parties else { return nil }
    let level = unitsByLevel()[parties.level]
    return line.line.path.unitOnLeft { unit, place in
      level.polygons.encloses(place, row: unit == 0 ? parties.one : parties.other)
    }
  }
}

private struct GroupKey: Hashable, Comparable {
  let level: DivisionLevel?
  let source: Int

  init(_ division: Division) {
    level = division.level
    source = division.level == nil ? division.origin.source : -1
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.level?.rawValue ?? 0, left.source) < (right.level?.rawValue ?? 0, right.source)
  }
}

extension GeometryColumn {
  /// Appends some rows of polygons as one row.
  mutating func append(rows: [Int], of other: GeometryColumn) {
    for row in rows {
      for part in other.parts(ofRow: row) {
        for ring in other.rings(ofPart: part) {
          for vertex in other.vertices(ofRing: ring) {
            let position = other.position(ofVertex: vertex)
            appendVertex(x: position.x, y: position.y)
          }
          endRing()
        }
        endPart()
      }
    }
    endRow(.multiPolygon)
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
