public import Geometry

/// How far two versions of a line are apart, along the first.
///
/// Symmetric: the distance of each from the other counts, at vertices and at places between them. Direction does not
/// matter; chainages are those of the first version.
public struct DeviationProfile: Sendable {
  /// A stretch where the two are farther apart than the tolerance.
  public struct Stretch: Sendable {
    /// Chainages on the first version.
    public let fromMetres: Double
    public let toMetres: Double
    public let maximumMetres: Double
    /// Where they are farthest apart, on either version.
    public let place: Position
    /// The mean distance over the stretch.
    public let meanMetres: Double
    /// Land between the two to the left of the first version, seen along it: the first gives it to the unit on its left,
    /// the second to the unit on its right.
    public let leftSquareMetres: Double
    /// Land between the two to the right of the first version.
    public let rightSquareMetres: Double

    public var lengthMetres: Double { toMetres - fromMetres }
  }

  /// How far the two are apart at a place.
  public struct Distance: Sendable {
    /// On the first version.
    public let chainageMetres: Double
    public let metres: Double
  }

  /// At the vertices of both and at places between them, along the first version.
  public let distances: [Distance]
  public let maximumMetres: Double
  /// Over the length of both.
  public let meanMetres: Double
  /// In order along the first version.
  public let stretches: [Stretch]

  /// - Parameters:
  ///   - isSymmetric: whether what the second has beyond the first counts too.
  ///   - stepMetres: how dense places between vertices are.
  /// - Complexity: O(n log n) in vertices and steps.
  public init(
    of first: LinePath, against second: LinePath, toleranceMetres: Double, isSymmetric: Bool = true,
    stepMetres: Double = 20
  ) throws {
    let forward = Self.measure(first, against: second, stepMetres) { $0.chainage }
    let backward = isSymmetric ? Self.measure(second, against: first, stepMetres) { $0.foot } : []
    let all = (forward + backward).joined().sorted { $0.place < $1.place }
    distances = all.map { Distance(chainageMetres: $0.place, metres: $0.distance) }
    maximumMetres = all.map(\.distance).max() ?? 0
    meanMetres = Self.mean(all[...])
    let intervals = Self.intervals(forward + backward, over: toleranceMetres)
    stretches = try Self.merged(intervals, within: stepMetres).map { interval in
      let inside = all[Self.first(all, from: interval.lowerBound)...].prefix { $0.place <= interval.upperBound }
      let farthest = inside.max { $0.distance < $1.distance }
      let areas = try BetweenLines.areas(first, second, interval)
      return Stretch(
        fromMetres: interval.lowerBound, toMetres: interval.upperBound, maximumMetres: farthest?.distance ?? 0,
        place: farthest?.position ?? first.position(atChainage: interval.lowerBound),
        meanMetres: Self.mean(inside),
        leftSquareMetres: areas.left, rightSquareMetres: areas.right)
    }
  }

  private struct Sample {
    let position: Position
    /// On its own line.
    let chainage: Double
    let distance: Double
    /// On the other line.
    let foot: Double
    /// On the first version.
    var place = 0.0
    /// How much of its own line it stands for, in metres: half of the way to the samples before and behind it.
    var weight = 0.0
  }

  private static func measure(
    _ line: LinePath, against other: LinePath, _ step: Double, place: (Sample) -> Double
  ) -> [[Sample]] {
    line.samples(everyMetres: step).map { part in
      part.enumerated().map { index, value in
        let foot = other.nearest(to: value.position)
        var sample = Sample(
          position: value.position, chainage: value.chainage, distance: foot.distanceMetres, foot: foot.chainageMetres)
        sample.place = place(sample)
        sample.weight = (part[min(index + 1, part.count - 1)].chainage - part[max(index - 1, 0)].chainage) / 2
        return sample
      }
    }
  }

  /// The index of the first sample at a place or behind it; samples are in order.
  private static func first(_ samples: [Sample], from place: Double) -> Int {
    var (low, high) = (0, samples.count)
    while low < high {
      let middle = (low + high) / 2
      if samples[middle].place < place { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// By trapezes over the lengths: where vertices are dense each counts for less.
  private static func mean(_ samples: ArraySlice<Sample>) -> Double {
    let weight = samples.reduce(0) { $0 + $1.weight }
    return weight > 0 ? samples.reduce(0) { $0 + $1.weight * $1.distance } / weight : 0
  }

  /// On the first version, where the distance is over the tolerance; the ends by interpolation.
  private static func intervals(_ parts: [[Sample]], over tolerance: Double) -> [ClosedRange<Double>] {
    var found: [ClosedRange<Double>] = []
    for part in parts {
      var open: (low: Double, high: Double)?
      for (index, sample) in part.enumerated() {
        let before = index > 0 ? part[index - 1] : nil
        if sample.distance > tolerance {
          let start =
            before.map { $0.distance > tolerance ? sample.place : crossing($0, sample, tolerance) } ?? sample.place
          open = (min(open?.low ?? start, start, sample.place), max(open?.high ?? start, start, sample.place))
        } else if let stretch = open, let before {
          let end = crossing(before, sample, tolerance)
          found.append(min(stretch.low, end)...max(stretch.high, end))
          open = nil
        }
      }
      if let open { found.append(open.low...open.high) }
    }
    return found
  }

  private static func crossing(_ a: Sample, _ b: Sample, _ tolerance: Double) -> Double {
    let rise = b.distance - a.distance
    guard rise != 0, rise.isFinite else { return b.place }
    return a.place + (tolerance - a.distance) / rise * (b.place - a.place)
  }

  private static func merged(_ intervals: [ClosedRange<Double>], within gap: Double) -> [ClosedRange<Double>] {
    var merged: [ClosedRange<Double>] = []
    for interval in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, interval.lowerBound <= last.upperBound + gap {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, interval.upperBound)
      } else {
        merged.append(interval)
      }
    }
    return merged
  }
}

/// The land between two versions of a line.
private enum BetweenLines {
  /// On a stretch of the first: what lies to its left and to its right, in m².
  static func areas(
    _ first: LinePath, _ second: LinePath, _ stretch: ClosedRange<Double>
  ) throws -> (left: Double, right: Double) {
    let own = first.positions(from: stretch.lowerBound, to: stretch.upperBound)
    guard own.count > 1, let start = own.first, let end = own.last else { return (0, 0) }
    let (from, to) = (second.nearest(to: start), second.nearest(to: end))
    let other = second.positions(from: from.chainageMetres, to: to.chainageMetres)
    guard let path = LinePath(line(own), rows: [0]) else { return (0, 0) }
    // To the very ends of `other`: the feet may differ from them in the last bit, and then no ring would close.
    let ends = [[start, other[0]], [other[other.count - 1], end]].filter { $0[0] != $0[1] }
    var lines = GeometryColumn()
    for positions in [own, other] + ends where Set(positions).count > 1 { append(positions, to: &lines) }
    let context = GEOSContext()
    let faces = try Geometry(collecting: 0..<lines.count, of: lines, in: context).unaryUnion().polygonized()
      .column(dimension: 2).normalisedOrientation()
    var areas = (left: 0.0, right: 0.0)
    for row in 0..<faces.count {
      for part in faces.parts(ofRow: row) {
        let area = CoveragePiece.area(ofPart: part, of: faces)
        switch side(ofPart: part, of: faces, path) {
        case 1: areas.left += area
        case -1: areas.right += area
        default: break
        }
      }
    }
    return areas
  }

  /// On which side of a line a face lies along it: 1 left, -1 right. A counter-clockwise ring follows a line on whose left
  /// it lies.
  private static func side(ofPart part: Int, of faces: GeometryColumn, _ line: LinePath) -> Int {
    guard let ring = faces.rings(ofPart: part).first else { return 0 }
    var advance = 0.0
    for vertex in faces.vertices(ofRing: ring).dropLast() {
      let (a, b) = (faces.position(ofVertex: vertex), faces.position(ofVertex: vertex + 1))
      let (footA, footB) = (line.nearest(to: a), line.nearest(to: b))
      let middle = line.nearest(to: Envelope(a).extended(to: b).centre)
      guard max(footA.distanceMetres, footB.distanceMetres, middle.distanceMetres) < 1e-3 else { continue }
      advance += footB.chainageMetres - footA.chainageMetres
    }
    return advance > 0 ? 1 : advance < 0 ? -1 : 0
  }

  private static func line(_ positions: [Position]) -> GeometryColumn {
    var column = GeometryColumn()
    append(positions, to: &column)
    return column
  }

  private static func append(_ positions: [Position], to column: inout GeometryColumn) {
    for position in positions { column.appendVertex(x: position.x, y: position.y) }
    column.endRing()
    column.endPart()
    column.endRow(.lineString)
  }
}
