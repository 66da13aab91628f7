import Geometry
import Glibc

/// How far a position is from where it ought to be, and along which directions that is known.
struct ShiftObservation {
  /// Metres, declared minus true.
  let east: Double
  let north: Double
  /// Both components are known; otherwise only the one along the vector, across the line.
  let isPoint: Bool

  init(from known: Position, to declared: Position, isPoint: Bool) {
    let scale = MetreScale(latitude: known.y)
    east = (declared.x - known.x) * scale.eastMetres
    north = (declared.y - known.y) * scale.northMetres
    self.isPoint = isPoint
  }

  var length: Double { hypot(east, north) }

  /// What remains of it when a shift is taken off.
  func residual(_ shift: (east: Double, north: Double)) -> Double {
    if isPoint { return hypot(east - shift.east, north - shift.north) }
    guard length > 0 else { return 0 }
    return abs(length - (east * shift.east + north * shift.north) / length)
  }
}

/// The one vector that best explains many observations: least absolute deviations by iterated weighted least squares.
enum ConstantShift {
  /// - Returns: `nil` when the observations do not fix both components: too few, or lines of one direction only.
  static func fit(_ observations: [ShiftObservation]) -> (east: Double, north: Double)? {
    let rows = observations.filter { $0.length > 0 }.flatMap(equations)
    guard rows.count >= 3 else { return nil }
    var shift = (east: 0.0, north: 0.0)
    for round in 0..<50 {
      var (a, b, c, p, q) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for row in rows {
        let rest = abs(row.value - row.x * shift.east - row.y * shift.north)
        let weight = round == 0 ? 1 : 1 / max(0.01, rest)
        a += weight * row.x * row.x
        b += weight * row.x * row.y
        c += weight * row.y * row.y
        p += weight * row.x * row.value
        q += weight * row.y * row.value
      }
      let determinant = a * c - b * b
      // Of directions within about 12° of each other only one component is fixed.
      guard determinant > 0.01 * (a + c) * (a + c) else { return nil }
      let next = (east: (c * p - b * q) / determinant, north: (a * q - b * p) / determinant)
      let change = hypot(next.east - shift.east, next.north - shift.north)
      shift = next
      if round > 0, change < 0.001 { break }
    }
    return shift
  }

  /// The component along the vector, and for a point the one across it, which is zero.
  private static func equations(_ observation: ShiftObservation) -> [(x: Double, y: Double, value: Double)] {
    let (x, y) = (observation.east / observation.length, observation.north / observation.length)
    let along = (x, y, observation.length)
    return observation.isPoint ? [along, (-y, x, 0)] : [along]
  }
}
