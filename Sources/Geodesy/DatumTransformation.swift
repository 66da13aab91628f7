/// The way from another datum to CGCS2000, by parameters that the user gave or that were fitted to common points.
///
/// Such parameters are often not public. They go into the pipeline that PROJ gets and into nothing else: no text that
/// this type makes, its mirror included, shows a digit of them.
public struct DatumTransformation: Sendable {
  /// What stands for the parameters in a pipeline that is recorded.
  public static let withheldStep = "[datum step by user parameters, withheld]"

  public let source: Datum
  /// How far the transformed check point lies from its known place, or the root mean square of the residuals of a fit.
  public var accuracyMetres: Double?
  private let model: Model

  private enum Model {
    case geocentric(HelmertParameters, ellipsoid: String)
    case plane(PlaneSimilarity, from: CRS, to: CRS)
  }

  /// Three or seven parameters between geocentric coordinates. Positions are transformed on the ellipsoid: height 0.
  ///
  /// - Returns: `nil` for a datum of which no ellipsoid is known.
  public init?(_ parameters: HelmertParameters, from datum: Datum) {
    guard let ellipsoid = datum.ellipsoid else { return nil }
    source = datum
    model = .geocentric(parameters, ellipsoid: ellipsoid)
  }

  /// Four parameters between two planes.
  ///
  /// - Returns: `nil` unless both systems are projected, the target on CGCS2000.
  public init?(_ parameters: PlaneSimilarity, from plane: CRS, to target: CRS) {
    guard !plane.isGeographic, !target.isGeographic, target.datum == .cgcs2000 else { return nil }
    source = plane.datum
    model = .plane(parameters, from: plane, to: target)
  }

  /// PROJ steps from longitude and latitude in degrees on the source datum to those on CGCS2000.
  var steps: [String] {
    switch model {
    case .geocentric(let parameters, let ellipsoid):
      [
        "+proj=unitconvert +xy_in=deg +xy_out=rad", "+proj=cart +ellps=\(ellipsoid)", parameters.step,
        "+inv +proj=cart +ellps=\(Datum.cgcs2000.ellipsoid ?? "")", "+proj=unitconvert +xy_in=rad +xy_out=deg",
      ]
    case .plane(let parameters, let from, let to):
      from.projectionSteps + [parameters.step] + to.projectionSteps.reversed().map(CoordinateTransformation.inverted)
    }
  }
}

extension DatumTransformation: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  public var description: String { "\(source.englishName) → CGCS2000, parameters withheld" }
  public var debugDescription: String { description }
  public var customMirror: Mirror { Mirror(self, children: ["source": source]) }
}
