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
  /// Equal for versions of one line; `nil` where neither name nor code is given.
  public let key: String?

  /// All lines with a geometry; what has fewer than two different positions is none.
  public static func all(_ lines: [BoundaryLine], geometry: GeometryColumn) -> [SurveyedLine] {
    MarkedLine.groups(lines).flatMap { indices in
      versions(indices.filter { geometry.types[lines[$0].row].dimension == 1 }, lines, geometry)
        .compactMap { SurveyedLine($0, lines, geometry) }
    }
  }

  private init?(_ indices: [Int], _ lines: [BoundaryLine], _ geometry: GeometryColumn) {
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
    key = lines[first].name.map(LineName.key) ?? lines[first].code
  }

  /// The rows of one name and source, parted into versions.
  private static func versions(_ indices: [Int], _ lines: [BoundaryLine], _ geometry: GeometryColumn) -> [[Int]] {
    guard indices.count > 1 else { return [indices] }
    var versions: [[(index: Int, path: LinePath)]] = []
    for index in indices {
      guard let path = LinePath(geometry, rows: [lines[index].row]) else { continue }
      let version = versions.firstIndex { members in !members.contains { path.runsAlong($0.path) } }
      if let version { versions[version].append((index, path)) } else { versions.append([(index, path)]) }
    }
    return versions.map { $0.map(\.index) }
  }
}

extension LinePath {
  /// Whether the shorter of two lines runs beside the longer one for half of its length at least.
  func runsAlong(_ other: LinePath) -> Bool {
    let (short, long) = lengthMetres <= other.lengthMetres ? (self, other) : (other, self)
    let feet = [0, 0.25, 0.5, 0.75, 1].map { long.nearest(to: short.position(atChainage: $0 * short.lengthMetres)) }
    let reach = max(50, 0.1 * short.lengthMetres)
    guard feet.allSatisfy({ $0.distanceMetres <= reach }) else { return false }
    return abs(feet[4].chainageMetres - feet[0].chainageMetres) >= 0.5 * short.lengthMetres
  }

  /// Which of two units lies to the left of the line: 0 or 1; `nil` where neither does for certain.
  ///
  /// - Parameter encloses: whether a unit has a place inside.
  public func unitOnLeft(_ encloses: (_ unit: Int, Position) -> Bool) -> Int? {
    var votes = 0
    for number in 1..<20 {
      let chainage = lengthMetres * Double(number) / 20
      let (a, b) = (position(atChainage: chainage), position(atChainage: chainage + 1))
      let (dx, dy) = (b.x - a.x, b.y - a.y)
      // About 50 m to either side.
      for (turn, sign) in [(50.0, 1), (-50, -1)] {
        let place = Position(x: a.x - turn * dy, y: a.y + turn * dx)
        let (first, second) = (encloses(0, place), encloses(1, place))
        if first != second { votes += first ? sign : -sign }
      }
    }
    return votes > 0 ? 0 : votes < 0 ? 1 : nil
  }
}
