public import Registry

/// How well the positions fit their evidence under a hypothesis.
public struct CoordinateFit: Sendable, Equatable {
  public let hypothesis: CoordinateHypothesis
  public let medianMetres: Double
  /// How many lie inside their area; of points and lines, within a metre.
  public let fitting: Int
  /// The mean with every misfit cut at `cap`: unlike the median it tells apart two hypotheses under which most fit.
  let cappedMean: Double

  /// Whether most positions mean a place at all.
  public var isSomewhere: Bool { medianMetres < Evidence.impossible }

  private static let cap = 2000.0

  init(_ hypothesis: CoordinateHypothesis, _ misfits: [Double]) {
    self.hypothesis = hypothesis
    medianMetres = median(misfits)
    fitting = misfits.count { $0 <= 1 }
    cappedMean = misfits.reduce(0) { $0 + min(Self.cap, $1) } / Double(max(1, misfits.count))
  }

  static func isBetter(_ left: CoordinateFit, _ right: CoordinateFit) -> Bool {
    // Within a metre medians say nothing.
    let (a, b) = (left.medianMetres.rounded(), right.medianMetres.rounded())
    return (a, left.cappedMean) < (b, right.cappedMean)
  }
}

/// The upper median; 0 of nothing.
private func median(_ values: [Double]) -> Double { values.isEmpty ? 0 : values.sorted()[values.count / 2] }

/// How many positions one hypothesis brings nearer to their evidence than another, and how many farther.
struct Comparison: Sendable, Equatable {
  var better = 0
  var worse = 0
  /// The lines, units or sources at which positions came nearer.
  var groups = 0

  /// What changes less than by the noise that remains says nothing: a vertex on a border that runs with the shift.
  init(_ misfits: [Double], than others: [Double], groups groupOfItem: [Int]) {
    var nearer: Set<Int> = []
    let noise = max(1, min(median(misfits), median(others)))
    for index in misfits.indices {
      if misfits[index] < others[index] - noise {
        better += 1
        nearer.insert(groupOfItem[index])
      } else if misfits[index] > others[index] + noise {
        worse += 1
      }
    }
    groups = nearer.count
  }
}

/// What the positions of one source turn out to be, by one kind of evidence.
public struct CoordinateDiagnosis: Sendable {
  /// The index of the source in its dataset.
  public let source: Int
  public let evidence: EvidenceKind
  /// How many positions were compared.
  public let count: Int
  public let declared: CoordinateFit
  public let best: CoordinateFit
  /// The best of the others, perhaps the declared one.
  public let runnerUp: CoordinateFit
  /// The columns of the numbers; `nil` for the source's own geometries.
  public let fields: (x: FieldKey, y: FieldKey)?
  let gain: Comparison
  let gainOverRunnerUp: Comparison

  /// - Returns: `nil` when nothing fits better than what is declared.
  init?(_ evidence: Evidence, source: Int, fields: (x: FieldKey, y: FieldKey)?) {
    let declaredMisfits = evidence.misfits(.asDeclared)
    let declared = CoordinateFit(.asDeclared, declaredMisfits)
    let count = declaredMisfits.count
    guard count > 0, Self.isWorthAsking(declared, count, evidence.kind) else { return nil }
    var misfits: [CoordinateHypothesis: [Double]] = [.asDeclared: declaredMisfits]
    var fits = [declared]
    let isFar = declared.medianMetres >= Self.grossMetres
    for hypothesis in evidence.hypotheses
    where hypothesis.isGross.map({ $0 == isFar }) ?? true {
      let found = evidence.misfits(hypothesis)
      misfits[hypothesis] = found
      fits.append(CoordinateFit(hypothesis, found))
    }
    if let shift = ConstantShift.fit(evidence.offsets) {
      let hypothesis = CoordinateHypothesis.constantShift(eastMetres: shift.east, northMetres: shift.north)
      let rest = evidence.offsets.map { $0.residual(shift) }
      // A fitted vector always fits best; it counts only where nothing without parameters does.
      if !fits.contains(where: { $0 != declared && Self.explains($0, declared) }), rest.count == count {
        misfits[hypothesis] = rest
        fits.append(CoordinateFit(hypothesis, rest))
      }
    }
    fits.sort(by: CoordinateFit.isBetter)
    guard let best = fits.first, best.hypothesis != .asDeclared,
      let runnerUp = fits.dropFirst().first(where: { !Self.isSame(misfits[$0.hypothesis], misfits[best.hypothesis]) })
    else { return nil }
    (self.source, self.evidence, self.count, self.fields) = (source, evidence.kind, count, fields)
    (self.declared, self.best, self.runnerUp) = (declared, best, runnerUp)
    let bestMisfits = misfits[best.hypothesis] ?? []
    gain = Comparison(bestMisfits, than: declaredMisfits, groups: evidence.groups)
    gainOverRunnerUp = Comparison(
      bestMisfits, than: misfits[runnerUp.hypothesis] ?? [], groups: evidence.groups)
  }

  /// Exchanged axes and wrong zones move positions farther than this, offsets and datums not so far.
  private static let grossMetres = 10_000.0

  /// Spares good data the cost of the hypotheses.
  private static func isWorthAsking(_ declared: CoordinateFit, _ count: Int, _ kind: EvidenceKind) -> Bool {
    kind.isOfAreas ? declared.fitting < count : declared.medianMetres > 1
  }

  private static func explains(_ fit: CoordinateFit, _ declared: CoordinateFit) -> Bool {
    fit.medianMetres <= 0.25 * declared.medianMetres
  }

  /// Two systems may mean the same places, as 3° and 6° zones with one central meridian do.
  private static func isSame(_ left: [Double]?, _ right: [Double]?) -> Bool {
    guard let left, let right else { return false }
    return zip(left, right).allSatisfy { abs($0 - $1) < 0.5 }
  }
}

/// When a hypothesis is believed. The defaults are settings of the rules.
public struct ForensicThresholds: Sendable, Equatable {
  /// The least number of positions that come nearer: twelve against two by chance is one in 150.
  public var minimumCount: Int
  /// What may remain of the misfit: under half of it the hypothesis explains more than it leaves.
  public var remainingShare: Double

  public init(minimumCount: Int = 12, remainingShare: Double = 0.5) {
    self.minimumCount = minimumCount
    self.remainingShare = remainingShare
  }

  public static let standard = ForensicThresholds()
  /// For acting without a person: almost nothing may remain.
  static let strict = ForensicThresholds(minimumCount: 20, remainingShare: 0.2)
}

extension CoordinateDiagnosis {
  /// Whether the best hypothesis is worth telling.
  public func isSupported(by thresholds: ForensicThresholds = .standard) -> Bool {
    isClear(gain, over: declared, thresholds) && isPlausible && best.medianMetres <= largestRest
  }

  /// Whether it can be acted on without a person: much data, little left, nothing else near.
  public var isDefinite: Bool {
    if case .constantShift = best.hypothesis { return false }
    guard isSupported(by: .strict), isClear(gainOverRunnerUp, over: runnerUp, .strict) else { return false }
    return evidence.isOfAreas ? best.fitting * 10 >= count * 9 : best.medianMetres < 100
  }

  /// Where the best reading leaves more, nothing fits: the cause is none of those that are known.
  private var largestRest: Double { evidence == .district ? 3000 : 1000 }

  /// A district tells only what is gross: records along one side of it would take any move inwards for the truth.
  private static let leastMetresOutsideDistrict = 5000.0

  private func isClear(_ gain: Comparison, over other: CoordinateFit, _ thresholds: ForensicThresholds) -> Bool {
    // Markers and known points speak for themselves: few of them say as much as many near misses of areas.
    let minimum = evidence.isOfAreas ? thresholds.minimumCount : max(1, thresholds.minimumCount / 2)
    // Simplified borders scatter: a few vertices fall farther off by chance.
    let allowance = evidence.isOfAreas ? 6 : 3
    guard gain.better >= minimum, gain.worse * allowance <= gain.better else { return false }
    if evidence == .district, declared.medianMetres < Self.leastMetresOutsideDistrict { return false }
    if evidence.isOfAreas, other.medianMetres == 0 {
      // Not one crooked stretch of one border.
      guard evidence == .units, gain.groups >= 3 else { return false }
      let (left, before) = (count - best.fitting, count - other.fitting)
      return Double(left) <= thresholds.remainingShare * Double(before)
    }
    return best.medianMetres <= thresholds.remainingShare * other.medianMetres
  }

  /// What is too small to tell from sloppy work, or too large for the cause, is not told.
  private var isPlausible: Bool {
    switch best.hypothesis {
    case .constantShift(let east, let north):
      let length = (east * east + north * north).squareRoot()
      return (20...200).contains(length) && best.medianMetres <= max(2, 0.1 * length)
    case .mapOffset, .withoutOffset, .utm: return evidence.isOfAreas || declared.medianMetres >= 100
    case .swappedAxes, .zone, .meridian, .packedDegrees: return true
    case .asDeclared: return false
    }
  }
}
