public import Geometry
public import Registry

/// One version of a boundary line: the rows of one source with its name (or code), joined.
///
/// Rows that continue each other are parts of one version; a row that runs along another of the same name is a version
/// of its own.
public struct SurveyedLine: Sendable {
  /// Indices of its rows among the lines given.
  public let lines: [Int]
  public let path: LinePath
  /// Whether its parts run on from each other, without gap or branch.
  public let isContinuous: Bool
  /// Where it begins and ends; none for a ring.
  public let ends: [Position]
  /// Equal for versions of one line, which have a name or a code in common; `nil` where neither is given.
  public let key: Int?

  /// All lines with a geometry; what has fewer than two different positions is none.
  public static func all(_ lines: [BoundaryLine], geometry: GeometryColumn) -> [SurveyedLine] {
    var keys = LineKeys(lines)
    return MarkedLine.groups(lines).flatMap { indices in
      versions(indices.filter { geometry.types[lines[$0].row].dimension == 1 }, lines, geometry)
        .compactMap { SurveyedLine($0, lines, geometry, &keys) }
    }
  }

  private init?(_ indices: [Int], _ lines: [BoundaryLine], _ geometry: GeometryColumn, _ keys: inout LineKeys) {
    guard let first = indices.first else { return nil }
    let rows = indices.map { lines[$0].row }
    let joined = LineJoin.joined(geometry, rows: rows)
    let path = joined.map { LinePath($0, rows: [0]) } ?? LinePath(geometry, rows: rows)
    guard let path, let start = path.positions.first, let end = path.positions.last else { return nil }
    self.lines = indices
    self.path = path
    let isRing = start == end && geometry.paths(ofRows: rows).count == 1
    isContinuous = joined != nil || isRing
    ends = isRing ? [] : [start, end]
    key = keys.key(of: first)
  }

  /// The rows of one name and source, parted into versions: each row joins the first that has none beside it.
  private static func versions(_ indices: [Int], _ lines: [BoundaryLine], _ geometry: GeometryColumn) -> [[Int]] {
    guard indices.count > 1 else { return [indices] }
    let rows = indices.compactMap { index in
      LinePath(geometry, rows: [lines[index].row]).map { (index: index, path: $0) }
    }
    let tree = STRtree(rows.map { geometry.envelope(ofRow: lines[$0.index].row) })
    var versions: [[Int]] = []
    var versionOfRow: [Int] = []
    for (number, row) in rows.enumerated() {
      var occupied: Set<Int> = []
      if let bounds = geometry.envelope(ofRow: lines[row.index].row) {
        let reach = DegreePlane(bounds.centre).degrees(of: row.path.reachMetres)
        tree.forEach(intersecting: bounds.grown(by: reach)) { other in
          guard other < number, !occupied.contains(versionOfRow[other]) else { return }
          if row.path.runsAlong(rows[other].path) { occupied.insert(versionOfRow[other]) }
        }
      }
      let version = versions.indices.first { !occupied.contains($0) } ?? versions.count
      if version == versions.count { versions.append([]) }
      versions[version].append(row.index)
      versionOfRow.append(version)
    }
    return versions
  }
}

/// Which lines are one line: those with one name, in either order of its parties, or one code.
private struct LineKeys {
  private var groups: DisjointSets
  private let isNamed: [Bool]

  init(_ lines: [BoundaryLine]) {
    groups = DisjointSets(count: lines.count)
    isNamed = lines.map { $0.name != nil || $0.code != nil }
    var first: [String: Int] = [:]
    for (index, line) in lines.enumerated() {
      for text in [line.name.map { "name " + LineName.key($0) }, line.code.map { "code " + $0 }].compactMap({ $0 }) {
        if let other = first[text] { groups.unite(index, other) } else { first[text] = index }
      }
    }
  }

  mutating func key(of line: Int) -> Int? { isNamed[line] ? groups.root(line) : nil }
}

extension LinePath {
  /// Whether the shorter of two lines runs beside the longer one for half of its length at least.
  public func runsAlong(_ other: LinePath) -> Bool {
    let (short, long) = lengthMetres <= other.lengthMetres ? (self, other) : (other, self)
    func foot(_ share: Double) -> Foot { long.nearest(to: short.position(atChainage: share * short.lengthMetres)) }
    let (start, end) = (foot(0), foot(1))
    guard abs(end.chainageMetres - start.chainageMetres) >= 0.5 * short.lengthMetres else { return false }
    let reach = short.reachMetres
    guard max(start.distanceMetres, end.distanceMetres) <= reach else { return false }
    return [0.25, 0.5, 0.75].allSatisfy { foot($0).distanceMetres <= reach }
  }

  /// How far another version of the line may be away.
  fileprivate var reachMetres: Double { max(50, 0.1 * lengthMetres) }
}
