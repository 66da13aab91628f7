public import Geometry
public import Registry

/// The units of one level of all sources, each once, and how they touch each other.
public struct LevelUnits: Sendable {
  public struct Unit: Sendable {
    /// Indices into the divisions given: the rows of one code in the first source that has it.
    public let divisions: [Int]
    /// How well its polygon is known.
    public let accuracyMetres: Double
  }

  public let level: DivisionLevel?
  public let units: [Unit]
  /// One row a unit.
  public let polygons: GeometryColumn
  /// Rows are indices into `units`. Two drawings of one border count as one up to the accuracy, at least up to 50 m.
  public let graph: AdjacencyGraph
  /// The same with a long reach, by which a line between two units is compared with their border also where these leave a
  /// wide gap.
  public let wideGraph: AdjacencyGraph
  private let unitOfDivision: [Int: Int]

  private init(level: DivisionLevel?, units: [Unit], polygons: GeometryColumn) {
    (self.level, self.units, self.polygons) = (level, units, polygons)
    let accuracy = units.map(\.accuracyMetres).max() ?? 0
    let rows = Array(0..<polygons.count)
    graph = AdjacencyGraph.derive(
      polygons, rows: rows, searchMetres: max(accuracy, Source.defaultAccuracyMetres), junctionMetres: accuracy)
    wideGraph = AdjacencyGraph.derive(polygons, rows: rows, searchMetres: max(accuracy, 500))
    unitOfDivision = Dictionary(
      units.enumerated().flatMap { unit, value in value.divisions.map { ($0, unit) } },
      uniquingKeysWith: { first, _ in first })
  }

  public func unit(ofDivision division: Int) -> Int? { unitOfDivision[division] }

  public func accuracyMetres(_ one: Int, _ other: Int) -> Double {
    max(units[one].accuracyMetres, units[other].accuracyMetres)
  }

  /// How near two units are that touch, whatever the accuracy says of itself: less is rounding.
  private static let touchMetres = 0.1

  /// The common border of two units that come as near as their polygons are known.
  public func border(_ one: Int, _ other: Int) -> AdjacencyGraph.Border? {
    guard let border = graph.border(of: one, other),
      border.nearestMetres <= max(accuracyMetres(one, other), Self.touchMetres)
    else {
      return nil
    }
    return border
  }

  /// The units of every level; those without level stay with their source. Units in several sources count once.
  public static func all(_ divisions: [Division], in dataset: Dataset) -> [LevelUnits] {
    let polygons = dataset[.division].geometry
    var groups: [GroupKey: [Int]] = [:]
    for (index, division) in divisions.enumerated() where polygons.types[division.row].dimension == 2 {
      groups[GroupKey(division), default: []].append(index)
    }
    return groups.sorted { $0.key < $1.key }.map { key, indices in
      var units: [Unit] = []
      var merged = GeometryColumn()
      for members in unitsOnce(indices, divisions) {
        let source = dataset.source(of: divisions[members[0]].origin)
        units.append(Unit(divisions: members, accuracyMetres: source.accuracyMetres))
        merged.append(rows: members.map { divisions[$0].row }, of: polygons)
      }
      return LevelUnits(level: key.level, units: units, polygons: merged)
    }
  }

  /// The rows of every code together, of the first source that has it; rows without code each on their own.
  private static func unitsOnce(_ indices: [Int], _ divisions: [Division]) -> [[Int]] {
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
