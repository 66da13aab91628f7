public import Geometry
import Glibc

/// A line to measure along (chainage) and from, in metres on the ellipsoid.
///
/// Straight between vertices in longitude and latitude, so that a vertex more on a straight edge changes nothing.
public struct LinePath: Sendable {
  public let positions: [Position]
  /// Of every position: metres from the start; gaps between parts count for nothing.
  public let chainages: [Double]
  /// Positions from which no edge runs on: the last one of every part.
  private let partEnds: Set<Int>
  /// Degrees of longitude times this are as long as degrees of latitude.
  private let scale: Double
  private let tree: STRtree

  private static let runLength = 8

  /// The nearest place of a line.
  public struct Foot: Sendable {
    public let position: Position
    public let chainageMetres: Double
    public let distanceMetres: Double
  }

  /// The parts of some rows, lines or borders of polygons, one behind the other; `nil` when there is no edge.
  public init?(_ column: GeometryColumn, rows: [Int]) {
    var positions: [Position] = []
    var chainages: [Double] = []
    var ends: Set<Int> = []
    var chainage = 0.0
    for row in rows {
      for part in column.parts(ofRow: row) {
        for ring in column.rings(ofPart: part) {
          let start = positions.count
          for vertex in column.vertices(ofRing: ring) {
            let position = column.position(ofVertex: vertex)
            guard position.x.isFinite, abs(position.y) <= 90 else { continue }
            if positions.count > start {
              guard position != positions[positions.count - 1] else { continue }
              chainage += EllipsoidalMeasure.distance(positions[positions.count - 1], position)
            }
            positions.append(position)
            chainages.append(chainage)
          }
          if positions.count == start + 1 {
            positions.removeLast()
            chainages.removeLast()
          } else if positions.count > start {
            ends.insert(positions.count - 1)
          }
        }
      }
    }
    guard let first = positions.first else { return nil }
    let bounds = positions.reduce(Envelope(first)) { $0.extended(to: $1) }
    let scale = Self.scale(at: bounds.centre)
    (self.positions, self.chainages, partEnds, self.scale) = (positions, chainages, ends, scale)
    tree = STRtree(
      stride(from: 0, to: positions.count, by: Self.runLength).map { start in
        positions[start...min(start + Self.runLength, positions.count - 1)]
          .reduce(Envelope(Self.scaled(positions[start], scale))) { $0.extended(to: Self.scaled($1, scale)) }
      })
  }

  public var lengthMetres: Double { chainages[chainages.count - 1] }

  /// Whether no edge runs on from a position.
  func isPartEnd(_ index: Int) -> Bool { partEnds.contains(index) }

  private static func scale(at place: Position) -> Double {
    let small = 1e-3
    let latitude = min(max(place.y, -89), 89)
    let start = Position(x: place.x, y: latitude)
    return EllipsoidalMeasure.distance(start, Position(x: place.x + small, y: latitude))
      / EllipsoidalMeasure.distance(start, Position(x: place.x, y: latitude + small))
  }

  /// Complexity: O(log n).
  public func nearest(to position: Position) -> Foot {
    let place = Self.scaled(position, scale)
    let run = tree.nearest(to: place) { run -> Double? in nearest(to: place, inRun: run)?.distance }
    guard let run, let found = nearest(to: place, inRun: run.index) else {
      return Foot(position: positions[0], chainageMetres: 0, distanceMetres: .infinity)
    }
    let foot = Position(x: found.foot.x / scale, y: found.foot.y)
    // The whole chainage where the foot is a vertex: places between vertices need no more than their share of the edge.
    let (start, end) = (positions[found.edge], positions[found.edge + 1])
    let (whole, part) = (
      hypot((end.x - start.x) * scale, end.y - start.y), hypot((foot.x - start.x) * scale, foot.y - start.y)
    )
    let share = whole > 0 ? min(1, part / whole) : 0
    return Foot(
      position: foot,
      chainageMetres: chainages[found.edge] + share * (chainages[found.edge + 1] - chainages[found.edge]),
      distanceMetres: EllipsoidalMeasure.distance(position, foot))
  }

  private func nearest(to place: Position, inRun run: Int) -> (distance: Double, foot: Position, edge: Int)? {
    var best: (distance: Double, foot: Position, edge: Int)?
    let start = run * Self.runLength
    for edge in start..<min(start + Self.runLength, positions.count - 1) where !partEnds.contains(edge) {
      let foot = nearestPoint(
        of: Self.scaled(positions[edge], scale), Self.scaled(positions[edge + 1], scale), to: place)
      let distance = hypot(foot.x - place.x, foot.y - place.y)
      if distance < best?.distance ?? .infinity { best = (distance, foot, edge) }
    }
    return best
  }

  private static func scaled(_ position: Position, _ scale: Double) -> Position {
    Position(x: position.x * scale, y: position.y)
  }

  /// The place at a chainage; before the start the start, behind the end the end.
  public func position(atChainage chainage: Double) -> Position {
    let low = index(before: chainage)
    let high = low + 1
    let length = chainages[high] - chainages[low]
    guard length > 0 else { return chainage <= chainages[low] ? positions[low] : positions[high] }
    let share = min(max((chainage - chainages[low]) / length, 0), 1)
    return Position(
      x: positions[low].x + share * (positions[high].x - positions[low].x),
      y: positions[low].y + share * (positions[high].y - positions[low].y))
  }

  /// The position before a chainage, from which an edge or a gap leads on.
  private func index(before chainage: Double) -> Int {
    var (low, high) = (0, positions.count - 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      if chainages[middle] <= chainage { low = middle } else { high = middle }
    }
    return low
  }

  /// The positions from one chainage to another, backwards where the second is smaller.
  public func positions(from start: Double, to end: Double) -> [Position] {
    let (low, high) = (min(start, end), max(start, end))
    let stretch =
      [position(atChainage: low)] + positions[vertices(between: low, and: high)] + [position(atChainage: high)]
    return start <= end ? stretch : stretch.reversed()
  }

  /// The indices of the positions behind one chainage and before another, which is not smaller.
  func vertices(between low: Double, and high: Double) -> Range<Int> {
    var first = index(before: low)
    while first < positions.count, chainages[first] <= low { first += 1 }
    var last = min(index(before: high) + 1, positions.count - 1)
    while last >= first, chainages[last] >= high { last -= 1 }
    return first..<max(first, last + 1)
  }

  /// Its vertices, and between them places no farther apart than a step, each with its chainage; part by part.
  public func samples(everyMetres step: Double) -> [[(position: Position, chainage: Double)]] {
    var parts: [[(Position, Double)]] = [[]]
    for index in positions.indices {
      parts[parts.count - 1].append((positions[index], chainages[index]))
      guard !partEnds.contains(index), index + 1 < positions.count else {
        parts.append([])
        continue
      }
      let length = chainages[index + 1] - chainages[index]
      let count = min(100_000, Int((length / max(step, 0.001)).rounded(.up)))
      for number in 1..<max(count, 1) {
        let chainage = chainages[index] + length * Double(number) / Double(count)
        parts[parts.count - 1].append((self.position(between: index, Double(number) / Double(count)), chainage))
      }
    }
    return parts.filter { !$0.isEmpty }
  }

  private func position(between index: Int, _ share: Double) -> Position {
    let (a, b) = (positions[index], positions[index + 1])
    return Position(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
  }
}
