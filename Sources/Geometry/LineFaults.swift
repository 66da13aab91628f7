/// What is wrong with the course of a line, and where.
public struct LineFault: Sendable, Equatable {
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The line crosses itself.
    case selfCrossing
    /// It touches itself in a place that is not where a ring closes.
    case selfTouch
    /// It runs a second time along its own course.
    case overlap
    /// It turns back on its own way; the place is the tip.
    case spike
    /// A vertex repeats the one before it.
    case repeatedVertex
  }

  public var kind: Kind
  public var place: Position
}

extension GeometryColumn {
  /// The faults in the course of the parts of some line rows taken together, in order of kinds, then of places.
  ///
  /// Ends of parts that meet are no fault. Complexity: about O(n log n); after ten thousand faults the search stops.
  ///
  /// - Parameter tolerance: how near, in the unit of the coordinates, the line has to come to itself to touch itself.
  public func lineFaults(ofRows rows: [Int], tolerance: Double = 0) -> [LineFault] {
    var parts: [[Position]] = []
    for row in rows where types[row].dimension == 1 {
      for part in self.parts(ofRow: row) {
        for ring in rings(ofPart: part) { parts.append(vertices(ofRing: ring).map(position(ofVertex:))) }
      }
    }
    var search = LineFaultSearch()
    for part in LineNoding.noded(parts, tolerance: tolerance) { search.add(part) }
    return search.faults()
  }
}

private struct LineFaultSearch {
  private static let limit = 10_000
  private static let runLength = 8

  /// Without repeated vertices and spikes, the parts behind each other.
  private var points: [Position] = []
  private var partCount = 0
  private var partOfPoint: [Int] = []
  private var found: [LineFault] = []
  /// Where a stretch run along twice begins and ends the line touches or crosses itself: no fault of its own.
  private var endsOfOverlaps: Set<Position> = []

  mutating func add(_ positions: [Position]) {
    let start = points.count
    /// Whether a spike was taken off at the point: if it turns back again, that is the same spike.
    var isStump: [Bool] = []
    for position in positions where position.x.isFinite && position.y.isFinite {
      if points.count > start, points[points.count - 1] == position {
        found.append(LineFault(kind: .repeatedVertex, place: position))
        continue
      }
      var hasTurned = false
      while points.count > start + 1,
        isSameDirection(from: points[points.count - 1], points[points.count - 2], position)
      {
        let tip = points.removeLast()
        if isStump.popLast() == false { found.append(LineFault(kind: .spike, place: tip)) }
        hasTurned = true
        if points[points.count - 1] == position { break }
      }
      if points.count > start, points[points.count - 1] == position {
        isStump[isStump.count - 1] = true
      } else {
        points.append(position)
        isStump.append(hasTurned)
      }
    }
    partOfPoint.append(contentsOf: repeatElement(partCount, count: points.count - start))
    partCount += 1
  }

  mutating func faults() -> [LineFault] {
    findContacts(points.indices.filter(isEdge))
    found.removeAll { [.selfTouch, .selfCrossing].contains($0.kind) && endsOfOverlaps.contains($0.place) }
    let order = LineFault.Kind.allCases
    return Set(found.map(Unique.init)).map(\.fault).sorted { left, right in
      let (a, b) = (order.firstIndex(of: left.kind) ?? 0, order.firstIndex(of: right.kind) ?? 0)
      return (a, left.place.x, left.place.y) < (b, right.place.x, right.place.y)
    }
  }

  private func isEdge(_ point: Int) -> Bool {
    point + 1 < points.count && partOfPoint[point] == partOfPoint[point + 1]
  }

  private mutating func findContacts(_ edges: [Int]) {
    let runs = stride(from: 0, to: edges.count, by: Self.runLength)
      .map { Array(edges[$0..<min($0 + Self.runLength, edges.count)]) }
    let boxes = runs.map { run in run.reduce(box(run[0])) { $0.union(box($1)) } }
    let tree = STRtree(boxes)
    // Of a stretch run along twice every edge overlaps; its first place is told.
    var overlapping: [Int] = []
    for (index, run) in runs.enumerated() where found.count < Self.limit {
      for other in tree.query(boxes[index]) where other >= index {
        for first in run {
          let bounds = box(first)
          for second in runs[other] where second > first && bounds.intersects(box(second)) {
            compare(first, second, &overlapping)
          }
        }
      }
    }
    var last: Int?
    for edge in Set(overlapping).sorted() {
      if last != edge - 1 { found.append(LineFault(kind: .overlap, place: points[edge])) }
      last = edge
    }
  }

  private mutating func compare(_ first: Int, _ second: Int, _ overlapping: inout [Int]) {
    let (a, b, c, d) = (points[first], points[first + 1], points[second], points[second + 1])
    switch segmentContact(a, b, c, d) {
    case .along:
      overlapping.append(second)
      endsOfOverlaps.formUnion([a, b, c, d])
    case .point(let place):
      found.append(LineFault(kind: [a, b, c, d].contains(place) ? .selfTouch : .selfCrossing, place: place))
    case nil:
      if let place = [a, b].first(where: { $0 == c || $0 == d }), second != first + 1 {
        meetAtVertices(first, second, place)
      }
    }
  }

  /// Two edges that are no neighbours have an end in common: no fault only where parts or a ring close.
  private mutating func meetAtVertices(_ first: Int, _ second: Int, _ place: Position) {
    let firstPoint = points[first] == place ? first : first + 1
    let secondPoint = points[second] == place ? second : second + 1
    guard isInterior(firstPoint) || isInterior(secondPoint) else { return }
    let crosses = isInterior(firstPoint) && isInterior(secondPoint) && passesThrough(firstPoint, secondPoint)
    found.append(LineFault(kind: crosses ? .selfCrossing : .selfTouch, place: place))
  }

  private func isInterior(_ point: Int) -> Bool { point > 0 && isEdge(point - 1) && isEdge(point) }

  /// Whether the course through one vertex passes from one side to the other of the course through another one there.
  private func passesThrough(_ first: Int, _ second: Int) -> Bool {
    let (origin, before, after) = (points[first], points[first - 1], points[first + 1])
    let (enter, leave) = (points[second - 1], points[second + 1])
    return isInSector(origin, before, after, enter) != isInSector(origin, before, after, leave)
  }

  /// Whether a direction lies in the sector from one direction to another, counter-clockwise.
  private func isInSector(_ origin: Position, _ from: Position, _ to: Position, _ point: Position) -> Bool {
    switch orientation(origin, from, to) {
    case 1: orientation(origin, from, point) > 0 && orientation(origin, to, point) < 0
    case -1: !(orientation(origin, to, point) > 0 && orientation(origin, from, point) < 0)
    default: orientation(origin, from, point) > 0
    }
  }

  private func box(_ edge: Int) -> Envelope { Envelope(points[edge]).extended(to: points[edge + 1]) }
}

private struct Unique: Hashable {
  let kind: LineFault.Kind
  let place: Position

  init(_ fault: LineFault) { (kind, place) = (fault.kind, fault.place) }

  var fault: LineFault { LineFault(kind: kind, place: place) }
}
