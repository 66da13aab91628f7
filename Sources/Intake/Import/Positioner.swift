internal import Geodesy
internal import Geometry
internal import Registry

/// Makes CGCS2000 longitude and latitude of what a layer says of its positions: geometries, degrees or plane
/// coordinates in columns, or well-known text.
struct Positioner {
  /// Two columns that together are a position.
  private struct Reading {
    let x: Int
    let y: Int
    let isPlane: Bool
    /// For rows that say nothing else; `nil` for plane coordinates of an unknown zone.
    let system: ReferenceSystems.Known?
  }

  /// What of a layer can tell positions.
  private struct Offer: OptionSet {
    let rawValue: Int
    static let geometry = Offer(rawValue: 1)
    static let text = Offer(rawValue: 2)
    static let plane = Offer(rawValue: 4)
    static let degrees = Offer(rawValue: 8)
  }

  private let systems: ReferenceSystems
  /// What the batches up to the deciding one offered.
  private let offered: Offer
  private let readings: [Reading]
  /// Of the layer's own geometries or of its well-known text.
  private let geometrySystem: ReferenceSystems.Known?
  private let textColumn: Int?
  private let labelColumn: Int?
  private let zone: ZonePrefix?
  private let swapsAxes: Bool
  private let unpacksDegrees: Bool
  private var notedLabels: Set<String> = []
  private var notedAssumptions: Set<String> = []
  /// The system of a layer that keeps its datum.
  private let keptSystem: CRS?
  /// The fields that keep the numbers of points without position; `nil` where the layer has such columns of its own.
  private let keptFields: (x: FieldKey, y: FieldKey)?
  /// What was noticed since they were taken last; sources are set by the importer.
  private(set) var notes: [ImportNote] = []

  /// The points without position that lie in China with their axes exchanged.
  private(set) var exchangedCount: Int

  /// The system as the source records it, and the pipeline to CGCS2000; both empty where there are no positions.
  let systemLabel: String
  let pipeline: String
  /// The expected error of the pipeline itself; `nil` where nothing is transformed or nothing tells.
  let pipelineAccuracyMetres: Double?

  /// - Parameters:
  ///   - first: the first batch that offers what no batch before did; its values decide what the file leaves open.
  ///   - earlier: what was decided by the batches before.
  /// - Throws: `IntakeError` (`missingCRS`, `refusedCRS`, `degreesInPlaneColumns`).
  init(
    _ mapping: HeaderMapping, first: RawBatch, systems: ReferenceSystems, after earlier: Positioner? = nil,
    headers: [String], _ request: InputRequest, layer: String
  ) throws(IntakeError) {
    self.systems = systems
    (swapsAxes, unpacksDegrees) = (request.swapsAxes, request.unpacksDegrees)
    exchangedCount = earlier?.exchangedCount ?? 0
    labelColumn = mapping.column(.crs)
    let offered = Self.offer(mapping, first).union(earlier?.offered ?? [])
    self.offered = offered
    let hasGeometry = offered.contains(.geometry)
    textColumn = hasGeometry || !offered.contains(.text) ? nil : mapping.column(.geometry)
    if hasGeometry || textColumn != nil {
      let shapes = textColumn.map { Self.geometries(first.columns[$0]) } ?? first.geometry ?? GeometryColumn()
      geometrySystem = try systems.ofGeometries((swapsAxes ? shapes.withAxesExchanged() : shapes).coordinates)
    } else {
      geometrySystem = nil
    }
    let isPlaced = geometrySystem != nil
    var plane = isPlaced || !offered.contains(.plane) ? nil : Self.columns(mapping, .easting, .northing)
    let degrees = isPlaced || !offered.contains(.degrees) ? nil : Self.columns(mapping, .longitude, .latitude)
    if let columns = plane, let refusal = Self.degreesInPlane(columns, first, headers, request.path, layer) {
      guard degrees != nil else { throw refusal }
      plane = nil
    }
    zone = earlier?.zone ?? plane.flatMap { Self.usualZone(first.columns[$0.x]) }
    let planeSystem = systems.ofPlane(zone: zone)
    var readings: [Reading] = []
    // Plane coordinates first: forms give them to the millimetre, degrees often to the second.
    if let plane { readings.append(Reading(x: plane.x, y: plane.y, isPlane: true, system: planeSystem)) }
    if let degrees { readings.append(Reading(x: degrees.x, y: degrees.y, isPlane: false, system: systems.ofDegrees())) }
    self.readings = readings
    // Beside geometries the column tells of what the documents said, not of these numbers.
    let labels = try Self.labels(isPlaced ? nil : labelColumn, first, isPlane: plane != nil, zone, systems)
    if let plane, planeSystem == nil, degrees == nil, labels.usual == nil {
      throw Self.missingSystem(plane, first, headers, request.path, layer)
    }
    let main =
      geometrySystem ?? (readings.isEmpty ? nil : labels.usual) ?? readings.lazy.compactMap(\.system).first
    let isUnpacked = unpacksDegrees && readings.contains { !$0.isPlane }
    let stated = isPlaced && swapsAxes ? ", --swap-axes" : isUnpacked ? ", --packed-degrees" : ""
    systemLabel = main.map { "\($0.system.label) (\($0.origin)\(stated))" } ?? earlier?.systemLabel ?? ""
    keptSystem = main == nil ? earlier?.keptSystem : main.flatMap { systems.keeps($0.system) ? $0.system : nil }
    let transformation =
      try keptSystem != nil
      ? nil : main.map { known throws(IntakeError) in try systems.transformation(from: known.system) }
    pipeline = keptSystem != nil ? Source.datumKept : transformation?.pipeline ?? earlier?.pipeline ?? ""
    pipelineAccuracyMetres = transformation == nil ? earlier?.pipelineAccuracyMetres : transformation?.accuracyMetres
    keptFields = geometrySystem.flatMap { KeptNumbers.fields(mapping, $0.system) }
    (notedLabels, notedAssumptions) = (earlier?.notedLabels ?? [], earlier?.notedAssumptions ?? [])
    notes = earlier?.notes ?? []
    let fallback = geometrySystem ?? (labels.coverAll ? nil : readings.lazy.compactMap(\.system).first)
    if let fallback, fallback.isAssumed, notedAssumptions.insert(fallback.system.label).inserted {
      notes.append(ImportNote(.crsAssumed, source: 0, value: fallback.system.label))
    }
  }

  private static func offer(_ mapping: HeaderMapping, _ batch: RawBatch) -> Offer {
    var offer: Offer = []
    if let geometry = batch.geometry, !geometry.coordinates.isEmpty { offer.insert(.geometry) }
    if let text = mapping.column(.geometry), !batch.columns[text].allBlank { offer.insert(.text) }
    let isFilled: ((x: Int, y: Int)) -> Bool = { !batch.columns[$0.x].allBlank && !batch.columns[$0.y].allBlank }
    if let plane = columns(mapping, .easting, .northing), isFilled(plane) { offer.insert(.plane) }
    if let degrees = columns(mapping, .longitude, .latitude), isFilled(degrees) { offer.insert(.degrees) }
    return offer
  }

  /// Whether a batch tells positions in a way that no batch before it did: tables may begin with many rows that have
  /// none. What has decided already stands above what comes later.
  func mustDecide(again batch: RawBatch, _ mapping: HeaderMapping) -> Bool {
    let isNew = Self.offer(mapping, batch).subtracting(offered)
    if offered.contains(.geometry) { return false }
    return offered.contains(.text) ? isNew.contains(.geometry) : !isNew.isEmpty
  }

  /// The system that most rows name themselves, and whether every row names one.
  private static func labels(
    _ column: Int?, _ first: RawBatch, isPlane: Bool, _ zone: ZonePrefix?, _ systems: ReferenceSystems
  ) throws(IntakeError) -> (usual: ReferenceSystems.Known?, coverAll: Bool) {
    guard let column else { return (nil, false) }
    var counts: [CRS: Int] = [:]
    for row in 0..<first.count where !first.columns[column].isBlank(row) {
      let label = first.columns[column].trimmed(row)
      let number = first.rowNumbers[row]
      if let system = systems.ofLabel(label, isPlane: isPlane, zone: zone) {
        counts[system, default: 0] += 1
        // The refusal of another datum is to name the row.
        if !systems.keeps(system) { _ = try systems.transformation(from: system, row: number) }
      }
    }
    let usual = counts.max { ($0.value, $1.key.label) < ($1.value, $0.key.label) }?.key
    let known = usual.map { ReferenceSystems.Known(system: $0, origin: "column") }
    return (known, counts.values.reduce(0, +) == first.count)
  }

  mutating func takeNotes() -> [ImportNote] {
    defer { notes = [] }
    return notes
  }

  /// The positions of a batch, one geometry per row: `none` where there is none or where the numbers mean no place.
  ///
  /// - Throws: `IntakeError` (`refusedCRS`) when a row's datum would change.
  mutating func positions(of batch: RawBatch) throws(IntakeError) -> Positions {
    if let keptSystem { return try keptAsTheyAre(batch, on: keptSystem.datum) }
    if let geometrySystem {
      var column = shapes(of: batch)
      let kept = try transform(&column, from: geometrySystem.system, rowNumbers: batch.rowNumbers)
      return Positions(geometry: column, shapes: column, kept: kept?.columns ?? [])
    }
    let points = try points(of: batch)
    return Positions(geometry: points, shapes: points, kept: [])
  }

  /// The positions of a batch.
  struct Positions {
    var geometry: GeometryColumn
    /// What the rows have for a shape, also where it is on a datum that is kept.
    var shapes: GeometryColumn
    /// What of the coordinates is kept in columns, because they gave no geometry.
    var kept: [KeptColumn]
  }

  /// No positions: the coordinates stay in their columns, and those of geometries come into some.
  private mutating func keptAsTheyAre(_ batch: RawBatch, on datum: Datum) throws(IntakeError) -> Positions {
    if geometrySystem == nil, let labelColumn {
      let labels = batch.columns[labelColumn]
      for row in 0..<batch.count where !labels.isBlank(row) {
        guard let system = systems.ofLabel(labels.trimmed(row), isPlane: readings.first?.isPlane == true, zone: zone),
          system.datum != datum
        else { continue }
        throw systems.mixedDatums(system, row: batch.rowNumbers[row])
      }
    }
    var none = GeometryColumn()
    for _ in 0..<batch.count { none.appendNone() }
    guard geometrySystem != nil else { return Positions(geometry: none, shapes: none, kept: []) }
    let shapes = shapes(of: batch)
    let points = shapes.types.indices.compactMap { row in
      shapes.types[row] == .point ? shapes.vertices(ofRow: row).first.map { (row: row, vertex: $0) } : nil
    }
    let numbers = KeptNumbers(shapes, rows: points, keptFields)?.columns ?? []
    return Positions(
      geometry: none, shapes: shapes, kept: numbers + (textColumn == nil ? [.wellKnownText(shapes)] : []))
  }

  // MARK: Geometries

  private mutating func transform(
    _ column: inout GeometryColumn, from system: CRS, rowNumbers: [Int]
  ) throws(IntakeError) -> KeptNumbers? {
    let original = column
    if system != .cgcs2000 {
      var failure: IntakeError?
      column.replaceCoordinates { coordinates in
        do throws(IntakeError) { try systems.transform(&coordinates, from: system) } catch { failure = error }
      }
      if let failure { throw failure }
    }
    let impossible = column.removeImpossible()
    defer { column.normaliseOrientation() }
    guard !impossible.isEmpty else { return nil }
    let kept = KeptNumbers(original, rows: impossible, keptFields)
    exchangedCount += kept?.exchangedCount ?? 0
    let hasPlaces = column.types.contains { $0 != .none }
    // A system that fits no shape at all is the wrong one; points that only have their axes exchanged are not lost.
    guard hasPlaces || system.isGeographic && kept?.hasExchanged == true else {
      throw systems.nowhere(original, from: system, swapsAxes: swapsAxes)
    }
    for (row, vertex) in impossible where kept?.holds(row) != true {
      let position = original.position(ofVertex: vertex)
      notes.append(
        ImportNote(
          .unparseableValue, source: 0, row: rowNumbers[row], field: FieldKey.geometry.rawValue,
          value: "\(position.x) \(position.y)"))
    }
    return kept
  }

  private mutating func shapes(of batch: RawBatch) -> GeometryColumn {
    let shapes = textColumn.map { geometriesFromText(batch, $0) } ?? batch.geometry ?? GeometryColumn()
    return swapsAxes ? shapes.withAxesExchanged() : shapes
  }

  private mutating func geometriesFromText(_ batch: RawBatch, _ index: Int) -> GeometryColumn {
    let column = Self.geometries(batch.columns[index])
    for row in 0..<batch.count where column.types[row] == .none && !batch.columns[index].isBlank(row) {
      notes.append(
        ImportNote(
          .unparseableValue, source: 0, row: batch.rowNumbers[row], field: FieldKey.geometry.rawValue,
          value: String(batch.columns[index][row].prefix(100))))
    }
    return column
  }

  /// Well-known text, `none` where a cell holds anything else.
  private static func geometries(_ cells: TextColumn) -> GeometryColumn {
    var column = GeometryColumn()
    let context = GEOSContext()
    for row in 0..<cells.count {
      let before = column.count
      if !cells.isBlank(row), let geometry = try? Geometry(wkt: withoutCommonSRID(cells.trimmed(row)), in: context) {
        try? geometry.append(to: &column)
      }
      if column.count == before { column.appendNone() }
    }
    return column
  }

  // MARK: Columns

  private static func columns(
    _ mapping: HeaderMapping, _ xKey: FieldKey, _ yKey: FieldKey
  ) -> (x: Int, y: Int)? {
    guard let x = mapping.column(xKey), let y = mapping.column(yKey) else { return nil }
    return (x, y)
  }

  /// Why nothing tells the zone of plane coordinates: nobody says it, or it stands in the other column.
  private static func missingSystem(
    _ plane: (x: Int, y: Int), _ batch: RawBatch, _ headers: [String], _ file: String, _ layer: String
  ) -> IntakeError {
    let axes = AxisDecision.decide(x: batch.columns[plane.x], y: batch.columns[plane.y])
    let isExchanged = axes?.x == .northing && usualZone(batch.columns[plane.y]) != nil
    return IntakeError(
      isExchanged ? .exchangedAxes(northing: headers[plane.y], easting: headers[plane.x]) : .missingCRS, file: file,
      layer: layer)
  }

  private static func usualZone(_ eastings: TextColumn) -> ZonePrefix? {
    ReferenceSystems.usualZone((0..<eastings.count).lazy.compactMap { eastings.withBytes($0, readCoordinate) })
  }

  private mutating func points(of batch: RawBatch) throws(IntakeError) -> GeometryColumn {
    var positions: [Double] = []
    for reading in readings {
      let found = try coordinates(reading, batch)
      if positions.isEmpty {
        positions = found
      } else {
        for index in positions.indices where positions[index].isNaN { positions[index] = found[index] }
      }
    }
    var column = GeometryColumn()
    column.reserveCapacity(rows: batch.count, vertices: readings.isEmpty ? 0 : batch.count)
    for row in 0..<batch.count {
      guard !positions.isEmpty, isPlace(positions[2 * row], positions[2 * row + 1]) else {
        column.appendNone()
        continue
      }
      column.appendPoint(x: positions[2 * row], y: positions[2 * row + 1])
    }
    return column
  }

  /// Interleaved longitude and latitude, NaN where a row has none of this reading.
  private mutating func coordinates(_ reading: Reading, _ batch: RawBatch) throws(IntakeError) -> [Double] {
    var xy = [Double](repeating: .nan, count: 2 * batch.count)
    let isPacked = unpacksDegrees && !reading.isPlane
    Self.read(batch.columns[reading.x], isPacked: isPacked, into: &xy, at: 0)
    Self.read(batch.columns[reading.y], isPacked: isPacked, into: &xy, at: 1)
    if reading.isPlane {
      // Projected, they would be a place a few metres from where the zone's meridian meets the equator.
      for row in 0..<batch.count where areDegrees(xy[2 * row], xy[2 * row + 1]) { xy[2 * row] = .nan }
    }
    guard let labelColumn else {
      // A table whose zone nobody knows has been refused, unless rows were to name theirs.
      guard let known = reading.system else { return xy.map { _ in .nan } }
      try systems.transform(&xy, from: known.system)
      return xy
    }
    for (system, rows) in try rowsBySystem(reading, batch, labels: batch.columns[labelColumn]) {
      let firstRow = rows.first.map { batch.rowNumbers[$0] }
      guard rows.count < batch.count else {
        guard let system else { return xy.map { _ in .nan } }
        try systems.transform(&xy, from: system, row: firstRow)
        return xy
      }
      try transform(&xy, rows: rows, from: system, row: firstRow)
    }
    return xy
  }

  private static func read(_ column: TextColumn, isPacked: Bool, into xy: inout [Double], at offset: Int) {
    column.withAllBytes { bytes in
      for row in 0..<column.count {
        let cell = UnsafeBufferPointer(rebasing: bytes[column.byteRange(row)])
        guard let value = readCoordinate(cell) else { continue }
        // What has marks for degrees and minutes is not run together.
        let unpacks = isPacked && parseDecimal(TextColumn.trim(cell)) != nil
        xy[2 * row + offset] = unpacks ? unpackedDegrees(value) ?? .nan : value
      }
    }
  }

  /// Transforms some of the rows; without a system they have no position.
  private func transform(_ xy: inout [Double], rows: [Int], from system: CRS?, row: Int?) throws(IntakeError) {
    var part = [Double](repeating: .nan, count: 2 * rows.count)
    if let system {
      for (index, row) in rows.enumerated() { (part[2 * index], part[2 * index + 1]) = (xy[2 * row], xy[2 * row + 1]) }
      try systems.transform(&part, from: system, row: row)
    }
    for (index, row) in rows.enumerated() { (xy[2 * row], xy[2 * row + 1]) = (part[2 * index], part[2 * index + 1]) }
  }

  private mutating func rowsBySystem(
    _ reading: Reading, _ batch: RawBatch, labels: TextColumn
  ) throws(IntakeError) -> [(system: CRS?, rows: [Int])] {
    var groups: [(system: CRS?, rows: [Int])] = []
    var groupOfLabel: [String: Int] = [:]
    for row in 0..<batch.count {
      let label = labels.trimmed(row)
      if let index = groupOfLabel[label] {
        groups[index].rows.append(row)
        continue
      }
      let number = batch.rowNumbers[row]
      var system = reading.system?.system
      if !label.isEmpty {
        let own = systems.ofLabel(label, isPlane: reading.isPlane, zone: zone)
        system = own ?? system
        if !systems.isKnown(label), notedLabels.insert(label).inserted {
          notes.append(
            ImportNote(.unparseableValue, source: 0, row: number, field: FieldKey.crs.rawValue, value: label))
        }
      }
      groupOfLabel[label] = groups.count
      groups.append((system, [row]))
    }
    return groups
  }
}
