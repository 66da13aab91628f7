/// A Helmert transformation between the geocentric coordinates of two datums, in three or seven parameters.
public struct HelmertParameters: Sendable, Hashable {
  /// What positive rotations turn. The same three numbers with the other convention turn the other way.
  public enum Convention: String, Sendable, CaseIterable {
    /// The positions are turned, counter-clockwise as seen against the axis (EPSG 1033; Bursa-Wolf).
    case positionVector = "position_vector"
    /// The axes are turned, so that positions turn clockwise (EPSG 1032).
    case coordinateFrame = "coordinate_frame"

    public var other: Convention { self == .positionVector ? .coordinateFrame : .positionVector }
  }

  public var xMetres: Double
  public var yMetres: Double
  public var zMetres: Double
  /// About the x, y and z axes.
  public var rotationsArcseconds: (x: Double, y: Double, z: Double) {
    get { (rotationX, rotationY, rotationZ) }
    set { (rotationX, rotationY, rotationZ) = newValue }
  }
  /// Parts per million by which lengths become longer.
  public var scalePPM: Double
  public var convention: Convention
  private var rotationX: Double
  private var rotationY: Double
  private var rotationZ: Double

  public init(
    xMetres: Double, yMetres: Double, zMetres: Double,
    rotationsArcseconds: (x: Double, y: Double, z: Double) = (0, 0, 0), scalePPM: Double = 0,
    convention: Convention = .positionVector
  ) {
    (self.xMetres, self.yMetres, self.zMetres) = (xMetres, yMetres, zMetres)
    (rotationX, rotationY, rotationZ) = rotationsArcseconds
    self.scalePPM = scalePPM
    self.convention = convention
  }

  /// As a PROJ step on geocentric coordinates.
  var step: String {
    let shift = "+proj=helmert +x=\(xMetres) +y=\(yMetres) +z=\(zMetres) +s=\(scalePPM)"
    guard rotationX != 0 || rotationY != 0 || rotationZ != 0 else { return shift }
    return shift + " +rx=\(rotationX) +ry=\(rotationY) +rz=\(rotationZ) +convention=\(convention.rawValue)"
  }

  /// The seven parameters that fit pairs of geocentric positions best (least squares), position vector.
  ///
  /// Around the centres of both sets of points the problem is linear and falls into one equation for the scale and three
  /// for the rotations, because PROJ turns by small angles: x' = t + (1 + s)(x + r × x).
  ///
  /// - Returns: `nil` where the positions do not determine the rotations: fewer than three, or all in a line.
  static func fitting(_ pairs: [(source: SIMD3<Double>, target: SIMD3<Double>)]) -> HelmertParameters? {
    guard pairs.count >= 3 else { return nil }
    let count = Double(pairs.count)
    let sourceCentre = pairs.reduce(SIMD3()) { $0 + $1.source } / count
    let targetCentre = pairs.reduce(SIMD3()) { $0 + $1.target } / count
    var (squares, products, moment) = (0.0, 0.0, SIMD3<Double>())
    // The rows of the symmetric matrix of the rotations, Σ (|d|² I − d dᵀ).
    var rows = (SIMD3<Double>(), SIMD3<Double>(), SIMD3<Double>())
    for pair in pairs {
      let (d, moved) = (pair.source - sourceCentre, pair.target - targetCentre)
      let square = dot(d, d)
      squares += square
      products += dot(d, moved)
      moment += cross(d, moved)
      rows.0 += SIMD3(square, 0, 0) - d.x * d
      rows.1 += SIMD3(0, square, 0) - d.y * d
      rows.2 += SIMD3(0, 0, square) - d.z * d
    }
    let determinant = dot(rows.0, cross(rows.1, rows.2))
    guard squares > 0, determinant > 1e-9 * squares * squares * squares else { return nil }
    let factor = products / squares
    let turned =
      (moment.x * cross(rows.1, rows.2) + moment.y * cross(rows.2, rows.0) + moment.z * cross(rows.0, rows.1))
      / determinant
    let shift = targetCentre - factor * sourceCentre - cross(turned, sourceCentre)
    let rotation = turned / factor * (3600 * 180 / .pi)
    return HelmertParameters(
      xMetres: shift.x, yMetres: shift.y, zMetres: shift.z, rotationsArcseconds: (rotation.x, rotation.y, rotation.z),
      scalePPM: (factor - 1) * 1e6)
  }
}

private func dot(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> Double { (a * b).sum() }

private func cross(_ a: SIMD3<Double>, _ b: SIMD3<Double>) -> SIMD3<Double> {
  SIMD3(a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x)
}
