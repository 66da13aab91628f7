import Geodesy
import Geometry

/// Geographic coordinates that were made of those of a web map by adding a fixed number of degrees.
///
/// The shift of GCJ-02 and BD-09 differs from place to place; a pair that lies everywhere the same number of degrees
/// from one of them was not converted, whatever its label says.
struct FixedOffset {
  /// Degrees, what was added to the pair of the web map.
  let longitude: Double
  let latitude: Double
  /// The pair that was made.
  let derived: CoordinatePair

  /// - Complexity: O(n log n) in the rows that have both.
  /// - Returns: `nil` unless just one of the pairs is of a web map, or if the rows lie too close together for the shift
  ///   to differ by more than what is written.
  init?(_ first: CoordinatePair, _ second: CoordinatePair, rows: [Int]) {
    let isOfMap = [first, second].map { if case .shifted = $0.crs.datum { true } else { false } }
    guard isOfMap[0] != isOfMap[1], first.crs.isGeographic, second.crs.isGeographic else { return nil }
    let map: CoordinatePair
    (map, derived) = isOfMap[0] ? (first, second) : (second, first)
    var offsets: [(x: Double, y: Double)] = []
    var shifts: [(x: Double, y: Double)] = []
    var unit = 0.0
    for row in rows {
      guard let from = map.reading(row), let to = derived.reading(row) else { continue }
      unit = max(
        unit, from.lastDigitMetres / CoordinatePair.metresPerDegree, to.lastDigitMetres / CoordinatePair.metresPerDegree
      )
      offsets.append((to.written.x - from.written.x, to.written.y - from.written.y))
      shifts.append((from.position.x - from.written.x, from.position.y - from.written.y))
    }
    let (x, y) = (Spread(offsets.map(\.x)), Spread(offsets.map(\.y)))
    // Either of two rounded numbers is half a unit off at most, so that their difference keeps within two.
    guard offsets.count >= 3, unit > 0, max(x.width, y.width) <= 2.01 * unit,
      max(Spread(shifts.map(\.x)).width, Spread(shifts.map(\.y)).width) > 4 * unit
    else { return nil }
    (longitude, latitude) = (x.median, y.median)
  }

  /// The middle of values, and how far apart all but one in a hundred of them are.
  private struct Spread {
    let median: Double
    let width: Double

    init(_ values: [Double]) {
      let sorted = values.sorted()
      guard let last = sorted.indices.last else {
        (median, width) = (0, 0)
        return
      }
      median = sorted[sorted.count / 2]
      width = sorted[last - sorted.count / 200] - sorted[sorted.count / 200]
    }
  }
}
