/// A packed R-tree over envelopes (sort-tile-recursive; Leutenegger, Lopez, Edgington 1997), built once and then only
/// asked.
///
/// Plain values instead of GEOS's tree: that one belongs to a context and sorts itself at the first query, this one can
/// be shared by all workers. Building is O(n log n), a query O(log n + hits).
public struct STRtree: Sendable {
  private static let nodeCapacity = 16

  /// The boxes of all levels, the leaves first; a node covers the `nodeCapacity` boxes at its place in the level below.
  private var boxes: [Envelope] = []
  private var levels: [Range<Int>] = []
  /// The caller's index of every leaf box.
  private var items: [Int] = []

  /// Indexes envelopes by their place in the array; `nil` and envelopes with NaN are never found.
  public init(_ envelopes: [Envelope?]) {
    items = Self.tiled(envelopes)
    boxes = items.compactMap { envelopes[$0] }
    guard !boxes.isEmpty else { return }
    levels = [0..<boxes.count]
    while let below = levels.last, below.count > 1 {
      for start in stride(from: below.lowerBound, to: below.upperBound, by: Self.nodeCapacity) {
        let end = min(start + Self.nodeCapacity, below.upperBound)
        boxes.append(boxes[start + 1..<end].reduce(boxes[start]) { $0.union($1) })
      }
      levels.append(below.upperBound..<boxes.count)
    }
  }

  /// Indexes the rows of a column; rows without geometry are never found.
  public init(_ column: GeometryColumn) {
    self.init((0..<column.count).map { column.envelope(ofRow: $0) })
  }

  public var count: Int { items.count }

  /// The indices of all envelopes that intersect this one, in ascending order.
  public func query(_ envelope: Envelope) -> [Int] {
    var found: [Int] = []
    forEach(intersecting: envelope) { found.append($0) }
    found.sort()
    return found
  }

  /// Calls `body` with every index whose envelope intersects this one, in no particular order.
  public func forEach<Failure: Error>(
    intersecting envelope: Envelope, _ body: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    guard !levels.isEmpty else { return }
    try visit(level: levels.count - 1, nodes: levels[levels.count - 1], envelope, body)
  }

  private func visit<Failure: Error>(
    level: Int, nodes: Range<Int>, _ envelope: Envelope, _ body: (Int) throws(Failure) -> Void
  ) throws(Failure) {
    for node in nodes where boxes[node].intersects(envelope) {
      if level == 0 {
        try body(items[node])
      } else {
        try visit(level: level - 1, nodes: children(of: node, level: level), envelope, body)
      }
    }
  }

  private func children(of node: Int, level: Int) -> Range<Int> {
    let below = levels[level - 1]
    let start = below.lowerBound + (node - levels[level].lowerBound) * Self.nodeCapacity
    return start..<min(start + Self.nodeCapacity, below.upperBound)
  }

  /// The index nearest to a position by a distance that is never less than the distance to the envelope; the lowest
  /// index of several equally near.
  ///
  /// - Parameter distance: the true distance of an item in units of the coordinates; `nil` leaves it out.
  public func nearest<Failure: Error>(
    to position: Position, distance: (Int) throws(Failure) -> Double?
  ) throws(Failure) -> (index: Int, distance: Double)? {
    guard !levels.isEmpty else { return nil }
    var best: (index: Int, distance: Double)?
    var stack = levels[levels.count - 1].map {
      (level: levels.count - 1, node: $0, bound: boxes[$0].distance(position))
    }
    while let (level, node, bound) = stack.popLast() {
      if let best, bound > best.distance { continue }
      if level > 0 {
        let next = children(of: node, level: level).map { (level - 1, $0, boxes[$0].distance(position)) }
        stack.append(contentsOf: next.sorted { $0.2 > $1.2 })
      } else if let found = try distance(items[node]) {
        let isNearer = best.map { (found, items[node]) < ($0.distance, $0.index) } ?? true
        if isNearer { best = (items[node], found) }
      }
    }
    return best
  }

  /// Sorted into vertical slices by the centre's x, each slice by its y.
  private static func tiled(_ envelopes: [Envelope?]) -> [Int] {
    var centres: [(x: Double, y: Double, index: Int)] = []
    centres.reserveCapacity(envelopes.count)
    for (index, envelope) in envelopes.enumerated() {
      guard let envelope, envelope.minX <= envelope.maxX, envelope.minY <= envelope.maxY else { continue }
      centres.append((envelope.centre.x, envelope.centre.y, index))
    }
    centres.sort { $0.x < $1.x }
    let leafCount = (centres.count + nodeCapacity - 1) / nodeCapacity
    let sliceSize = nodeCapacity * max(1, Int(Double(leafCount).squareRoot().rounded(.up)))
    for start in stride(from: 0, to: centres.count, by: sliceSize) {
      centres[start..<min(start + sliceSize, centres.count)].sort { $0.y < $1.y }
    }
    return centres.map(\.index)
  }
}

extension Envelope {
  /// The distance to a position, in units of the coordinates; 0 inside.
  fileprivate func distance(_ position: Position) -> Double {
    let dx = max(minX - position.x, position.x - maxX, 0)
    let dy = max(minY - position.y, position.y - maxY, 0)
    return (dx * dx + dy * dy).squareRoot()
  }
}
