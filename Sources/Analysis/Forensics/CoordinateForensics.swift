import Geometry
public import Registry

/// What the coordinates of the sources of a dataset really are, by everything in the dataset that can tell.
///
/// A source is held against the records it shares with other sources, the lines of its markers, the borders of its units
/// in other sources, the units that its records name, and the district. Nothing is done, and it costs next to nothing,
/// where there is none of these; else a sample of at most `sampleLimit` rows is asked, so that the size of a source does
/// not matter.
public struct CoordinateForensics: Sendable {
  /// By source, the kinds of evidence in the order in which they count; of each source at most one of each kind.
  public let diagnoses: [CoordinateDiagnosis]
  /// Rows far away from where they belong, in sources that are right as a whole.
  public let strayRows: [StrayRow]

  static let sampleLimit = 2000

  /// - Parameters:
  ///   - district: the code of the district whose data it is.
  ///   - sources: those to examine; all by default. The others are evidence.
  public init(_ dataset: Dataset, district: String? = nil, sources: Set<Int>? = nil) {
    var examiner = Examiner(dataset, district: district.map(DivisionKey.unpadded))
    let asked = dataset.sources.indices.filter { sources?.contains($0) ?? true }
    let isDivision: (Int) -> Bool = { dataset.sources[$0].kind == .division }
    let ofDivisions = asked.filter(isDivision).flatMap { examiner.diagnoses(ofDivisions: $0) }
    examiner.distrust(Set(ofDivisions.filter { $0.isSupported() }.map(\.source)))
    let others = asked.filter { !isDivision($0) && Self.positionedKinds.contains(dataset.sources[$0].kind) }
    let ofOthers = others.flatMap { examiner.diagnoses(ofPoints: $0) }
    diagnoses = (ofDivisions + ofOthers).sorted { $0.source < $1.source }
    let wrong = Set(diagnoses.filter { $0.isSupported() }.map(\.source))
    strayRows = others.filter { !wrong.contains($0) }.flatMap { examiner.strayRows(of: $0) }
  }

  /// The kinds whose positions are points or begin with one.
  private static let positionedKinds: Set<RecordKind> = [.boundaryMarker, .placeName, .sign, .facility]

  /// What a source is, by the first kind of evidence that supports anything.
  public func diagnosis(
    ofSource source: Int, _ thresholds: ForensicThresholds = .standard
  ) -> CoordinateDiagnosis? {
    diagnoses.first { $0.source == source && $0.isSupported(by: thresholds) }
  }
}

extension CoordinateForensics {
  /// How well several readings of the same rows fit what there is to compare them with.
  ///
  /// - Parameters:
  ///   - readings: positions by row of the source's kind.
  /// - Returns: by the first kind of evidence that tells anything, how many rows were compared, and of each reading the
  ///   median misfit in metres and how many fit (lie in their unit, or within a metre); `nil` without evidence.
  public static func fits(
    of readings: [(Int) -> Position?], source: Int, in dataset: Dataset, district: String?
  ) -> (evidence: EvidenceKind, count: Int, fits: [(medianMetres: Double, fitting: Int)])? {
    let examiner = Examiner(dataset, district: district.map(DivisionKey.unpadded))
    guard let evidence = examiner.evidence(onPoints: source).first?.evidence, evidence.rows.count >= 5 else {
      return nil
    }
    let fits = readings.map { reading in
      let misfits = evidence.misfitsOfPositions(evidence.rows.map(reading))
      let fit = CoordinateFit(.asDeclared, misfits)
      return (fit.medianMetres, fit.fitting)
    }
    return (evidence.kind, evidence.rows.count, fits)
  }
}

/// Gathers the evidence on each source.
private struct Examiner {
  private let dataset: Dataset
  private let district: String?
  private let context = GEOSContext()
  private let rowsBySource: [[Int]]
  private var units: DeclaredUnitShapes
  private let lines: [BoundaryLine]

  init(_ dataset: Dataset, district: String?) {
    self.dataset = dataset
    self.district = district
    var rows: [[Int]] = Array(repeating: [], count: dataset.sources.count)
    for kind in dataset.kinds {
      for (row, origin) in dataset[kind].origins.enumerated() { rows[origin.source].append(row) }
    }
    rowsBySource = rows
    units = DeclaredUnitShapes(dataset, excluding: [], in: context)
    lines = BoundaryLine.all(in: dataset[.boundaryLine])
  }

  /// Polygons of sources that are wrong themselves are no evidence.
  mutating func distrust(_ sources: Set<Int>) {
    if !sources.isEmpty { units = DeclaredUnitShapes(dataset, excluding: sources, in: context) }
  }

  func diagnoses(ofDivisions source: Int) -> [CoordinateDiagnosis] {
    guard let evidence = UnitBorders.evidence(dataset, source: source, in: context) else { return [] }
    return diagnose([(evidence, nil)], source)
  }

  func diagnoses(ofPoints source: Int) -> [CoordinateDiagnosis] { diagnose(evidence(onPoints: source), source) }

  /// All kinds of evidence that there are on a source of points, in the order in which they count.
  func evidence(onPoints source: Int) -> [Found] {
    let rows = rowsBySource[source]
    guard !rows.isEmpty else { return [] }
    return [knownPoints(source, rows), line(source, rows), ofUnits(source, rows), ofDistrict(source, rows)]
      .compactMap { $0 }
  }

  typealias Found = (evidence: Evidence, fields: (x: FieldKey, y: FieldKey)?)

  private func diagnose(_ found: [Found], _ source: Int) -> [CoordinateDiagnosis] {
    found.indices.compactMap { index in
      let (evidence, fields) = found[index]
      guard let diagnosis = CoordinateDiagnosis(evidence, source: source, fields: fields) else { return nil }
      let hypothesis = diagnosis.best.hypothesis
      // Of two sources that differ in a way that can be read from either side, the later one is asked about.
      if hypothesis.isSymmetric, [.knownPoints, .border].contains(evidence.kind),
        !evidence.sources.contains(where: { $0 < source })
      {
        return nil
      }
      let isContradicted = found.indices.contains { $0 != index && found[$0].evidence.contradicts(hypothesis) }
      return isContradicted ? nil : diagnosis
    }
  }

  private func evidence(
    _ kind: EvidenceKind, _ source: Int, sources: Set<Int>, rows: [Int],
    targets: [(target: Evidence.Target, group: Int)]
  ) -> Found? {
    let description = dataset.sources[source]
    guard !rows.isEmpty, let numbers = RecordedNumbers(dataset[description.kind], rows: rows, of: description) else {
      return nil
    }
    return (Evidence(kind: kind, sources: sources, rows: rows, numbers: numbers, targets: targets), numbers.fields)
  }

  // MARK: Kinds of evidence

  private func knownPoints(_ source: Int, _ rows: [Int]) -> Found? {
    let pairs = KnownPoints(dataset, source: source, rows: rows)
      .pairs(enough: 5, limit: CoordinateForensics.sampleLimit)
    guard
      let all = evidence(
        .knownPoints, source, sources: [], rows: pairs.map(\.row), targets: pairs.map { (.point($0.known), $0.source) })
    else { return nil }
    // Records of one name that nothing brings near each other are not one place.
    let misfits = ([.asDeclared] + all.evidence.hypotheses).map(all.evidence.misfits)
    let same = pairs.indices.filter { index in misfits.contains { $0[index] < 20_000 } }.map { pairs[$0] }
    return evidence(
      .knownPoints, source, sources: Set(same.map(\.source)), rows: same.map(\.row),
      targets: same.map { (.point($0.known), $0.source) })
  }

  /// Single markers and their lines; pairs and triples stand beside the line by design.
  private func line(_ source: Int, _ rows: [Int]) -> Found? {
    guard dataset.sources[source].kind == .boundaryMarker, !lines.isEmpty else { return nil }
    let table = dataset[.boundaryMarker]
    let index = LineIndex(lines)
    var nearest: [Int: NearestLine?] = [:]
    var (kept, targets, sources): ([Int], [(target: Evidence.Target, group: Int)], Set<Int>) = ([], [], [])
    for row in rows.sampled(CoordinateForensics.sampleLimit) {
      guard table.text(.number, row).flatMap(MarkerNumber.init)?.isSingle == true,
        let line = index.line(name: table.text(.line, row), code: table.text(.lineCode, row))
      else { continue }
      if nearest[line] == nil {
        nearest[line] = .some(NearestLine(rows: rowsOf(line), of: dataset[.boundaryLine].geometry, in: context))
      }
      guard case .some(.some(let shape)) = nearest[line] else { continue }
      kept.append(row)
      targets.append((.line(shape), line))
      sources.insert(lines[line].origin.source)
    }
    return evidence(.line, source, sources: sources, rows: kept, targets: targets)
  }

  /// A line may stand on several rows of its source.
  private func rowsOf(_ line: Int) -> [Int] {
    let first = lines[line]
    guard let name = first.name.map(LineName.key) else { return [first.row] }
    return lines.filter { $0.origin.source == first.origin.source && $0.name.map(LineName.key) == name }.map(\.row)
  }

  private func ofUnits(_ source: Int, _ rows: [Int]) -> Found? {
    let kind = dataset.sources[source].kind
    // Markers stand on the borders of the units they name.
    guard kind != .boundaryMarker, !units.isEmpty else { return nil }
    let table = dataset[kind]
    var (kept, targets, sources): ([Int], [(target: Evidence.Target, group: Int)], Set<Int>) = ([], [], [])
    for row in rows.sampled(CoordinateForensics.sampleLimit) {
      guard let unit = units.unit(table, row: row) else { continue }
      kept.append(row)
      targets.append((.area(unit.shape), unit.number))
      sources.formUnion(unit.sources)
    }
    return evidence(.units, source, sources: sources, rows: kept, targets: targets)
  }

  private func ofDistrict(_ source: Int, _ rows: [Int]) -> Found? {
    guard let district, let found = units.district(district) else { return nil }
    let table = dataset[dataset.sources[source].kind]
    let kept = rows.sampled(CoordinateForensics.sampleLimit).filter { !isOfAnotherDistrict(table, $0) }
    return evidence(
      .district, source, sources: found.sources, rows: kept, targets: kept.map { _ in (.area(found.shape), 0) })
  }

  private func isOfAnotherDistrict(_ table: RecordTable, _ row: Int) -> Bool {
    guard let district, let code = table.text(.unitCode, row) ?? table.text(.placeCode, row) else { return false }
    let unpadded = DivisionKey.unpadded(code)
    return unpadded.count >= 6 && !unpadded.hasPrefix(district)
  }
}

extension Evidence {
  /// Whether it speaks against a hypothesis that other evidence suggests.
  fileprivate func contradicts(_ hypothesis: CoordinateHypothesis) -> Bool {
    let comparison = Comparison(misfits(hypothesis), than: misfits(.asDeclared), groups: groups)
    let minimum = ForensicThresholds.standard.minimumCount / (kind.isOfAreas ? 1 : 2)
    return comparison.worse >= minimum && comparison.better * 6 <= comparison.worse
  }
}

// MARK: Rows

/// A row that lies far from its unit or district, and what brings it there.
public struct StrayRow: Sendable {
  public let source: Int
  /// In the table of the source's kind.
  public let row: Int
  public let hypothesis: CoordinateHypothesis
  public let fields: (x: FieldKey, y: FieldKey)
  /// Where it lies then.
  public let position: Position
  /// How far it lies outside now; `nil` where its numbers mean no place.
  public let metresOutside: Double?
}

extension Examiner {
  /// A row is far when it is outside of the district and of all units by this many degrees, about 5 km.
  private static let marginDegrees = 0.05

  func strayRows(of source: Int) -> [StrayRow] {
    let description = dataset.sources[source]
    let table = dataset[description.kind]
    let found = district.flatMap(units.district)
    guard found != nil || !units.isEmpty, description.has(.longitude) || description.has(.easting) else { return [] }
    let rows = rowsBySource[source]
    let far = rows.filter { isFar(table, $0, found?.bounds) }
    // When most rows are strange, the rows are not what is wrong.
    guard !far.isEmpty, 2 * far.count < rows.count,
      let numbers = RecordedNumbers(table, rows: far, of: description), let fields = numbers.fields
    else { return [] }
    let isMostlyInside = 5 * far.count < rows.count
    let hypotheses = numbers.hypotheses
    let positions = hypotheses.map(numbers.positions)
    return far.indices.compactMap { index in
      let unit = units.unit(table, row: far[index])?.shape
      guard let shape = unit ?? (isMostlyInside && !isOfAnotherDistrict(table, far[index]) ? found?.shape : nil) else {
        return nil
      }
      let outside = table.position(far[index]).flatMap { try? shape.distanceMetres(to: $0) }
      guard outside.map({ $0 > 5000 }) ?? true else { return nil }
      let fitting = hypotheses.indices.filter { hypothesis in
        let (x, y) = (positions[hypothesis][2 * index], positions[hypothesis][2 * index + 1])
        return x.isFinite && y.isFinite && (try? shape.covers(Position(x: x, y: y))) == true
      }
      // Of two explanations none is known.
      guard fitting.count == 1, let only = fitting.first else { return nil }
      return StrayRow(
        source: source, row: far[index], hypothesis: hypotheses[only], fields: fields,
        position: Position(x: positions[only][2 * index], y: positions[only][2 * index + 1]), metresOutside: outside)
    }
  }

  /// Cheap, for all rows: outside of the bounds of the district, or of everything that is loaded.
  private func isFar(_ table: RecordTable, _ row: Int, _ bounds: Envelope?) -> Bool {
    guard let position = table.position(row) else { return true }
    guard position != Position(x: 0, y: 0), let bounds = bounds ?? units.bounds else { return false }
    return !bounds.grown(by: Self.marginDegrees).contains(position)
  }
}
