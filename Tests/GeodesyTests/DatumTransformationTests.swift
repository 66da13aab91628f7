import Geodesy
import TestSupport
import Testing

/// The parameters in here are invented.
enum Invented {
  static func helmert(_ convention: HelmertParameters.Convention) -> HelmertParameters {
    HelmertParameters(
      xMetres: -12.3, yMetres: 45.6, zMetres: 78.9, rotationsArcseconds: (1.25, -2.5, 3.75), scalePPM: -4.2,
      convention: convention)
  }

  static let xian = CRS.geographic(on: .xian1980)
}

@Suite struct DatumTransformationTests {
  /// pyproj 3 (PROJ 9.5): `Transformer.from_pipeline("+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad +step
  /// +proj=cart +a=6378140 +rf=298.257 +step +proj=helmert +x=-12.3 +y=45.6 +z=78.9 +rx=1.25 +ry=-2.5 +rz=3.75 +s=-4.2
  /// +convention=… +step +inv +proj=cart +a=6378137 +rf=298.257222101 +step +proj=unitconvert +xy_in=rad +xy_out=deg")
  /// .transform(106.02, 29.8, 0)`.
  @Test(arguments: [
    (HelmertParameters.Convention.positionVector, 106.02146799370988, 29.800548995342485),
    (.coordinateFrame, 106.01851624645599, 29.800263848515307),
  ])
  func sevenParameters(convention: HelmertParameters.Convention, longitude: Double, latitude: Double) throws {
    let parameters = try #require(DatumTransformation(Invented.helmert(convention), from: .xian1980))
    let place = try #require(
      try CoordinateTransformation(from: Invented.xian, to: .cgcs2000, by: parameters).transform(x: 106.02, y: 29.8))
    #expect(abs(place.x - longitude) < 1e-11 && abs(place.y - latitude) < 1e-11)
  }

  /// As above with `+a=6378245 +rf=298.3` and `+proj=helmert +x=-12.3 +y=45.6 +z=78.9`.
  @Test func threeParameters() throws {
    let shift = HelmertParameters(xMetres: -12.3, yMetres: 45.6, zMetres: 78.9)
    let parameters = try #require(DatumTransformation(shift, from: .beijing1954))
    let way = try CoordinateTransformation(from: .geographic(on: .beijing1954), to: .wgs84, by: parameters)
    let place = try #require(way.transform(x: 106.02, y: 29.8))
    #expect(abs(place.x - 106.01999211816275) < 1e-11 && abs(place.y - 29.8004269311795) < 1e-11)
  }

  /// east′ = 120.5 + a·E − b·N, north′ = −33.25 + b·E + a·N at E = 598615.452, N = 3298381.053 with a, b of 1.0000042 and
  /// 1.5″ either way; the second pair is also `Transformer.from_pipeline("+proj=affine +xoff=120.5 +yoff=-33.25 +s11=…")`.
  @Test(arguments: [
    (PlaneSimilarity.Turn.counterClockwise, 598714.4795644264, 3298366.009385901),
    (.clockwise, 598762.4527737127, 3298357.302840508),
  ])
  func fourParameters(turn: PlaneSimilarity.Turn, east: Double, north: Double) throws {
    let similarity = PlaneSimilarity(
      eastMetres: 120.5, northMetres: -33.25, rotationArcseconds: 1.5, scalePPM: 4.2, turn: turn)
    // Xi'an 80 and CGCS2000 in the zone of 105° without number.
    let (from, to) = try (CRS(epsg: 2380), CRS(epsg: 4544))
    let parameters = try #require(DatumTransformation(similarity, from: from, to: to))
    let way = try CoordinateTransformation(from: from, to: to, by: parameters)
    let place = try #require(way.transform(x: 598_615.452, y: 3_298_381.053))
    #expect(abs(place.x - east) < 1e-6 && abs(place.y - north) < 1e-6)
  }

  @Test func parametersServeTheirDatumAlone() throws {
    let parameters = try #require(DatumTransformation(Invented.helmert(.positionVector), from: .xian1980))
    let refusal = try #require(throws: DatumChangeRefused.self) {
      try CoordinateTransformation(from: .geographic(on: .beijing1954), to: .cgcs2000, by: parameters)
    }
    #expect(refusal.parametersOf == .xian1980)
    #expect(refusal.messageChinese.contains("用于“1980西安坐标系”"))
    // Only towards CGCS2000.
    #expect(throws: DatumChangeRefused.self) {
      try CoordinateTransformation(from: .cgcs2000, to: Invented.xian, by: parameters)
    }
    // What needs no parameters does not use them.
    #expect(try CoordinateTransformation(from: .cgcs2000, to: .wgs84, by: parameters).accuracyMetres == 0.1)
    #expect(DatumTransformation(Invented.helmert(.positionVector), from: .shifted(.gcj02)) == nil)
    #expect(Invented.xian.needsParameters(to: .cgcs2000) && !CRS.gcj02.needsParameters(to: .cgcs2000))
  }

  /// Whatever the way to show it, no digit of the parameters is there.
  @Test func parametersAreWithheld() throws {
    var parameters = try #require(DatumTransformation(Invented.helmert(.positionVector), from: .xian1980))
    parameters.accuracyMetres = 0.07
    let way = try CoordinateTransformation(from: CRS(epsg: 2359), to: .cgcs2000, by: parameters)
    var dumped = ""
    dump(parameters, to: &dumped)
    for text in [way.pipeline, way.label, "\(parameters)", String(reflecting: parameters), dumped] {
      for digits in ["12.3", "45.6", "78.9", "1.25", "2.5", "3.75", "4.2"] {
        #expect(!text.contains(digits), "\(text)")
      }
    }
    #expect(way.pipeline.contains(DatumTransformation.withheldStep) && way.pipeline.contains("+inv +proj=tmerc"))
    #expect(way.accuracyMetres == 0.07)
    #expect(!way.label.contains("unchanged"))
  }
}

@Suite struct CommonPointFitTests {
  private static let places = [
    (105.8, 29.6), (106.2, 29.6), (106.2, 29.95), (105.8, 29.95), (106.0, 29.8), (105.9, 29.7), (106.1, 29.9),
  ]

  /// Points that a transformation makes, with errors of survey of up to `noise` metres.
  private func points(
    _ parameters: DatumTransformation, noise: Double = 0, using random: inout SeededGenerator
  ) throws -> [CommonPoint] {
    let way = try CoordinateTransformation(from: .geographic(on: parameters.source), to: .cgcs2000, by: parameters)
    return try Self.places.enumerated().map { index, place in
      let target = try #require(way.transform(x: place.0, y: place.1))
      return CommonPoint(
        name: "G\(index + 1)", source: .init(longitude: place.0, latitude: place.1),
        target: .init(
          longitude: target.x + Double.random(in: -1...1, using: &random) * noise / 96_000,
          latitude: target.y + Double.random(in: -1...1, using: &random) * noise / 111_000))
    }
  }

  private func randomPlane(using random: inout SeededGenerator) throws -> DatumTransformation {
    let similarity = PlaneSimilarity(
      eastMetres: .random(in: -100...100, using: &random), northMetres: .random(in: -100...100, using: &random),
      rotationArcseconds: .random(in: -10...10, using: &random), scalePPM: .random(in: -20...20, using: &random),
      turn: .clockwise)
    return try #require(try DatumTransformation(similarity, from: CRS(epsg: 2380), to: CRS(epsg: 4544)))
  }

  private func randomHelmert(using random: inout SeededGenerator) throws -> DatumTransformation {
    let helmert = HelmertParameters(
      xMetres: .random(in: -200...200, using: &random), yMetres: .random(in: -200...200, using: &random),
      zMetres: .random(in: -200...200, using: &random),
      rotationsArcseconds: (
        .random(in: -5...5, using: &random), .random(in: -5...5, using: &random), .random(in: -5...5, using: &random)
      ), scalePPM: .random(in: -10...10, using: &random), convention: .coordinateFrame)
    return try #require(DatumTransformation(helmert, from: .xian1980))
  }

  /// Points made with random parameters give those parameters again: everywhere near them the two agree.
  @Test func aFitRecoversWhatMadeThePoints() throws {
    var random = SeededGenerator(seed: 6)
    for _ in 0..<20 {
      let plane = try randomPlane(using: &random)
      let fit = try CommonPointFit(points(plane, using: &random), from: .xian1980)
      #expect(fit.rmsMetres < 1e-6)
      try expectAgreement(fit.transformation, plane, within: 1e-5)
      // In three dimensions the points lie on the ellipsoid only before the transformation; the fit makes do.
      let helmert = try randomHelmert(using: &random)
      let geocentric = try CommonPointFit(points(helmert, using: &random), from: .xian1980, model: .geocentric)
      #expect(geocentric.rmsMetres < 0.01, "\(geocentric.rmsMetres)")
      try expectAgreement(geocentric.transformation, helmert, within: 0.02)
    }
  }

  private func expectAgreement(
    _ found: DatumTransformation, _ made: DatumTransformation, within metres: Double
  ) throws {
    for place in Self.places {
      let (a, b) = try (
        CoordinateTransformation(from: Invented.xian, to: .cgcs2000, by: found).transform(x: place.0, y: place.1),
        CoordinateTransformation(from: Invented.xian, to: .cgcs2000, by: made).transform(x: place.0, y: place.1)
      )
      let (first, second) = try (#require(a), #require(b))
      #expect(Ellipsoid.cgcs2000.distance(from: (first.x, first.y), to: (second.x, second.y)) < metres)
    }
  }

  @Test func residualsTellHowWellPointsAgree() throws {
    var random = SeededGenerator(seed: 7)
    let fit = try CommonPointFit(points(randomPlane(using: &random), noise: 0.05, using: &random), from: .xian1980)
    #expect(fit.rmsMetres > 0.005 && fit.maximumMetres < 0.1)
    #expect(fit.transformation.accuracyMetres == fit.rmsMetres)
    for residual in fit.residuals {
      let without = try #require(residual.withoutItMetres)
      #expect(without >= residual.metres)
    }
  }

  @Test func aBlunderIsNamed() throws {
    var random = SeededGenerator(seed: 8)
    var points = try points(randomPlane(using: &random), noise: 0.05, using: &random)
    points[4].target.latitude += 3.0 / 111_000
    let error = try #require(throws: CommonPointError.self) { try CommonPointFit(points, from: .xian1980) }
    guard case .residualTooLarge(let residuals, _, let suspect) = error else {
      Issue.record("\(error)")
      return
    }
    #expect(suspect == "G5")
    #expect(residuals.max { $0.metres < $1.metres }?.name == "G5")
    #expect(error.messageChinese.contains("去掉“G5”"))
    points[4].isUsed = false
    let fit = try CommonPointFit(points, from: .xian1980)
    #expect(fit.rmsMetres < 0.1)
    #expect(abs(fit.residuals[4].metres - 3) < 0.2)
    #expect(fit.residuals[4].withoutItMetres == nil)
  }

  /// Neither its zone nor its residual counts.
  @Test func aPointOutOfUseMayBeAnywhere() throws {
    var random = SeededGenerator(seed: 11)
    let points = try points(randomPlane(using: &random), using: &random)
    for (longitude, latitude) in [(-60.0, 29.8), (1000.0, 500.0), (Double.nan, 29.8)] {
      let place = CommonPoint.Place(longitude: longitude, latitude: latitude)
      let stray = CommonPoint(name: "坏点", isUsed: false, source: place, target: place)
      let fit = try CommonPointFit(points + [stray, stray, stray, stray], from: .xian1980)
      #expect(fit.rmsMetres < 0.001)
      #expect(fit.residuals.prefix(points.count).map(\.name) == points.map(\.name))
    }
  }

  /// With three points any of them could be the wrong one.
  @Test func threePointsAccuseNobody() throws {
    var random = SeededGenerator(seed: 9)
    var points = Array(try points(randomPlane(using: &random), using: &random).prefix(3))
    points[0].target.latitude += 5.0 / 111_000
    let error = try #require(throws: CommonPointError.self) { try CommonPointFit(points, from: .xian1980) }
    guard case .residualTooLarge(_, _, nil) = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func badGeometryIsRefused() throws {
    var random = SeededGenerator(seed: 10)
    let parameters = try randomPlane(using: &random)
    let all = try points(parameters, using: &random)
    #expect(throws: CommonPointError.tooFew(found: 2, needed: 3)) {
      try CommonPointFit(Array(all.prefix(2)), from: .xian1980)
    }
    #expect(throws: CommonPointError.tooFew(found: 3, needed: 4)) {
      try CommonPointFit(Array(all.prefix(3)), from: .xian1980, model: .geocentric)
    }
    // From corner to corner through the middle.
    var line = [all[0], all[4], all[2]]
    line[1].source.latitude -= 0.025
    line[1].target.latitude -= 0.025
    #expect(throws: CommonPointError.inALine) { try CommonPointFit(line, from: .xian1980) }
    let close = all.map { point in
      var point = point
      for part in [\CommonPoint.source, \CommonPoint.target] {
        point[keyPath: part].longitude = 106 + (point[keyPath: part].longitude - 106) / 1000
        point[keyPath: part].latitude = 29.8 + (point[keyPath: part].latitude - 29.8) / 1000
      }
      return point
    }
    let error = try #require(throws: CommonPointError.self) { try CommonPointFit(close, from: .xian1980) }
    guard case .closeTogether = error else {
      Issue.record("\(error)")
      return
    }
  }

  @Test func theHullTellsWhereParametersHold() throws {
    var random = SeededGenerator(seed: 11)
    let fit = try CommonPointFit(points(randomPlane(using: &random), using: &random), from: .xian1980)
    let metres = fit.hull.metresOutside([106, 29.7, 106.3, 29.8, 105.8, 29.5])
    #expect(metres[0] == 0)
    // A tenth of a degree of longitude at 29.8° and of latitude.
    #expect(abs(metres[1] - 9670) < 60 && abs(metres[2] - 11_085) < 60, "\(metres)")
    #expect(fit.hull.extentMetres > 50_000)
  }
}
