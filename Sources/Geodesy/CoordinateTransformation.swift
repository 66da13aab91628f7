internal import CPROJ

/// Coordinates from one system to another, under the datum policy: CGCS2000 and WGS 84 are taken as one (a named null
/// step), the offsets of internet maps are taken off and put on, every other change of datum needs parameters.
///
/// An instance owns a PROJ context and belongs to one worker; make one per thread.
public final class CoordinateTransformation {
  public let source: CRS
  public let target: CRS
  /// What was done, as a PROJ pipeline, for the record of provenance; without the parameters of a user.
  public let pipeline: String
  /// What was done, in words.
  public let label: String
  /// Expected error of the transformation itself, not of the coordinates: 0 on one datum.
  public let accuracyMetres: Double?

  /// `nil` where x and y are taken over as they are.
  private let operation: PROJObject?
  /// Taken off before the operation: the source is a map of the internet.
  private var offsetOff: MapOffset?
  /// Put on after it: the target is one.
  private var offsetOn: MapOffset?

  /// - Parameter parameters: the way between the datums where they differ.
  /// - Throws: `DatumChangeRefused`, `CRSError.projUnavailable`.
  public init(from source: CRS, to target: CRS, by parameters: DatumTransformation? = nil) throws {
    let datumStep = try DatumStep(from: source, to: target, by: parameters)
    var changeOfDatum: [String] = []
    self.source = source
    self.target = target
    switch datumStep {
    case .sameDatum:
      label = source == target ? "unchanged" : "\(source.label) → \(target.label)"
      accuracyMetres = 0
    case .nullStep:
      let names = "\(source.datum.englishName) ≡ \(target.datum.englishName)"
      label = "\(source.label) → \(target.label), \(names) (null step, cm level)"
      accuracyMetres = 0.1
    case .mapOffset(let from, let to):
      (offsetOff, offsetOn) = (from, to)
      label = "\(source.label) → \(target.label) (published formula, iterated; metre level)"
      accuracyMetres = 1
    case .parameters(let transformation):
      changeOfDatum = transformation.steps
      label = "\(source.label) → \(target.label) (parameters of the user)"
      accuracyMetres = transformation.accuracyMetres
    }
    let steps = Self.steps(from: source, to: target, changeOfDatum)
    operation = steps.isEmpty ? nil : try Self.operation(Self.pipeline(steps))
    let projection = Self.pipeline(
      changeOfDatum.isEmpty
        ? steps : Self.steps(from: source, to: target, [DatumTransformation.withheldStep]))
    // PROJ has no step for the offsets, so words say what is done before and after its own.
    let off = offsetOff.map { "\($0.name) offset off" }
    let on = offsetOn.map { "\($0.name) offset on" }
    let isOffsetAlone = steps.isEmpty && (off ?? on) != nil
    pipeline = [off, isOffsetAlone ? nil : projection, on].compactMap(\.self).joined(separator: "; ")
  }

  private static func steps(from source: CRS, to target: CRS, _ changeOfDatum: [String]) -> [String] {
    guard source.projectionSteps != target.projectionSteps || !changeOfDatum.isEmpty else { return [] }
    return source.projectionSteps.reversed().map(inverted) + changeOfDatum + target.projectionSteps
  }

  private static func pipeline(_ steps: [String]) -> String {
    steps.isEmpty ? "+proj=noop" : "+proj=pipeline " + steps.map { "+step " + $0 }.joined(separator: " ")
  }

  static func inverted(_ step: String) -> String {
    step.hasPrefix("+inv ") ? String(step.dropFirst(5)) : "+inv " + step
  }

  private static func operation(_ pipeline: String) throws(CRSError) -> PROJObject {
    let context = try PROJContext(readsDatabase: false)
    guard let operation = PROJObject(proj_create(context.pointer, pipeline), in: context) else {
      // Not the pipeline: it may hold parameters that nobody else may see.
      throw .projUnavailable(reason: context.lastError)
    }
    return operation
  }

  /// Transforms interleaved x, y in place; x = longitude or easting, y = latitude or northing, whatever the axis order
  /// of EPSG.
  ///
  /// A pair that means no place (not finite, latitude beyond ±90, easting with the prefix of another zone) becomes
  /// NaN, NaN: one bad row must not stop a file, and rules report it.
  ///
  /// - Returns: how many pairs became NaN.
  /// - Throws: `OddCoordinateCount`.
  /// - Complexity: 0.2 to 0.4 µs a pair.
  @discardableResult
  public func transform(_ xy: inout [Double]) throws(OddCoordinateCount) -> Int {
    guard xy.count.isMultiple(of: 2) else { throw OddCoordinateCount(count: xy.count) }
    return xy.withUnsafeMutableBufferPointer { transformPairs($0) }
  }

  /// The same on memory that belongs to the caller.
  @discardableResult
  public func transform(_ xy: UnsafeMutableBufferPointer<Double>) throws(OddCoordinateCount) -> Int {
    guard xy.count.isMultiple(of: 2) else { throw OddCoordinateCount(count: xy.count) }
    return transformPairs(xy)
  }

  /// Transforms one pair; `nil` where it means no place.
  public func transform(x: Double, y: Double) -> (x: Double, y: Double)? {
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2) { pair in
      pair.initialize(repeating: x)
      pair[1] = y
      return transformPairs(pair) == 0 ? (pair[0], pair[1]) : nil
    }
  }

  private func transformPairs(_ xy: UnsafeMutableBufferPointer<Double>) -> Int {
    markImpossiblePairs(xy)
    if let offsetOff { apply(xy, offsetOff.restored) }
    if let operation, let x = xy.baseAddress {
      let stride = 2 * MemoryLayout<Double>.stride
      let count = xy.count / 2
      proj_trans_generic(
        operation.pointer, PJ_FWD, x, stride, count, x + 1, stride, count, nil, 0, 0, nil, 0, 0)
      proj_errno_reset(operation.pointer)
    }
    if let offsetOn { apply(xy, offsetOn.shifted) }
    var failures = 0
    for index in stride(from: 0, to: xy.count, by: 2) where !(xy[index].isFinite && xy[index + 1].isFinite) {
      xy[index] = .nan
      xy[index + 1] = .nan
      failures += 1
    }
    return failures
  }

  private func apply(
    _ xy: UnsafeMutableBufferPointer<Double>, _ step: (Double, Double) -> (longitude: Double, latitude: Double)?
  ) {
    for index in stride(from: 0, to: xy.count, by: 2) where xy[index].isFinite && xy[index + 1].isFinite {
      let moved = step(xy[index], xy[index + 1])
      xy[index] = moved?.longitude ?? .infinity
      xy[index + 1] = moved?.latitude ?? .infinity
    }
  }

  /// Infinity is PROJ's own mark for "no coordinate", which it passes through without calculating.
  private func markImpossiblePairs(_ xy: UnsafeMutableBufferPointer<Double>) {
    let (xLimit, yLimit) = source.isGeographic ? (360.0, 90.0) : (1e9, 1e9)
    for index in stride(from: 0, to: xy.count, by: 2)
    where !(abs(xy[index]) <= xLimit && abs(xy[index + 1]) <= yLimit) {
      xy[index] = .infinity
      xy[index + 1] = .infinity
    }
  }
}

/// A buffer of interleaved x, y has an odd number of values.
public struct OddCoordinateCount: Error, Sendable, Hashable, CustomStringConvertible {
  public let count: Int

  public var description: String { "\(count) values are no whole number of x, y pairs" }
}
