/// Finds where the edges of rings meet: crossings, stretches run along together, and points of touch.
///
/// Runs of a few edges are the leaves of an R-tree; pairs of runs with overlapping boxes are compared edge by edge,
/// with exact predicates.
struct RingCrossings {
  enum Contact { case across, along, touch }

  struct Fault {
    var contact: Contact
    var first: Int
    var second: Int
    var place: Position
  }

  /// A point where two or more stretches of rings meet in a vertex.
  struct Node {
    var place: Position
    var rings: [Int]
  }

  /// Two rings in no particular order.
  struct RingPair: Hashable {
    let low: Int
    let high: Int

    init(_ left: Int, _ right: Int) {
      (low, high) = (min(left, right), max(left, right))
    }
  }

  let rings: CleanRings
  /// Crossings and overlaps between rings or of one with itself, and the touches of one with itself.
  private(set) var faults: [Fault] = []
  /// Points where different rings touch, for the connectedness of the inside.
  private(set) var touches: [Node] = []
  /// Pairs of rings that cross or run along together: how they lie in each other has no answer.
  private(set) var entangled: Set<RingPair> = []
  /// Edges that run along others.
  private(set) var overlappedEdges: Set<Int> = []
  let index: EdgeIndex

  private var overlaps: [(rings: (Int, Int), edge: Int, place: Position)] = []
  private var meetings: [Meeting] = []

  /// A ring passing a point: through a vertex or through the inside of an edge.
  private struct Meeting: Hashable {
    var place: Position
    var edge: Int
    var isVertex: Bool

    static func isBefore(_ left: Meeting, _ right: Meeting) -> Bool {
      (left.place.x, left.place.y, left.edge, left.isVertex ? 0 : 1)
        < (right.place.x, right.place.y, right.edge, right.isVertex ? 0 : 1)
    }
  }

  init(rings: CleanRings) {
    self.rings = rings
    index = EdgeIndex(rings)
  }

  mutating func search(limit: Int) {
    for run in index.runs.indices {
      index.forEachRun(intersecting: index.runs[run].envelope) { other in
        if other >= run { compare(run, other, limit: limit) }
      }
    }
    joinOverlaps()
    classifyMeetings(limit: limit)
  }

  // MARK: Pairs of edges

  private mutating func compare(_ left: Int, _ right: Int, limit: Int) {
    let (leftRun, rightRun) = (index.runs[left], index.runs[right])
    for first in leftRun.edges {
      let box = index.envelope(ofEdge: first)
      guard box.intersects(rightRun.envelope) else { continue }
      let others = left == right ? first + 1..<rightRun.edges.upperBound : rightRun.edges
      for second in others where box.intersects(index.envelope(ofEdge: second)) {
        guard faults.count + overlaps.count < limit, meetings.count < 8 * limit else { return }
        if leftRun.ring == rightRun.ring, areNeighbours(first, second, ring: leftRun.ring) { continue }
        compareEdges(first, second, ringsOf: (leftRun.ring, rightRun.ring))
      }
    }
  }

  /// Edges with a common vertex in their ring meet nowhere else, spikes having been taken off.
  private func areNeighbours(_ first: Int, _ second: Int, ring: Int) -> Bool {
    let range = rings.ranges[ring]
    let (low, high) = (min(first, second), max(first, second))
    return high == low + 1 || (low == range.lowerBound && high == range.upperBound - 1)
  }

  private mutating func compareEdges(_ first: Int, _ second: Int, ringsOf pair: (Int, Int)) {
    let (a, b) = (rings.points[first], rings.points[first + 1])
    let (c, d) = (rings.points[second], rings.points[second + 1])
    let (sideC, sideD) = (orientation(a, b, c), orientation(a, b, d))
    if sideC * sideD > 0 { return }
    let (sideA, sideB) = (orientation(c, d, a), orientation(c, d, b))
    if sideA * sideB > 0 { return }
    if sideC * sideD < 0, sideA * sideB < 0 {
      faults.append(Fault(contact: .across, first: pair.0, second: pair.1, place: crossing(a, b, c, d)))
      entangle(pair)
      return
    }
    let (boxOfFirst, boxOfSecond) = (index.envelope(ofEdge: first), index.envelope(ofEdge: second))
    var common: [Position] = []
    if sideA == 0, boxOfSecond.contains(a) { common.append(a) }
    if sideB == 0, boxOfSecond.contains(b) { common.append(b) }
    if sideC == 0, boxOfFirst.contains(c), !common.contains(c) { common.append(c) }
    if sideD == 0, boxOfFirst.contains(d), !common.contains(d) { common.append(d) }
    if common.count > 1 {
      // The end of the stretch that comes first on the first edge.
      let place = common.min { distanceAlong(a, b, $0) < distanceAlong(a, b, $1) } ?? a
      overlaps.append((pair, first, place))
      overlappedEdges.formUnion([first, second])
      entangle(pair)
    }
    for place in common {
      meetings.append(meeting(at: place, edge: first, ring: pair.0))
      meetings.append(meeting(at: place, edge: second, ring: pair.1))
    }
  }

  private mutating func entangle(_ pair: (Int, Int)) {
    if pair.0 != pair.1 { entangled.insert(RingPair(pair.0, pair.1)) }
  }

  func areEntangled(_ left: Int, _ right: Int) -> Bool { entangled.contains(RingPair(left, right)) }

  private func meeting(at place: Position, edge: Int, ring: Int) -> Meeting {
    if place == rings.points[edge] { return Meeting(place: place, edge: edge, isVertex: true) }
    guard place == rings.points[edge + 1] else { return Meeting(place: place, edge: edge, isVertex: false) }
    let range = rings.ranges[ring]
    return Meeting(place: place, edge: edge + 1 == range.upperBound ? range.lowerBound : edge + 1, isVertex: true)
  }

  private func distanceAlong(_ a: Position, _ b: Position, _ place: Position) -> Double {
    abs(b.x - a.x) >= abs(b.y - a.y) ? abs(place.x - a.x) : abs(place.y - a.y)
  }

  /// The point where two edges cross that are known to cross.
  private func crossing(_ a: Position, _ b: Position, _ c: Position, _ d: Position) -> Position {
    let denominator = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
    let numerator = (c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)
    let share = denominator == 0 ? 0.5 : min(max(numerator / denominator, 0), 1)
    return Position(x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y))
  }

  // MARK: Stretches

  /// One fault for every stretch of edges in a row that run along the same ring.
  private mutating func joinOverlaps() {
    overlaps.sort { ($0.rings.0, $0.rings.1, $0.edge) < ($1.rings.0, $1.rings.1, $1.edge) }
    for (place, overlap) in overlaps.enumerated() {
      if place > 0, overlaps[place - 1].rings == overlap.rings, overlap.edge - overlaps[place - 1].edge <= 1 {
        continue
      }
      faults.append(
        Fault(contact: .along, first: overlap.rings.0, second: overlap.rings.1, place: overlap.place))
    }
  }

  // MARK: Points

  private mutating func classifyMeetings(limit: Int) {
    meetings.sort(by: Meeting.isBefore)
    var start = 0
    while start < meetings.count, faults.count < limit {
      var end = start + 1
      while end < meetings.count, meetings[end].place == meetings[start].place { end += 1 }
      var passes: [Meeting] = []
      for meeting in meetings[start..<end] where meeting != passes.last { passes.append(meeting) }
      classify(passes)
      start = end
    }
  }

  private mutating func classify(_ passes: [Meeting]) {
    let ringsHere = passes.map { index.ring(ofEdge: $0.edge) }
    let distinct = Set(ringsHere).sorted()
    if distinct.count > 1 { touches.append(Node(place: passes[0].place, rings: distinct)) }
    // Of hundreds of stretches through one point some pairs are enough.
    for second in passes.indices.prefix(64) {
      for first in 0..<second {
        let pair = (ringsHere[first], ringsHere[second])
        guard let contact = contact(passes[first], passes[second]) else { continue }
        if contact == .touch, pair.0 != pair.1 { continue }
        if contact == .across { entangle(pair) }
        faults.append(Fault(contact: contact, first: pair.0, second: pair.1, place: passes[0].place))
      }
    }
  }

  /// Whether two stretches cross or touch in a point; `nil` where they run along together.
  private func contact(_ first: Meeting, _ second: Meeting) -> Contact? {
    let origin = first.place
    let (before, after) = neighbours(of: first)
    let (otherBefore, otherAfter) = neighbours(of: second)
    for mine in [before, after] {
      for other in [otherBefore, otherAfter] where isSameDirection(from: origin, mine, other) { return nil }
    }
    let isFirstInside = isInSector(origin, from: before, to: after, otherBefore)
    return isFirstInside == isInSector(origin, from: before, to: after, otherAfter) ? .touch : .across
  }

  private func neighbours(of meeting: Meeting) -> (Position, Position) {
    guard meeting.isVertex else { return (rings.points[meeting.edge], rings.points[meeting.edge + 1]) }
    let range = rings.ranges[index.ring(ofEdge: meeting.edge)]
    let before = meeting.edge == range.lowerBound ? range.upperBound - 1 : meeting.edge - 1
    return (rings.points[before], rings.points[meeting.edge + 1])
  }

  /// Whether a direction lies in the sector that one sweeps counter-clockwise; it is known to lie on neither limit.
  private func isInSector(_ origin: Position, from start: Position, to end: Position, _ point: Position) -> Bool {
    switch orientation(origin, start, end) {
    case 1: orientation(origin, start, point) > 0 && orientation(origin, end, point) < 0
    case -1: !(orientation(origin, end, point) > 0 && orientation(origin, start, point) < 0)
    default: orientation(origin, start, point) > 0
    }
  }
}
