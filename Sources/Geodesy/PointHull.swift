import Glibc

/// The convex hull of points; of common points, inside it parameters are held by points all around.
public struct PointHull: Sendable {
  /// The largest distance between two of the points.
  public let extentMetres: Double
  /// The spread across the main direction of the points against that along it, 0 for points in a line.
  public let spreadRatio: Double
  private let plane: LocalProjection
  /// Counter-clockwise, in metres in the plane.
  private let corners: [SIMD2<Double>]

  init(_ places: [CommonPoint.Place]) { self.init(places.flatMap { [$0.longitude, $0.latitude] }) }

  /// The hull of places, interleaved longitude and latitude in degrees. O(n log n).
  public init(_ places: [Double]) {
    var xy = places
    let indices = stride(from: 0, to: xy.count - 1, by: 2)
    let count = Double(max(xy.count / 2, 1))
    plane = LocalProjection(
      longitude: indices.reduce(0) { $0 + xy[$1] } / count, latitude: indices.reduce(0) { $0 + xy[$1 + 1] } / count)
    plane.forward(&xy)
    let points = indices.map { SIMD2(xy[$0], xy[$0 + 1]) }
    corners = Self.corners(points)
    let hull = corners
    extentMetres = hull.indices.lazy.flatMap { i in hull[i...].map { Self.length($0 - hull[i]) } }.max() ?? 0
    spreadRatio = Self.spreadRatio(points)
  }

  /// How far places lie outside the hull in metres, 0 inside; interleaved longitude and latitude in degrees.
  ///
  /// - Complexity: O(corners) for each place.
  public func metresOutside(_ places: [Double]) -> [Double] {
    var xy = places
    plane.forward(&xy)
    return stride(from: 0, to: xy.count - 1, by: 2).map { metresOutside(SIMD2(xy[$0], xy[$0 + 1])) }
  }

  private func metresOutside(_ point: SIMD2<Double>) -> Double {
    var (isInside, nearest) = (true, Double.infinity)
    for (index, start) in corners.enumerated() {
      let side = corners[(index + 1) % corners.count] - start
      if Self.cross(side, point - start) < 0 { isInside = false }
      let square = (side * side).sum()
      let share = square > 0 ? min(max(((point - start) * side).sum() / square, 0), 1) : 0
      nearest = min(nearest, Self.length(point - start - share * side))
    }
    return isInside ? 0 : nearest
  }

  /// Andrew's monotone chain (1979).
  private static func corners(_ points: [SIMD2<Double>]) -> [SIMD2<Double>] {
    let sorted = points.sorted { ($0.x, $0.y) < ($1.x, $1.y) }
    guard sorted.count > 2 else { return sorted }
    func chain(_ points: some Sequence<SIMD2<Double>>) -> [SIMD2<Double>] {
      var chain: [SIMD2<Double>] = []
      for point in points {
        while chain.count > 1,
          cross(chain[chain.count - 1] - chain[chain.count - 2], point - chain[chain.count - 1]) <= 0
        {
          chain.removeLast()
        }
        chain.append(point)
      }
      return chain.dropLast()
    }
    return chain(sorted) + chain(sorted.reversed())
  }

  /// From the eigenvalues of the covariance.
  private static func spreadRatio(_ points: [SIMD2<Double>]) -> Double {
    let centre = points.reduce(SIMD2()) { $0 + $1 } / Double(max(points.count, 1))
    let (xx, yy, xy) = points.reduce((0.0, 0.0, 0.0)) { sums, point in
      let d = point - centre
      return (sums.0 + d.x * d.x, sums.1 + d.y * d.y, sums.2 + d.x * d.y)
    }
    let (middle, radius) = ((xx + yy) / 2, hypot((xx - yy) / 2, xy))
    guard middle + radius > 0 else { return 0 }
    return (max(middle - radius, 0) / (middle + radius)).squareRoot()
  }

  private static func cross(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double { a.x * b.y - a.y * b.x }
  private static func length(_ vector: SIMD2<Double>) -> Double { hypot(vector.x, vector.y) }
}
