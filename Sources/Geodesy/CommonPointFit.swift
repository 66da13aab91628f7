import Glibc

/// A point whose longitude and latitude are known on two datums.
public struct CommonPoint: Sendable, Hashable {
  /// Degrees; the height above the ellipsoid in metres, 0 where it is not known.
  public struct Place: Sendable, Hashable {
    public var longitude: Double
    public var latitude: Double
    public var heightMetres: Double

    public init(longitude: Double, latitude: Double, heightMetres: Double = 0) {
      (self.longitude, self.latitude, self.heightMetres) = (longitude, latitude, heightMetres)
    }
  }

  public var name: String
  /// Whether parameters are fitted to it; a point that is taken out still has a residual.
  public var isUsed: Bool
  public var source: Place
  /// On CGCS2000.
  public var target: Place

  public init(name: String, isUsed: Bool = true, source: Place, target: Place) {
    (self.name, self.isUsed, self.source, self.target) = (name, isUsed, source, target)
  }
}

/// Parameters fitted to common points, how well they fit, and where they hold.
public struct CommonPointFit: Sendable {
  public enum Model: String, Sendable, CaseIterable {
    /// Four parameters in the 3° Gauss-Krüger plane of the points.
    case plane = "4"
    /// Seven parameters between geocentric coordinates.
    case geocentric = "7"

    /// One more than what the parameters need, so that there is something to check them by.
    public var fewestPoints: Int { self == .plane ? 3 : 4 }
  }

  /// The transformed position less the known one.
  public struct Residual: Sendable, Hashable {
    public let name: String
    public let isUsed: Bool
    public let northMetres: Double
    public let eastMetres: Double
    /// How far off the parameters of all other points put this one; `nil` where too few others are left.
    public var withoutItMetres: Double?

    public var metres: Double { hypot(northMetres, eastMetres) }
  }

  public let source: Datum
  public let model: Model
  /// In the order of the points, without unused ones that are no place.
  public let residuals: [Residual]
  /// Root mean square of the distances of the used points.
  public let rmsMetres: Double
  public let hull: PointHull
  public let transformation: DatumTransformation

  /// The largest residual that is accepted unless another is asked for.
  public static let defaultToleranceMetres = 0.5
  /// The spread of the points across their main direction against that along it (the inverse of a condition number).
  static let smallestSpreadRatio = 0.1
  static let smallestExtentMetres = 500.0

  /// Fits by least squares and tests every point against the parameters of all others.
  ///
  /// - Throws: `CommonPointError`: too few points, points in a line or close together, a residual above the tolerance.
  /// - Complexity: O(n²) for the test of each point.
  public init(
    _ points: [CommonPoint], from datum: Datum, model: Model = .plane,
    toleranceMetres: Double = defaultToleranceMetres
  ) throws {
    let used = points.filter(\.isUsed)
    guard used.count >= model.fewestPoints else {
      throw CommonPointError.tooFew(found: used.count, needed: model.fewestPoints)
    }
    let hull = PointHull(used.map(\.target))
    guard hull.extentMetres >= Self.smallestExtentMetres else {
      throw CommonPointError.closeTogether(extentMetres: hull.extentMetres)
    }
    guard hull.spreadRatio >= Self.smallestSpreadRatio else { throw CommonPointError.inALine }
    let planes = try FittingPlanes(used, from: datum)
    guard let fitted = FittedPoints(used, model, planes) else { throw CommonPointError.undetermined }
    // A point may have been taken out because it is no place at all.
    let shown = points.filter { $0.isUsed || (try? fitted.residuals(of: [$0])) != nil }
    var residuals = try fitted.residuals(of: shown)
    if used.count > model.fewestPoints {
      for index in shown.indices where shown[index].isUsed {
        var others = shown
        others[index].isUsed = false
        guard let other = FittedPoints(others.filter(\.isUsed), model, planes) else { continue }
        residuals[index].withoutItMetres = try other.residuals(of: [shown[index]])[0].metres
      }
    }
    (source, self.model, self.residuals, self.hull) = (datum, model, residuals, hull)
    let squares = residuals.filter(\.isUsed).map { $0.metres * $0.metres }
    rmsMetres = (squares.reduce(0, +) / Double(squares.count)).squareRoot()
    var transformation = fitted.transformation
    transformation.accuracyMetres = rmsMetres
    self.transformation = transformation
    guard maximumMetres <= toleranceMetres else {
      throw CommonPointError.residualTooLarge(
        residuals: residuals, toleranceMetres: toleranceMetres,
        suspect: try Self.suspect(points, model, planes, toleranceMetres))
    }
  }

  /// Of the used points.
  public var maximumMetres: Double { residuals.lazy.filter(\.isUsed).map(\.metres).max() ?? 0 }

  /// The point without which all others agree within the tolerance, best of all; `nil` where there is none, or where
  /// the others are too few to prove anything.
  private static func suspect(
    _ points: [CommonPoint], _ model: Model, _ planes: FittingPlanes, _ toleranceMetres: Double
  ) throws -> String? {
    var best: (name: String, metres: Double)?
    for index in points.indices where points[index].isUsed {
      var others = points
      others.remove(at: index)
      others.removeAll { !$0.isUsed }
      guard others.count >= model.fewestPoints, let fitted = FittedPoints(others, model, planes) else { continue }
      let largest = try fitted.residuals(of: others).map(\.metres).max() ?? .infinity
      if largest <= toleranceMetres, largest < best?.metres ?? .infinity { best = (points[index].name, largest) }
    }
    return best?.name
  }
}

/// The Gauss-Krüger planes, on both datums, of the zone in which the points lie.
struct FittingPlanes {
  let source: CRS
  let target: CRS
  let datum: Datum

  init(_ points: [CommonPoint], from datum: Datum) throws(CommonPointError) {
    self.datum = datum
    let longitude = points.reduce(0) { $0 + $1.target.longitude } / Double(points.count)
    guard let zone = threeDegreeZone(ofLongitude: longitude),
      let source = CRS.gaussKruger(system: datum, zoneWidth: 3, zone: zone, zonePrefix: false),
      let target = CRS.gaussKruger(system: .cgcs2000, zoneWidth: 3, zone: zone, zonePrefix: false)
    else { throw .noPlane(datum: datum) }
    (self.source, self.target) = (source, target)
  }
}

/// Parameters fitted to some points.
private struct FittedPoints {
  let transformation: DatumTransformation
  private let planes: FittingPlanes

  init?(_ points: [CommonPoint], _ model: CommonPointFit.Model, _ planes: FittingPlanes) {
    let transformation: DatumTransformation?
    switch model {
    case .plane:
      guard let source = try? CoordinateTransformation(from: .geographic(on: planes.datum), to: planes.source),
        let target = try? CoordinateTransformation(from: .cgcs2000, to: planes.target)
      else { return nil }
      let pairs = points.compactMap { point -> (source: SIMD2<Double>, target: SIMD2<Double>)? in
        guard let from = source.transform(x: point.source.longitude, y: point.source.latitude),
          let to = target.transform(x: point.target.longitude, y: point.target.latitude)
        else { return nil }
        return (SIMD2(from.x, from.y), SIMD2(to.x, to.y))
      }
      guard pairs.count == points.count else { return nil }
      transformation = PlaneSimilarity.fitting(pairs).flatMap {
        DatumTransformation($0, from: planes.source, to: planes.target)
      }
    case .geocentric:
      guard let source = planes.datum.ellipsoidParameters, let target = Datum.cgcs2000.ellipsoidParameters else {
        return nil
      }
      let pairs = points.map { (source: $0.source.geocentric(source), target: $0.target.geocentric(target)) }
      transformation = HelmertParameters.fitting(pairs).flatMap { DatumTransformation($0, from: planes.datum) }
    }
    guard let transformation else { return nil }
    (self.transformation, self.planes) = (transformation, planes)
  }

  func residuals(of points: [CommonPoint]) throws -> [CommonPointFit.Residual] {
    let source = try CoordinateTransformation(
      from: .geographic(on: planes.datum), to: planes.target, by: transformation)
    let target = try CoordinateTransformation(from: .cgcs2000, to: planes.target)
    return try points.map { point in
      guard let found = source.transform(x: point.source.longitude, y: point.source.latitude),
        let known = target.transform(x: point.target.longitude, y: point.target.latitude)
      else { throw CommonPointError.undetermined }
      return CommonPointFit.Residual(
        name: point.name, isUsed: point.isUsed, northMetres: found.y - known.y, eastMetres: found.x - known.x)
    }
  }
}

extension CommonPoint.Place {
  fileprivate func geocentric(_ ellipsoid: (semiMajorMetres: Double, inverseFlattening: Double)) -> SIMD3<Double> {
    let flattening = 1 / ellipsoid.inverseFlattening
    let eccentricity = flattening * (2 - flattening)
    let (lambda, phi) = (longitude * .pi / 180, latitude * .pi / 180)
    let normal = ellipsoid.semiMajorMetres / (1 - eccentricity * sin(phi) * sin(phi)).squareRoot()
    let (across, up) = (normal + heightMetres, normal * (1 - eccentricity) + heightMetres)
    return SIMD3(across * cos(phi) * cos(lambda), across * cos(phi) * sin(lambda), up * sin(phi))
  }
}
