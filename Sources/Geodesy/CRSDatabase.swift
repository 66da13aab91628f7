internal import CPROJ

/// Coordinate systems that PROJ describes: other EPSG codes, names, and `.prj` texts. The first use opens `proj.db`.
struct CRSDatabase {
  private let context: PROJContext

  init() throws(CRSError) {
    context = try PROJContext(readsDatabase: true)
    guard context.hasDatabase else { throw .projUnavailable(reason: "proj.db not found") }
  }

  func crs(epsg code: Int) throws(CRSError) -> CRS {
    let found = proj_create_from_database(context.pointer, "EPSG", String(code), PJ_CATEGORY_CRS, 0, nil)
    guard let found = PROJObject(found, in: context) else { throw .unknownCode(code) }
    return try crs(found, epsg: code)
  }

  /// The only system that EPSG gives this name, in any case.
  func crs(named name: String) throws(CRSError) -> CRS {
    let types = [PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_PROJECTED_CRS]
    let list = proj_create_from_name(context.pointer, "EPSG", name, types, types.count, 0, 2, nil)
    defer { proj_list_destroy(list) }
    guard proj_list_get_count(list) == 1, let found = object(proj_list_get(context.pointer, list, 0)),
      let code = proj_get_id_code(found.pointer, 0).flatMap({ Int(String(cString: $0)) })
    else { throw .unrecognised(name) }
    return try CRS(epsg: code)
  }

  /// The parameters of the text decide; its name only where two codes have the same parameters.
  func crs(wkt text: String) throws(CRSError) -> CRS {
    guard let parsed = object(proj_create_from_wkt(context.pointer, text, nil, nil, nil)) else {
      throw .malformedWKT(text: text, reason: context.lastError)
    }
    let horizontal = horizontalPart(of: parsed)
    let described = try crs(horizontal, epsg: nil)
    if let known = try knownSystem(like: described, projection: projection(of: horizontal)) { return known }
    guard let (code, name) = identifiedCode(of: horizontal) else { return described }
    return CRS(
      epsg: code, name: name, datum: described.datum, kind: described.kind, projectionSteps: described.projectionSteps)
  }

  private func object(_ pointer: OpaquePointer?) -> PROJObject? { PROJObject(pointer, in: context) }
}

// MARK: Describing what PROJ has read

extension CRSDatabase {
  private func crs(_ whole: PROJObject, epsg: Int?) throws(CRSError) -> CRS {
    let crs = horizontalPart(of: whole)
    let type = proj_get_type(crs.pointer)
    let isGeographic = type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS
    guard isGeographic || type == PJ_TYPE_PROJECTED_CRS,
      let base = object(proj_crs_get_geodetic_crs(context.pointer, crs.pointer))
    else { throw .unsupported(name: whole.name, .notHorizontal) }
    try requireDegreesFromGreenwich(base, of: crs)
    if isGeographic {
      return CRS(epsg: epsg, name: crs.name, datum: datum(of: crs), kind: .geographic, projectionSteps: [])
    }
    return CRS(
      epsg: epsg, name: crs.name, datum: datum(of: base),
      kind: projection(of: crs)?.kind ?? .projected(zoneWidth: nil, centralMeridian: nil, zonePrefix: nil),
      projectionSteps: try projectionSteps(from: base, to: crs))
  }

  /// Takes off what is not horizontal: a height, and the datum parameters that a file carries, which the datum policy
  /// does not accept unseen.
  private func horizontalPart(of crs: PROJObject) -> PROJObject {
    let inner =
      switch proj_get_type(crs.pointer) {
      case PJ_TYPE_BOUND_CRS: object(proj_get_source_crs(context.pointer, crs.pointer))
      case PJ_TYPE_COMPOUND_CRS: object(proj_crs_get_sub_crs(context.pointer, crs.pointer, 0))
      default: PROJObject?.none
      }
    return inner.map(horizontalPart) ?? crs
  }

  private func requireDegreesFromGreenwich(_ base: PROJObject, of crs: PROJObject) throws(CRSError) {
    var degree = 0.0
    var meridian = 0.0
    if let system = object(proj_crs_get_coordinate_system(context.pointer, base.pointer)) {
      proj_cs_get_axis_info(context.pointer, system.pointer, 0, nil, nil, nil, &degree, nil, nil, nil)
    }
    if let prime = object(proj_get_prime_meridian(context.pointer, base.pointer)) {
      proj_prime_meridian_get_parameters(context.pointer, prime.pointer, &meridian, nil, nil)
    }
    guard abs(degree - .pi / 180) < 1e-10, meridian == 0 else {
      throw .unsupported(name: crs.name, .notDegreesFromGreenwich)
    }
  }

  /// A known datum must also have its ellipsoid: a name alone proves little.
  private func datum(of base: PROJObject) -> Datum {
    let name = object(proj_crs_get_datum_forced(context.pointer, base.pointer))?.name ?? ""
    let datum = Datum(named: name)
    guard let expected = datum.ellipsoidParameters else { return datum }
    var semiMajor = 0.0
    var inverseFlattening = 0.0
    if let ellipsoid = object(proj_get_ellipsoid(context.pointer, base.pointer)) {
      proj_ellipsoid_get_parameters(
        context.pointer, ellipsoid.pointer, &semiMajor, nil, nil, &inverseFlattening)
    }
    let fits =
      abs(semiMajor - expected.semiMajorMetres) < 1e-3
      && abs(inverseFlattening - expected.inverseFlattening) < 1e-5
    return fits ? datum : .other("\(name), a = \(semiMajor) m, 1/f = \(inverseFlattening)")
  }

  /// The projection as PROJ steps with x before y and longitude before latitude. There is no change of datum in it.
  private func projectionSteps(from base: PROJObject, to crs: PROJObject) throws(CRSError) -> [String] {
    let operation = object(
      proj_create_crs_to_crs_from_pj(context.pointer, base.pointer, crs.pointer, nil, nil))
    let normalised = operation.flatMap { object(proj_normalize_for_visualization(context.pointer, $0.pointer)) }
    guard let normalised, let text = proj_as_proj_string(context.pointer, normalised.pointer, PJ_PROJ_5, nil) else {
      throw .unsupported(name: crs.name, .noFormula)
    }
    let steps = String(cString: text).split(separator: " ")
      .split(whereSeparator: { $0 == "+step" || $0 == "+proj=pipeline" })
      .map { $0.joined(separator: " ") }
    return steps.filter { $0 != "+proj=noop" }
  }
}

// MARK: Recognising what PROJ has read

/// The defining parameters of a Transverse Mercator projection; degrees and metres.
private struct TransverseMercator {
  var latitudeOfOrigin = 0.0
  var centralMeridian = 0.0
  var scale = 1.0
  var falseEasting = 0.0
  var falseNorthing = 0.0

  /// A false easting of zone × 1 000 000 + 500 000 says the zone, and with the central meridian its width: Gauss-Krüger
  /// zones also occur on datums for which EPSG has none.
  var kind: CRS.Kind {
    let prefix = (falseEasting - 500_000) / 1_000_000
    let width = centralMeridian == 3 * prefix ? 3 : centralMeridian == 6 * prefix - 3 ? 6 : nil
    guard scale == 1, let width, let zone = Int(exactly: prefix), (1...120).contains(zone) else {
      return .projected(zoneWidth: nil, centralMeridian: centralMeridian, zonePrefix: nil)
    }
    return .projected(zoneWidth: width, centralMeridian: centralMeridian, zonePrefix: zone)
  }

  func matches(_ zone: GaussKrugerZone) -> Bool {
    abs(centralMeridian - zone.centralMeridian) < 1e-9 && abs(falseEasting - Double(zone.falseEastingMetres)) < 1e-6
      && abs(scale - 1) < 1e-12 && abs(latitudeOfOrigin) < 1e-12 && abs(falseNorthing) < 1e-6
  }
}

extension CRSDatabase {
  /// `nil` for a system that is not a Transverse Mercator projection (EPSG method 9807).
  private func projection(of crs: PROJObject) -> TransverseMercator? {
    guard let conversion = object(proj_crs_get_coordoperation(context.pointer, crs.pointer)) else { return nil }
    var method: UnsafePointer<CChar>?
    proj_coordoperation_get_method_info(context.pointer, conversion.pointer, nil, nil, &method)
    guard let method, String(cString: method) == "9807" else { return nil }
    var result = TransverseMercator()
    for index in 0..<proj_coordoperation_get_param_count(context.pointer, conversion.pointer) {
      var code: UnsafePointer<CChar>?
      var value = 0.0
      var unit = 1.0
      proj_coordoperation_get_param(
        context.pointer, conversion.pointer, index, nil, nil, &code, &value, nil, &unit, nil, nil, nil, nil)
      switch code.map({ String(cString: $0) }) {
      case "8801": result.latitudeOfOrigin = degrees(value, unit)
      case "8802": result.centralMeridian = degrees(value, unit)
      case "8805": result.scale = value * unit
      case "8806": result.falseEasting = value * unit
      case "8807": result.falseNorthing = value * unit
      default: break
      }
    }
    return result
  }

  /// Degrees stay exactly as given; through radians 75 would become 75.00000000000001.
  private func degrees(_ value: Double, _ radiansPerUnit: Double) -> Double {
    abs(radiansPerUnit - .pi / 180) < 1e-12 ? value : value * radiansPerUnit * 180 / .pi
  }

  private func knownSystem(like crs: CRS, projection: TransverseMercator?) throws(CRSError) -> CRS? {
    let named = try? CRSLabel(crs.name).crs()
    guard let projection else {
      return crs.isGeographic ? CRS.geographic.first { $0.datum == crs.datum } : nil
    }
    let candidates = GaussKrugerZone.all.filter { $0.datum == crs.datum && projection.matches($0) }.map { CRS($0) }
    guard let named, !named.isGeographic else { return candidates.first }
    guard candidates.contains(named) else {
      throw .contradictory(
        label: crs.name,
        .otherThanParameters(
          datum: crs.datum, centralMeridian: projection.centralMeridian,
          falseEastingMetres: projection.falseEasting))
    }
    return named
  }

  /// EPSG's code and name, only where PROJ finds the same definition.
  private func identifiedCode(of crs: PROJObject) -> (code: Int, name: String)? {
    var confidence: UnsafeMutablePointer<CInt>?
    guard let list = proj_identify(context.pointer, crs.pointer, "EPSG", nil, &confidence) else { return nil }
    defer {
      proj_list_destroy(list)
      proj_int_list_destroy(confidence)
    }
    guard proj_list_get_count(list) > 0, let confidence, confidence[0] >= 90,
      let best = object(proj_list_get(context.pointer, list, 0)),
      let code = proj_get_id_code(best.pointer, 0).flatMap({ Int(String(cString: $0)) })
    else { return nil }
    return (code, best.name)
  }
}
