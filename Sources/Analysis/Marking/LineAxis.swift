public import Geodesy
public import Geometry
import Glibc

/// A boundary line as a path in metres: chainages, places and directions along it (linear referencing).
///
/// Chainages count from the first vertex in metres of a local projection on the line itself, which is valid anywhere on
/// Earth; over a line of 100 km they differ from those on the ellipsoid by a few millimetres a kilometre at its ends. Gaps
/// between parts count for nothing.
public struct LineAxis: Sendable {
  /// Metres around the middle vertex.
  public let plane: LocalProjection
  /// Whether every part begins where the one before ends.
  public let isContinuous: Bool
  /// In the plane.
  private let segments: [Segment]

  private struct Segment: Sendable {
    let start: Position
    let end: Position
    let chainage: Double
    var length: Double { hypot(end.x - start.x, end.y - start.y) }

    func position(_ share: Double) -> Position {
      Position(x: start.x + share * (end.x - start.x), y: start.y + share * (end.y - start.y))
    }
  }

  /// The place of a line nearest to a position.
  public struct Foot: Sendable {
    public let chainageMetres: Double
    /// Longitude and latitude.
    public let position: Position
    /// On the ellipsoid.
    public let distanceMetres: Double
  }

  /// The parts of line rows in their order.
  ///
  /// - Returns: `nil` where no part has two vertices, or a coordinate is no place on Earth.
  public init?(_ geometry: GeometryColumn, rows: [Int]) {
    let paths = geometry.paths(ofRows: rows)
    let count = paths.reduce(0) { $0 + $1.count }
    guard let first = paths.first, count >= 2 else { return nil }
    // A vertex of the line and not the centre of its bounds, which is far away for a line across the antimeridian.
    let middle = geometry.position(
      ofVertex: paths.count == 1 ? first.lowerBound + first.count / 2 : paths[paths.count / 2].lowerBound)
    guard middle.x.isFinite, abs(middle.y) <= 90 else { return nil }
    plane = LocalProjection(longitude: middle.x, latitude: middle.y)
    var segments: [Segment] = []
    segments.reserveCapacity(count)
    var (chainage, isContinuous) = (0.0, true)
    for path in paths {
      var xy = Array(geometry.coordinates[2 * path.lowerBound..<2 * path.upperBound])
      plane.forward(&xy)
      guard xy.allSatisfy(\.isFinite) else { return nil }
      for index in stride(from: 0, to: xy.count - 2, by: 2) {
        let segment = Segment(
          start: Position(x: xy[index], y: xy[index + 1]), end: Position(x: xy[index + 2], y: xy[index + 3]),
          chainage: chainage)
        if index == 0, let last = segments.last,
          hypot(last.end.x - segment.start.x, last.end.y - segment.start.y) > 0.001
        {
          isContinuous = false
        }
        segments.append(segment)
        chainage += segment.length
      }
    }
    self.segments = segments
    self.isContinuous = isContinuous
    lengthMetres = chainage
  }

  public let lengthMetres: Double

  /// Longitude and latitude at a chainage; before the start the start, behind the end the end. O(log n).
  public func position(atChainage chainage: Double) -> Position { degrees(planePosition(atChainage: chainage)) }

  /// The nearest place of the line; of several the first. `nil` for a position that is no place on Earth. O(n).
  public func foot(of position: Position) -> Foot? {
    guard position.x.isFinite, abs(position.y) <= 90 else { return nil }
    let point = inPlane(position)
    var best: (distance: Double, chainage: Double, foot: Position)?
    for segment in segments {
      let length = segment.length
      let along =
        (point.x - segment.start.x) * (segment.end.x - segment.start.x)
        + (point.y - segment.start.y) * (segment.end.y - segment.start.y)
      let share = length > 0 ? max(0, min(1, along / (length * length))) : 0
      let foot = segment.position(share)
      let distance = hypot(point.x - foot.x, point.y - foot.y)
      if distance < best?.distance ?? .infinity { best = (distance, segment.chainage + share * length, foot) }
    }
    guard let best else { return nil }
    let foot = degrees(best.foot)
    return Foot(
      chainageMetres: best.chainage, position: foot, distanceMetres: EllipsoidalMeasure.distance(position, foot))
  }

  /// The direction from one chainage straight to another in degrees clockwise from true north; `nil` where the two places
  /// are less than 1 cm apart.
  public func azimuth(fromChainage start: Double, to end: Double) -> Double? {
    let (from, to) = (position(atChainage: start), position(atChainage: end))
    guard EllipsoidalMeasure.distance(from, to) >= 0.01 else { return nil }
    return Ellipsoid.cgcs2000.azimuth(from: (from.x, from.y), to: (to.x, to.y))
  }

  /// How often the straight way between two positions crosses the line; a touch from one side counts as 0 or 2. O(n).
  public func crossings(from start: Position, to end: Position) -> Int {
    let (a, b) = (inPlane(start), inPlane(end))
    return segments.count { segment in
      let sides = (side(a, b, segment.start) > 0, side(a, b, segment.end) > 0)
      guard sides.0 != sides.1 else { return false }
      return (side(segment.start, segment.end, a) > 0) != (side(segment.start, segment.end, b) > 0)
    }
  }

  /// Places in the plane, with chainages, that show the course between two chainages to within a tolerance
  /// (Douglas and Peucker, 1973); both ends are among them.
  func simplified(
    fromChainage start: Double, to end: Double, toleranceMetres: Double
  ) -> [(chainage: Double, position: Position)] {
    let (low, high) = (min(start, end), max(start, end))
    var points = [(chainage: low, position: planePosition(atChainage: low))]
    let inner = segments.filter { $0.chainage > low && $0.chainage < high }
    // Enough to see the course of any stretch, and few enough for a line of a million vertices.
    let step = max(1, inner.count / 20_000)
    for index in stride(from: 0, to: inner.count, by: step) {
      points.append((inner[index].chainage, inner[index].start))
    }
    points.append((high, planePosition(atChainage: high)))
    let kept = Self.kept(points.map(\.position), toleranceMetres)
    let simplified = zip(points, kept).filter(\.1).map(\.0)
    return start <= end ? simplified : simplified.reversed()
  }

  private static func kept(_ points: [Position], _ tolerance: Double) -> [Bool] {
    var kept = Array(repeating: false, count: points.count)
    kept[0] = true
    kept[points.count - 1] = true
    var stretches = [0..<points.count - 1]
    while let stretch = stretches.popLast() {
      var (farthest, distance) = (-1, tolerance)
      for index in stretch.dropFirst() {
        let away = Self.distance(points[index], points[stretch.lowerBound], points[stretch.upperBound])
        if away > distance { (farthest, distance) = (index, away) }
      }
      guard farthest >= 0 else { continue }
      kept[farthest] = true
      stretches.append(stretch.lowerBound..<farthest)
      stretches.append(farthest..<stretch.upperBound)
    }
    return kept
  }

  private static func distance(_ point: Position, _ start: Position, _ end: Position) -> Double {
    let segment = Segment(start: start, end: end, chainage: 0)
    let length = segment.length
    guard length > 0 else { return hypot(point.x - start.x, point.y - start.y) }
    let along = (point.x - start.x) * (end.x - start.x) + (point.y - start.y) * (end.y - start.y)
    let foot = segment.position(max(0, min(1, along / (length * length))))
    return hypot(point.x - foot.x, point.y - foot.y)
  }

  private func planePosition(atChainage chainage: Double) -> Position {
    var (low, high) = (0, segments.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if segments[middle].chainage <= chainage { low = middle } else { high = middle - 1 }
    }
    let segment = segments[low]
    let length = segment.length
    return segment.position(length > 0 ? max(0, min(1, (chainage - segment.chainage) / length)) : 0)
  }

  private func side(_ a: Position, _ b: Position, _ point: Position) -> Double {
    (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x)
  }

  private func inPlane(_ position: Position) -> Position {
    var xy = [position.x, position.y]
    plane.forward(&xy)
    return Position(x: xy[0], y: xy[1])
  }

  private func degrees(_ position: Position) -> Position {
    var xy = [position.x, position.y]
    plane.inverse(&xy)
    return Position(x: xy[0], y: xy[1])
  }
}
