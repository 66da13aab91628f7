internal import Geodesy
internal import Registry

/// Which reference system the coordinates of a layer are in, and the way from there to CGCS2000, if there is one.
final class ReferenceSystems {
  /// A system and how it was known.
  struct Known: Equatable {
    let system: CRS
    let origin: String
    /// Nobody said so.
    var isAssumed = false
    /// Only the format said so, which the numbers may contradict.
    var isFormatDefault = false

    var label: String { "\(system.label) (\(origin))" }
  }

  private let file: String
  private let layer: String
  /// What the user said, else nothing.
  private let option: CRS?
  /// What the file says of its geometries.
  private let declared: Known?
  private let datumChange: DatumChange
  private var labelled: [String: Result<CRS, CRSError>] = [:]
  private var transformations: [CRS: CoordinateTransformation] = [:]
  /// The positions outside the hull of the common points that parameters were fitted to.
  private(set) var extrapolated = (count: 0, farthestMetres: 0.0)

  /// - Throws: `IntakeError` (`refusedCRS`).
  init(
    option: String?, declared: DeclaredCRS?, datumChange: DatumChange = .refused, file: String, layer: String
  ) throws(IntakeError) {
    self.datumChange = datumChange
    self.file = file
    self.layer = layer
    do throws(CRSError) {
      self.option = try option.map { text throws(CRSError) in try CRS(parsing: text) }
      // A system that the file declares but nobody knows does no harm when the user names another.
      self.declared = try option == nil ? declared.map(Self.known) : nil
    } catch {
      throw IntakeError(
        .refusedCRS(reason: error.message), file: file, layer: layer,
        value: (option ?? declared?.text).map { String($0.prefix(80)) })
    }
  }

  private static func known(_ declared: DeclaredCRS) throws(CRSError) -> Known {
    Known(
      system: try CRS(parsing: declared.text), origin: declared.foundIn, isFormatDefault: declared.isFormatDefault)
  }

  // MARK: Choosing

  /// The system of a layer's own geometries.
  ///
  /// - Parameter sample: some interleaved coordinates of the layer.
  /// - Throws: `IntakeError` (`missingCRS`; `refusedCRS` for degrees in a plane system).
  func ofGeometries(_ sample: some Collection<Double>) throws(IntakeError) -> Known {
    let pairs = Self.pairs(sample)
    let degrees = pairs.count { areDegrees($0.x, $0.y) }
    let named = option.map { Known(system: $0, origin: "--crs") } ?? declared.flatMap { $0.isFormatDefault ? nil : $0 }
    if let named {
      guard degrees > 0, degrees * 2 >= pairs.count, !named.system.isGeographic else { return named }
      throw refusal(
        zh: "图形的坐标是经纬度（度），而坐标系“\(named.system.label)”是平面坐标系（米）；请用 --crs 写明经纬度坐标系，例如 --crs EPSG:4490",
        en:
          "the shapes are in degrees, but the reference system “\(named.system.label)” is a plane one in metres; give one "
          + "of degrees, for example --crs EPSG:4490")
    }
    // In either order: exchanged axes are found by the rules, not taken for metres.
    let places = pairs.count { isPlace($0.x, $0.y) || isPlace($0.y, $0.x) }
    if places * 2 >= pairs.count { return declared ?? .assumed(.cgcs2000) }
    guard degrees * 2 < pairs.count else {
      throw refusal(
        zh: "图形的坐标超出经纬度的范围，又不像平面坐标（米）；请核对原始数据",
        en: "the coordinates of the shapes are too large for degrees and too small for metres; check the data")
    }
    if let zone = Self.usualZone(pairs.map(\.x)), let system = zone.system(on: .cgcs2000) { return .assumed(system) }
    throw IntakeError(.missingCRS, file: file, layer: layer)
  }

  /// The system of longitudes and latitudes in columns.
  func ofDegrees() -> Known {
    if let option { return Known(system: .geographic(on: option.datum), origin: "--crs") }
    if let declared { return Known(system: .geographic(on: declared.system.datum), origin: declared.origin) }
    return .assumed(.cgcs2000)
  }

  /// The system of northings and eastings in columns; `nil` when nothing tells the zone.
  ///
  /// - Parameter zone: the zone that most eastings begin with.
  func ofPlane(zone: ZonePrefix?) -> Known? {
    for known in [option.map { Known(system: $0, origin: "--crs") }, declared].compactMap({ $0 }) {
      if !known.system.isGeographic { return known }
      if let system = zone?.system(on: known.system.datum) {
        return Known(system: system, origin: known.origin, isAssumed: true)
      }
    }
    return zone?.system(on: .cgcs2000).map(Known.assumed)
  }

  /// The system that a record's own label names, completed by the zone of the eastings where it names only the datum.
  ///
  /// - Returns: `nil` when the label names none, or when the user named one, whose word stands above that of the table.
  func ofLabel(_ label: String, isPlane: Bool, zone: ZonePrefix?) -> CRS? {
    guard option == nil else { return nil }
    let parsed = labelled[label] ?? Result { () throws(CRSError) in try CRS(parsing: label) }
    labelled[label] = parsed
    switch parsed {
    case .success(let system) where isPlane && system.isGeographic && !isRefused(system):
      return zone?.system(on: system.datum)
    // On a datum that is refused the zone does not matter.
    case .success(let system): return isPlane ? system : .geographic(on: system.datum)
    case .failure: return nil
    }
  }

  /// Whether a label names a system at all.
  func isKnown(_ label: String) -> Bool {
    guard option == nil, case .failure = labelled[label] else { return true }
    return false
  }

  static func usualZone(_ eastings: some Sequence<Double>) -> ZonePrefix? {
    var counts: [ZonePrefix: Int] = [:]
    for easting in eastings {
      if let zone = ZonePrefix(easting: easting) { counts[zone, default: 0] += 1 }
    }
    return counts.max { ($0.value, $1.key.zone) < ($1.value, $0.key.zone) }?.key
  }

  private static func pairs(_ coordinates: some Collection<Double>) -> [(x: Double, y: Double)] {
    let values = Array(coordinates.prefix(2000))
    return stride(from: 0, to: values.count - 1, by: 2).map { (values[$0], values[$0 + 1]) }
  }

  /// Whether the numbers of a system stay as they are: its datum would have to be changed, and the user keeps it.
  func keeps(_ system: CRS) -> Bool {
    if case .kept = datumChange { system.needsParameters(to: .cgcs2000) } else { false }
  }

  private func isRefused(_ system: CRS) -> Bool {
    guard system.needsParameters(to: .cgcs2000) else { return false }
    return !keeps(system) && datumChange.parameters?.source != system.datum
  }

  // MARK: Transforming

  /// A refusal for a reason of the reader's own.
  func refusal(zh: String, en: String) -> IntakeError {
    IntakeError(.refusedCRS(reason: LocalizedText(zh: zh, en: en)), file: file, layer: layer)
  }

  /// The way from a system to CGCS2000; `nil` where the numbers stay as they are.
  ///
  /// - Throws: `IntakeError` (`refusedCRS`) when the datum would change.
  func transformation(from system: CRS, row: Int? = nil) throws(IntakeError) -> CoordinateTransformation {
    if let known = transformations[system] { return known }
    guard !keeps(system) else { throw mixedDatums(system, row: row) }
    do {
      let transformation = try CoordinateTransformation(from: system, to: .cgcs2000, by: datumChange.parameters)
      transformations[system] = transformation
      return transformation
    } catch {
      let reason: LocalizedText
      switch error {
      case let error as DatumChangeRefused:
        reason = LocalizedText(zh: error.messageChinese, en: error.messageEnglish)
      case let error as CRSError: reason = error.message
      default: reason = LocalizedText(zh: "\(error)", en: "\(error)")
      }
      throw IntakeError(
        .refusedCRS(reason: reason), file: file, layer: layer, row: row, value: String(system.label.prefix(80)))
    }
  }
}

extension ReferenceSystems {
  /// Turns interleaved coordinates of a system into longitude and latitude.
  ///
  /// - Throws: `IntakeError` (`refusedCRS`) when the datum would change, or the numbers are no pairs.
  func transform(_ xy: inout [Double], from system: CRS, row: Int? = nil) throws(IntakeError) {
    let transformation = try transformation(from: system, row: row)
    guard system != .cgcs2000 else { return }
    do {
      try transformation.transform(&xy)
    } catch {
      throw refusal(zh: "坐标不成对，无法换算", en: "the coordinates are no pairs and cannot be transformed")
    }
    try lookForExtrapolation(xy, from: system, row: row)
  }

  /// Records that keep their datum have no position, so a table is kept as a whole or not at all.
  func mixedDatums(_ system: CRS, row: Int?) -> IntakeError {
    let reason = LocalizedText(
      zh: "同一张表里有几种大地基准的坐标，--keep-datum 不能只保留其中一部分。请按坐标系分成几个文件，或用 --datum-parameters、"
        + "--common-points 换算。",
      en:
        "the rows of the table are on several datums, of which --keep-datum cannot keep a part. Split it by reference "
        + "system, or transform it with --datum-parameters or --common-points.")
    return IntakeError(
      .refusedCRS(reason: reason), file: file, layer: layer, row: row, value: String(system.label.prefix(80)))
  }

  /// Parameters hold among the points that they were fitted to, and less the farther away.
  private func lookForExtrapolation(_ places: [Double], from system: CRS, row: Int?) throws(IntakeError) {
    guard case .fitted(let fit) = datumChange, system.datum == fit.source else { return }
    let distances = fit.hull.metresOutside(places).filter { $0 > 0 && $0.isFinite }
    extrapolated.count += distances.count
    extrapolated.farthestMetres = max(extrapolated.farthestMetres, distances.max() ?? 0)
    // A few rows may be wrong; a table that lies elsewhere is none for these points.
    let far = distances.count { $0 > fit.hull.extentMetres }
    guard 2 * far > places.count / 2 else { return }
    throw refusal(
      zh: "大部分数据离公共点的范围比这个范围本身还远，公共点控制不了这些数据；请选用数据周围的公共点",
      en: "most of the data lie farther from the common points than these from each other; use points around the data")
  }

  /// Writes into a source what was done to reach CGCS2000: for the rows in further systems too.
  func describe(_ source: inout Source) {
    guard !source.keepsDatum else { return }
    let main = source.pipeline
    // Where nothing is done there is nothing to tell.
    let others = transformations.values.filter { $0.pipeline != main && $0.pipeline != "+proj=noop" }
      .sorted { $0.source.label < $1.source.label }
    source.pipeline += others.map { "; \($0.source.label): \($0.pipeline)" }.joined()
    for accuracy in others.compactMap(\.accuracyMetres) {
      source.pipelineAccuracyMetres = max(source.pipelineAccuracyMetres ?? 0, accuracy)
    }
  }
}

extension ReferenceSystems.Known {
  static func assumed(_ system: CRS) -> Self { Self(system: system, origin: "assumed", isAssumed: true) }
}

extension ZonePrefix {
  func system(on datum: Datum) -> CRS? {
    // WGS 84 has no Gauss-Krüger zones of its own; it is CGCS2000 to centimetres.
    let datum = datum == .wgs84 ? .cgcs2000 : datum
    return CRS.gaussKruger(system: datum, zoneWidth: width, zone: zone, zonePrefix: true)
  }
}

extension CRSError {
  fileprivate var message: LocalizedText { LocalizedText(zh: messageChinese, en: messageEnglish) }
}
