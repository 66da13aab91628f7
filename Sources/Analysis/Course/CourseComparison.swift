public import Geometry
public import Registry

/// What a course text says against the geometry of its line, segment by segment.
public struct CourseComparison: Sendable {
  public struct Tolerances: Sendable {
    /// How far a direction may lie outside its sector before it is reported, and before that is certain.
    public var directionDegrees = 22.5
    public var certainDirectionDegrees = 45.0
    /// How much a length may differ, as a share of the true one; below `lengthMetres` nothing is reported.
    public var lengthShare = 0.1
    public var certainLengthShare = 0.3
    public var lengthMetres = 50.0

    public init() {}
  }

  public enum Difference: Sendable {
    /// A wind against the mean azimuth of its stretch and that of its first 50 m.
    case direction(Wind, meanDegrees: Double, firstDegrees: Double, deviationDegrees: Double)
    /// The length between two markers, or of the whole line.
    case length(statedMetres: Double, trueMetres: Double, isTotal: Bool)
    /// A marker that the line does not have.
    case unknownMarker(String)
    /// A marker out of the order in which they stand along the line.
    case order(String, chainageMetres: Double)
  }

  public struct Contradiction: Sendable {
    public var difference: Difference
    /// Of the text, in Unicode scalars.
    public var span: Range<Int>
    public var isCertain: Bool
    /// Longitude and latitude.
    public var place: Position
  }

  public private(set) var contradictions: [Contradiction] = []

  private let path: LinePath
  private let stations: [MarkerStation]
  private let tolerances: Tolerances
  private let numberPattern: MarkerNumberProfile?
  private let otherNumbers: Set<String>

  /// - Parameters:
  ///   - numberPattern: how the markers of the line are numbered, where the line states it.
  ///   - otherNumbers: those of markers of other lines, among which a tripoint may be.
  public init(
    _ course: CourseText, with path: LinePath, stations: [MarkerStation], numberPattern: MarkerNumberProfile? = nil,
    tolerances: Tolerances = Tolerances(), otherNumbers: Set<String> = []
  ) {
    self.path = path
    self.stations = stations
    self.numberPattern = numberPattern
    self.tolerances = tolerances
    self.otherNumbers = otherNumbers
    let named = course.anchors.map(chainage)
    let direction = Self.direction(of: named.compactMap { $0 })
    compareMarkers(course, named, runsForward: direction ?? true)
    if let runsForward = direction {
      compareLegs(course, runsForward: runsForward, isSure: true)
    } else {
      // Nothing says which way the text goes: the way that it fits better.
      let before = contradictions
      compareLegs(course, runsForward: true, isSure: false)
      let forward = contradictions
      contradictions = before
      compareLegs(course, runsForward: false, isSure: false)
      if forward.count <= contradictions.count { contradictions = forward }
    }
    if let total = course.total {
      compareLength(
        total.metres, path.lengthMetres, span: total.span, isTotal: true, at: path.position(atChainage: 0))
    }
  }

  // MARK: Markers

  private func station(_ text: String) -> MarkerStation? {
    guard let number = number(text) else { return nil }
    return stations.first { station in
      station.serialKey == number.serialKey
        && (number.prefix.isEmpty || number.serial == nil || station.prefixes.contains(number.prefix)
          || station.prefixes == [""])
    }
  }

  private func number(_ text: String) -> MarkerNumber? { numberPattern?.parse(text) ?? MarkerNumber(text) }

  private func chainage(of anchor: CourseText.Anchor) -> Double? {
    if case .marker(let text) = anchor.place { station(text)?.chainageMetres } else { nil }
  }

  /// Whether chainages mostly rise; `nil` where there are not two that differ.
  private static func direction(of chainages: [Double]) -> Bool? {
    guard let least = chainages.min(), let greatest = chainages.max(), greatest - least >= 0.5 else { return nil }
    let rising = MarkerOrder.longestNonDecreasing(chainages).count
    let falling = MarkerOrder.longestNonDecreasing(chainages.map { -$0 }).count
    guard rising != falling else { return (chainages.last ?? 0) >= (chainages.first ?? 0) }
    return rising > falling
  }

  private mutating func compareMarkers(_ course: CourseText, _ chainages: [Double?], runsForward: Bool) {
    var found: [(text: String, span: Range<Int>, chainage: Double)] = []
    for (anchor, chainage) in zip(course.anchors, chainages) {
      guard case .marker(let text) = anchor.place else { continue }
      if let chainage {
        found.append((text, anchor.span, chainage))
      } else if !stations.isEmpty, !otherNumbers.contains(text) {
        let place = found.last?.chainage ?? (runsForward ? 0 : path.lengthMetres)
        add(.unknownMarker(text), anchor.span, isCertain: number(text)?.serial != nil, atChainage: place)
      }
    }
    let sense = runsForward ? 1.0 : -1
    let ordered = Set(MarkerOrder.longestNonDecreasing(found.map { $0.chainage * sense }))
    for index in found.indices where !ordered.contains(index) {
      add(
        .order(found[index].text, chainageMetres: found[index].chainage), found[index].span, isCertain: true,
        atChainage: found[index].chainage)
    }
  }

  // MARK: Legs

  /// The moves between two places that follow each other in the text.
  private struct Leg {
    var start: Double?
    var end: Double?
    var moves: [CourseText.Move] = []
  }

  private mutating func compareLegs(_ course: CourseText, runsForward: Bool, isSure: Bool) {
    let (first, last) = runsForward ? (0, path.lengthMetres) : (path.lengthMetres, 0)
    var leg = Leg(start: first)
    for item in course.items {
      switch item {
      case .move(let move): leg.moves.append(move)
      case .anchor(let anchor):
        let place: Double? =
          switch anchor.place {
          case .start: first
          case .end: last
          case .marker: chainage(of: anchor)
          }
        leg.end = place
        compare(leg, runsForward: runsForward, isSure: isSure)
        leg = Leg(start: place)
      }
    }
    leg.end = last
    compare(leg, runsForward: runsForward, isSure: isSure)
  }

  private mutating func compare(_ leg: Leg, runsForward: Bool, isSure: Bool) {
    guard !leg.moves.isEmpty, let start = leg.start else { return }
    let stated = leg.moves.map(\.lengthMetres)
    let sum = stated.compactMap { $0 }.reduce(0, +)
    let isComplete = !stated.contains(nil)
    // Markers out of order are reported as such; what lies between them is no leg.
    let length = leg.end.map { runsForward ? $0 - start : start - $0 }
    if let length, length < 0 { return }
    var fits = true
    if let length, isComplete, let span = span(ofLengths: leg.moves) {
      fits = !compareLength(sum, length, span: span, isTotal: false, at: path.position(atChainage: start))
    }
    let factor = length.flatMap { isComplete && sum > 0 ? $0 / sum : nil } ?? 1
    var from: Double? = 0
    for (index, move) in leg.moves.enumerated() {
      defer { from = from.flatMap { from in stated[index].map { from + $0 * (fits ? factor : 1) } } }
      guard let begin = from, fits || index == 0 else { continue }
      let isLast = index == leg.moves.count - 1
      let end: Double? = isLast && length != nil ? length : stated[index].map { begin + $0 * factor }
      let isAnchored = isSure && length != nil && (leg.moves.count == 1 || index == 0 && stated[0] != nil)
      compareDirection(
        move, begin, end, limit: length ?? path.lengthMetres, isCertain: isAnchored && fits
      ) { metres in
        runsForward ? start + metres : start - metres
      }
    }
  }

  private func span(ofLengths moves: [CourseText.Move]) -> Range<Int>? {
    let spans = moves.compactMap(\.lengthSpan)
    guard let first = spans.first, let last = spans.last else { return nil }
    return first.lowerBound..<last.upperBound
  }

  /// - Parameters:
  ///   - begin: metres from the start of the leg, as `end`, which is `nil` where the text does not tell.
  ///   - chainage: of metres from the start of the leg.
  private mutating func compareDirection(
    _ move: CourseText.Move, _ begin: Double, _ end: Double?, limit: Double, isCertain: Bool,
    chainage: (Double) -> Double
  ) {
    guard let span = move.windSpan, let wind = move.winds.first else { return }
    let near = min(begin + Self.firstMetres, max(end ?? .infinity, begin), max(limit, begin))
    let first = path.azimuth(fromChainage: chainage(begin), to: chainage(near))
    let mean = end.flatMap { path.azimuth(fromChainage: chainage(begin), to: chainage($0)) }
    let azimuths = [mean, first].compactMap { $0 }
    guard !azimuths.isEmpty else { return }
    let deviation = azimuths.flatMap { azimuth in move.winds.map { $0.deviation(ofAzimuth: azimuth) } }.min() ?? 0
    guard deviation > tolerances.directionDegrees else { return }
    add(
      .direction(
        wind, meanDegrees: mean ?? azimuths[0], firstDegrees: first ?? azimuths[0], deviationDegrees: deviation),
      span, isCertain: isCertain && deviation > tolerances.certainDirectionDegrees, atChainage: chainage(begin))
  }

  /// - Returns: whether it was reported.
  @discardableResult
  private mutating func compareLength(
    _ stated: Double, _ length: Double, span: Range<Int>, isTotal: Bool, at place: Position
  ) -> Bool {
    let difference = abs(stated - length)
    guard difference > tolerances.lengthMetres, difference > tolerances.lengthShare * length else { return false }
    contradictions.append(
      Contradiction(
        difference: .length(statedMetres: stated, trueMetres: length, isTotal: isTotal), span: span,
        isCertain: difference > tolerances.certainLengthShare * length, place: place))
    return true
  }

  private mutating func add(
    _ difference: Difference, _ span: Range<Int>, isCertain: Bool, atChainage chainage: Double
  ) {
    contradictions.append(
      Contradiction(
        difference: difference, span: span, isCertain: isCertain, place: path.position(atChainage: chainage)))
  }

  /// Texts give the direction in which the line sets out.
  private static let firstMetres = 50.0
}
