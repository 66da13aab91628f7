import Glibc

/// Shift, rotation and scale between the plane coordinates of two systems: the four parameters of Chinese practice.
///
/// east′ = shift + a · east − b · north and north′ = shift + b · east + a · north, where a = m · cos α, b = m · sin α,
/// α turns positions counter-clockwise and m is near 1.
public struct PlaneSimilarity: Sendable, Hashable {
  /// Which way a positive rotation turns positions, on a map with north at the top.
  public enum Turn: String, Sendable, CaseIterable {
    /// From north to east, as in x′ = Δx + m (x cos α − y sin α), y′ = Δy + m (x sin α + y cos α) with x north and y east.
    case clockwise
    /// From east to north.
    case counterClockwise = "counter_clockwise"

    public var other: Turn { self == .clockwise ? .counterClockwise : .clockwise }
  }

  private let eastShift: Double
  private let northShift: Double
  private let a: Double
  private let b: Double

  public init(
    eastMetres: Double, northMetres: Double, rotationArcseconds: Double, scalePPM: Double, turn: Turn
  ) {
    let angle = (turn == .clockwise ? -1 : 1) * rotationArcseconds / 3600 * .pi / 180
    let scale = 1 + scalePPM / 1e6
    (eastShift, northShift, a, b) = (eastMetres, northMetres, scale * cos(angle), scale * sin(angle))
  }

  private init(eastShift: Double, northShift: Double, a: Double, b: Double) {
    (self.eastShift, self.northShift, self.a, self.b) = (eastShift, northShift, a, b)
  }

  /// As a PROJ step on x = east, y = north in metres.
  var step: String { "+proj=affine +xoff=\(eastShift) +yoff=\(northShift) +s11=\(a) +s12=\(-b) +s21=\(b) +s22=\(a)" }

  /// The four parameters that fit pairs of plane positions best (least squares); x = east, y = north in metres.
  ///
  /// Around the centres of both sets of points the normal equations are diagonal.
  ///
  /// - Returns: `nil` for fewer than two different positions.
  static func fitting(_ pairs: [(source: SIMD2<Double>, target: SIMD2<Double>)]) -> PlaneSimilarity? {
    let count = Double(pairs.count)
    let sourceCentre = pairs.reduce(SIMD2()) { $0 + $1.source } / count
    let targetCentre = pairs.reduce(SIMD2()) { $0 + $1.target } / count
    var (squares, along, across) = (0.0, 0.0, 0.0)
    for pair in pairs {
      let (d, moved) = (pair.source - sourceCentre, pair.target - targetCentre)
      squares += (d * d).sum()
      along += (d * moved).sum()
      across += d.x * moved.y - d.y * moved.x
    }
    guard squares > 0 else { return nil }
    let (a, b) = (along / squares, across / squares)
    return PlaneSimilarity(
      eastShift: targetCentre.x - a * sourceCentre.x + b * sourceCentre.y,
      northShift: targetCentre.y - b * sourceCentre.x - a * sourceCentre.y, a: a, b: b)
  }
}
