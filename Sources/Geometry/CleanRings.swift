/// Closed rings without repeated points, one after another.
struct CleanRings {
  /// The vertices; after those of each ring its first once more.
  private(set) var points: [Position] = []
  /// The vertices of each ring, which are also the numbers of its edges; `points[upperBound]` closes it.
  private(set) var ranges: [Range<Int>] = []
  private(set) var indices: [RingIndex] = []
  /// The shell of every part, be it a duplicate of another ring.
  private(set) var shells: [Int: Int] = [:]

  var count: Int { ranges.count }
  var isEmpty: Bool { ranges.isEmpty }

  mutating func append(open positions: [Position], index: RingIndex) {
    let start = points.count
    points.append(contentsOf: positions)
    points.append(positions[0])
    if index.ring == 0 { shells[index.part] = ranges.count }
    ranges.append(start..<start + positions.count)
    indices.append(index)
  }

  /// Notes a ring that is left out because it has the vertices of another one.
  mutating func noteTwin(of ring: Int, index: RingIndex) {
    if index.ring == 0 { shells[index.part] = ring }
  }

  func open(_ ring: Int) -> [Position] { Array(points[ranges[ring]]) }
}

/// A ring by its vertices alone: from the lowest, in the direction of its lower neighbour.
struct CanonicalRing: Hashable {
  var positions: [Position]

  init(_ open: [Position]) {
    let count = open.count
    let lowest = open.indices.min { Self.isBefore(open[$0], open[$1]) } ?? 0
    let isForward = !Self.isBefore(open[(lowest + count - 1) % count], open[(lowest + 1) % count])
    positions = (0..<count).map { open[(lowest + (isForward ? $0 : count - $0)) % count] }
  }

  private static func isBefore(_ left: Position, _ right: Position) -> Bool {
    (left.x, left.y) < (right.x, right.y)
  }
}

/// Takes the spikes off a ring, where it turns back on its own way, and keeps their tips.
struct SpikeRemoval {
  private(set) var tips: [Position] = []
  private let positions: [Position]
  /// The ring as a doubly linked list; -1 marks a vertex taken off.
  private var next: [Int]
  private var previous: [Int]
  /// Vertices where a spike was taken off: if they turn back they belong to the same spike.
  private var isStump: [Bool]
  private var count: Int

  init(_ open: [Position]) {
    positions = open
    count = open.count
    next = open.indices.map { ($0 + 1) % open.count }
    previous = open.indices.map { ($0 + open.count - 1) % open.count }
    isStump = Array(repeating: false, count: open.count)
  }

  /// What is left; fewer than three vertices if the ring was nothing but spikes.
  var remaining: [Position] { positions.indices.filter { next[$0] >= 0 }.map { positions[$0] } }

  /// O(n): every step takes a vertex off or looks at one for the last time.
  mutating func run() {
    var waiting = Array(positions.indices.reversed())
    while let vertex = waiting.popLast(), count >= 3 {
      guard next[vertex] >= 0, turnsBack(at: vertex) else { continue }
      if !isStump[vertex] { tips.append(positions[vertex]) }
      let (before, after) = (previous[vertex], next[vertex])
      remove(vertex)
      if positions[before] == positions[after] {
        remove(after)
        isStump[before] = true
      } else {
        let isBeforeNearer = isNearer(positions[before], than: positions[after], to: positions[vertex])
        isStump[isBeforeNearer ? before : after] = true
      }
      waiting.append(contentsOf: [previous[before], next[before], before])
    }
  }

  private func turnsBack(at vertex: Int) -> Bool {
    isSameDirection(from: positions[vertex], positions[previous[vertex]], positions[next[vertex]])
  }

  private func isNearer(_ left: Position, than right: Position, to origin: Position) -> Bool {
    max(abs(left.x - origin.x), abs(left.y - origin.y)) < max(abs(right.x - origin.x), abs(right.y - origin.y))
  }

  private mutating func remove(_ vertex: Int) {
    next[previous[vertex]] = next[vertex]
    previous[next[vertex]] = previous[vertex]
    (next[vertex], previous[vertex]) = (-1, -1)
    count -= 1
  }
}

/// Whether two points, both different from the origin, lie in exactly the same direction from it.
func isSameDirection(from origin: Position, _ left: Position, _ right: Position) -> Bool {
  func signs(_ position: Position) -> (Int, Int) {
    (
      (position.x > origin.x ? 1 : 0) - (position.x < origin.x ? 1 : 0),
      (position.y > origin.y ? 1 : 0) - (position.y < origin.y ? 1 : 0)
    )
  }
  return signs(left) == signs(right) && orientation(origin, left, right) == 0
}
