/// On which side of the line from `a` to `b` the point `c` lies, without error of rounding: 1 left, -1 right, 0 on it.
///
/// A quick determinant with a bound for its error, and only where that cannot decide the exact sum (Shewchuk, "Adaptive
/// precision floating-point arithmetic", 1997).
func orientation(_ a: Position, _ b: Position, _ c: Position) -> Int {
  let left = (a.x - c.x) * (b.y - c.y)
  let right = (a.y - c.y) * (b.x - c.x)
  let determinant = left - right
  let bound = 3.330_669_073_875_471_6e-16 * (abs(left) + abs(right))
  if determinant > bound { return 1 }
  if determinant < -bound { return -1 }
  return exactOrientation(a, b, c)
}

private func exactOrientation(_ a: Position, _ b: Position, _ c: Position) -> Int {
  var sum = ExactSum()
  sum.add(product: a.x, b.y)
  sum.add(product: -a.y, b.x)
  sum.add(product: b.x, c.y)
  sum.add(product: -b.y, c.x)
  sum.add(product: c.x, a.y)
  sum.add(product: -c.y, a.x)
  return sum.sign
}

/// A sum of up to six products kept exactly, as a series of doubles that do not overlap.
private struct ExactSum {
  private var terms = InlineArray<12, Double>(repeating: 0)
  private var count = 0

  mutating func add(product x: Double, _ y: Double) {
    let product = x * y
    add((-product).addingProduct(x, y))
    add(product)
  }

  private mutating func add(_ value: Double) {
    var carry = value
    for index in 0..<count {
      let sum = carry + terms[index]
      let part = sum - carry
      let error = (carry - (sum - part)) + (terms[index] - part)
      terms[index] = error
      carry = sum
    }
    terms[count] = carry
    count += 1
  }

  /// The largest term that is not zero decides.
  var sign: Int {
    for index in (0..<count).reversed() where terms[index] != 0 { return terms[index] > 0 ? 1 : -1 }
    return 0
  }
}

extension GeometryColumn {
  /// Twice the signed area of a closed ring in squared units of the coordinates: positive if counter-clockwise.
  ///
  /// Measured from the first vertex, so that large coordinates cost no digits.
  public func doubledSignedArea(ofRing ring: Int) -> Double { shoelace(ofRing: ring).area }

  private func shoelace(ofRing ring: Int) -> (area: Double, magnitude: Double) {
    let vertices = vertices(ofRing: ring)
    guard vertices.count > 3 else { return (0, 0) }
    let origin = position(ofVertex: vertices.lowerBound)
    return coordinates.withUnsafeBufferPointer { buffer in
      var (area, magnitude) = (0.0, 0.0)
      var (x, y) = (0.0, 0.0)
      for vertex in vertices.dropFirst() {
        let (nextX, nextY) = (buffer[2 * vertex] - origin.x, buffer[2 * vertex + 1] - origin.y)
        area += x * nextY - nextX * y
        magnitude += abs(x * nextY) + abs(nextX * y)
        (x, y) = (nextX, nextY)
      }
      return (area, magnitude)
    }
  }

  /// Whether a closed ring runs counter-clockwise; `nil` if it has no area.
  public func isCounterClockwise(ring: Int) -> Bool? {
    let (area, magnitude) = shoelace(ofRing: ring)
    let bound = magnitude * Double(vertices(ofRing: ring).count + 4) * .ulpOfOne
    if abs(area) > bound { return area > 0 }
    return turnAtLowestVertex(ofRing: ring).map { $0 > 0 }
  }

  /// The exact turn at the lowest (then leftmost) vertex, which is convex in every simple ring: decides slivers whose
  /// area drowns in rounding.
  private func turnAtLowestVertex(ofRing ring: Int) -> Int? {
    let range = vertices(ofRing: ring)
    let positions = range.dropLast().map(position(ofVertex:))
    let lowest = positions.indices.min { (positions[$0].y, positions[$0].x) < (positions[$1].y, positions[$1].x) }
    guard let lowest else { return nil }
    let count = positions.count
    let before = (1..<count).lazy.map { positions[(lowest - $0 + count) % count] }.first { $0 != positions[lowest] }
    let after = (1..<count).lazy.map { positions[(lowest + $0) % count] }.first { $0 != positions[lowest] }
    guard let before, let after else { return nil }
    let turn = orientation(before, positions[lowest], after)
    return turn == 0 ? nil : turn
  }

  /// Turns shells counter-clockwise and holes clockwise (RFC 7946, section 3.1.6), in place; rings without area and
  /// other kinds of geometry stay as they are. The first vertex of a ring stays the first.
  public mutating func normaliseOrientation() {
    let turned = ringsToTurn()
    guard !turned.isEmpty else { return }
    replaceCoordinates { coordinates in
      for vertices in turned {
        var (low, high) = (vertices.lowerBound, vertices.upperBound - 1)
        while low < high {
          coordinates.swapAt(2 * low, 2 * high)
          coordinates.swapAt(2 * low + 1, 2 * high + 1)
          low += 1
          high -= 1
        }
      }
    }
  }

  public func normalisedOrientation() -> GeometryColumn {
    var column = self
    column.normaliseOrientation()
    return column
  }

  private func ringsToTurn() -> [Range<Int>] {
    var turned: [Range<Int>] = []
    for row in 0..<count where types[row].dimension == 2 {
      for part in parts(ofRow: row) {
        let rings = rings(ofPart: part)
        for ring in rings where isCounterClockwise(ring: ring) == (ring != rings.lowerBound) {
          turned.append(vertices(ofRing: ring))
        }
      }
    }
    return turned
  }
}
