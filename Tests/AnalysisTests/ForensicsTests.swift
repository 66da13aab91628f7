import Analysis
import Geodesy
import Geometry
import Registry
import TestSupport
import Testing

@Suite struct ForensicsTests {
  /// A fault, made from true positions.
  struct Fault: CustomTestStringConvertible {
    let name: String
    let crs: CRS
    var decimals = 7
    let expected: CoordinateHypothesis
    /// The option that puts it right; `nil` where none does.
    let option: String?
    let record: @Sendable (Position) throws -> (x: Double, y: Double)

    var testDescription: String { name }
  }

  private static func system(_ epsg: Int) -> CRS { (try? CRS(epsg: epsg)) ?? .cgcs2000 }

  private static func offset(_ map: MapOffset, _ place: Position) -> (x: Double, y: Double) {
    let (longitude, latitude) = map.shifted(longitude: place.x, latitude: place.y)
    return (longitude, latitude)
  }

  private static func plane(_ epsg: Int) -> @Sendable (Position) throws -> (x: Double, y: Double) {
    { position in
      let transformation = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: epsg))
      return try #require(transformation.transform(x: position.x, y: position.y))
    }
  }

  private static func packed(_ value: Double, _ unit: Double) -> Double {
    let hundredths = (value * 360_000).rounded()
    let (degrees, minutes) = ((hundredths / 360_000).rounded(.down), (hundredths / 6000).rounded(.down))
    let seconds = (hundredths - minutes * 6000) / 100
    return (degrees * 10_000 + (minutes - degrees * 60) * 100 + seconds) / unit
  }

  static let faults: [Fault] = [
    Fault(
      name: "longitude and latitude exchanged", crs: .cgcs2000, expected: .swappedAxes,
      option: "--field latitude=甲列 --field longitude=乙列"
    ) { ($0.y, $0.x) },
    Fault(name: "D.MMSSss", crs: .cgcs2000, expected: .packedDegrees, option: "--packed-degrees") {
      (packed($0.x, 10_000), packed($0.y, 10_000))
    },
    Fault(name: "DDDMMSS.ss", crs: .cgcs2000, decimals: 2, expected: .packedDegrees, option: "--packed-degrees") {
      (packed($0.x, 1), packed($0.y, 1))
    },
    Fault(name: "GCJ-02", crs: .cgcs2000, expected: .mapOffset(.gcj02), option: "--crs GCJ-02") { offset(.gcj02, $0) },
    Fault(name: "BD-09", crs: .wgs84, expected: .mapOffset(.bd09), option: "--crs BD-09") { offset(.bd09, $0) },
    Fault(name: "BD-09 called GCJ-02", crs: .gcj02, expected: .mapOffset(.bd09), option: "--crs BD-09") {
      offset(.bd09, $0)
    },
    Fault(name: "CGCS2000 called GCJ-02", crs: .gcj02, expected: .withoutOffset, option: "--crs EPSG:4490") {
      ($0.x, $0.y)
    },
    Fault(
      name: "northing and easting exchanged", crs: system(4544), decimals: 3, expected: .swappedAxes,
      option: "--field easting=乙列 --field northing=甲列"
    ) {
      let (easting, northing) = try plane(4544)($0)
      return (northing, easting)
    },
    Fault(
      name: "zone number 35 in a system without", crs: system(4544), decimals: 3,
      expected: .zone(system(4523)), option: "--crs EPSG:4523", record: plane(4523)),
    Fault(
      name: "no zone number in a system with", crs: system(4523), decimals: 3,
      expected: .zone(system(4544)), option: "--crs EPSG:4544", record: plane(4544)),
    Fault(
      name: "6° zone number in a 3° system", crs: system(4523), decimals: 3,
      expected: .zone(system(4496)), option: "--crs EPSG:4496", record: plane(4496)),
    Fault(
      name: "meridian 105 read as 108", crs: system(4545), decimals: 3, expected: .meridian(excessDegrees: 3),
      option: "--crs EPSG:4544", record: plane(4544)),
    Fault(
      name: "meridian 108 read as 105", crs: system(4544), decimals: 3, expected: .meridian(excessDegrees: -3),
      option: "--crs EPSG:4545", record: plane(4545)),
    Fault(
      name: "longitudes 1.5° too far east", crs: .cgcs2000, expected: .meridian(excessDegrees: 1.5), option: nil
    ) { ($0.x + 1.5, $0.y) },
    Fault(
      name: "UTM 48N read as Gauss-Krüger", crs: system(4544), decimals: 3,
      expected: .utm(system(32_648)), option: "--crs EPSG:32648", record: plane(32_648)),
  ]

  @Test(arguments: faults)
  func findsAFaultByKnownPoints(_ fault: Fault) throws {
    let places = RandomPlaces(30, seed: 1).positions
    let twice = try RecordedTwice(
      places, recorded: places.map(fault.record), crs: fault.crs, decimals: fault.decimals)
    let found = try #require(CoordinateForensics(twice.dataset).diagnosis(ofSource: twice.asked))
    #expect(found.best.hypothesis == fault.expected)
    #expect(found.evidence == .knownPoints)
    #expect(found.count == places.count)
    #expect(found.best.medianMetres < 2)
    #expect(found.isDefinite)
    let suggestion = CoordinateSuggestion(found, twice.dataset.sources[twice.asked])
    #expect(suggestion.option == fault.option)
  }

  /// Towns tell less than points, and what shifts by half a kilometre only shows near their borders.
  @Test(arguments: faults)
  func findsAFaultByTheUnitsThatRecordsName(_ fault: Fault) throws {
    let places = RandomPlaces(1500, seed: 2).positions
    let twice = try RecordedTwice(
      places, recorded: places.map(fault.record), crs: fault.crs, decimals: fault.decimals, withTowns: true)
    let found = try #require(CoordinateForensics(twice.dataset, district: "500151").diagnosis(ofSource: twice.asked))
    #expect(found.best.hypothesis == fault.expected)
    #expect(found.evidence == .units)
    #expect(found.best.fitting == found.count)
    #expect(found.isDefinite)
  }

  /// The numbers of the reference point, 29.80° N 106.02° E, in every system.
  @Test(arguments: [
    (4544, 598615.405, 3298379.516, 4544), (4523, 35598615.405, 3298379.516, 4544),
    (4496, 18598615.405, 3298379.516, 4523), (32648, 598575.959, 3297060.164, 4544),
    (4545, 308555.826, 3299587.609, 4544),
  ])
  func readsTheReferencePoint(_ truth: Int, _ easting: Double, _ northing: Double, _ declared: Int) throws {
    // Four corners beside it, so that there is a column; the point itself is its median.
    let transformation = try CoordinateTransformation(from: .cgcs2000, to: CRS(epsg: truth))
    let reference = Position(x: 106.02, y: 29.8)
    let places = [reference] + RandomPlaces(12, seed: 3).positions
    let numbers =
      [(x: easting, y: northing)]
      + (try places.dropFirst().map { try #require(transformation.transform(x: $0.x, y: $0.y)) })
    let twice = try RecordedTwice(places, recorded: numbers, crs: CRS(epsg: declared), decimals: 3)
    let found = CoordinateForensics(twice.dataset).diagnosis(ofSource: twice.asked)
    if truth == declared {
      #expect(found == nil)
    } else {
      #expect(try #require(found).best.medianMetres < 0.01)
    }
  }

  // MARK: A shift

  @Test func estimatesTheShiftOfAnotherDatum() throws {
    let places = RandomPlaces(40, seed: 4).positions
    let (east, north) = (100.0, -45.0)
    let shifted = places.map { place in
      (x: place.x + east / 96_500, y: place.y + north / 110_850)
    }
    let twice = try RecordedTwice(places, recorded: shifted, crs: .cgcs2000)
    let found = try #require(CoordinateForensics(twice.dataset).diagnosis(ofSource: twice.asked))
    guard case .constantShift(let foundEast, let foundNorth) = found.best.hypothesis else {
      Issue.record("\(found.best.hypothesis)")
      return
    }
    #expect(abs(foundEast - east) < 1 && abs(foundNorth - north) < 1)
    #expect(!found.isDefinite, "a fitted vector is no proof")
    // From the other side the same would be read the other way round; the later source is asked.
    #expect(CoordinateForensics(twice.dataset).diagnosis(ofSource: 0) == nil)
  }

  // MARK: A few rows

  @Test func tellsAFewWrongRowsFromAWrongColumn() throws {
    let places = RandomPlaces(200, seed: 5).positions
    let numbers = places.enumerated().map { row, place in
      switch row {
      case 10, 20: (x: place.x + 3, y: place.y)
      case 30: (x: Self.packed(place.x, 1), y: Self.packed(place.y, 1))
      case 40: (x: place.x + 2, y: place.y)
      default: (x: place.x, y: place.y)
      }
    }
    let twice = try RecordedTwice(places, recorded: numbers, crs: .cgcs2000, withTowns: true)
    let forensics = CoordinateForensics(twice.dataset, district: "500151")
    #expect(forensics.diagnosis(ofSource: twice.asked) == nil)
    #expect(
      forensics.strayRows.map { ($0.row) } == [10, 20, 30]
        && forensics.strayRows.map(\.hypothesis) == [
          .meridian(excessDegrees: 3), .meridian(excessDegrees: 3), .packedDegrees,
        ])
    for stray in forensics.strayRows {
      #expect(abs(stray.position.x - places[stray.row].x) < 1e-5 && abs(stray.position.y - places[stray.row].y) < 1e-5)
    }
  }

  @Test func aColumnWithSomeGoodRowsIsStillAWrongColumn() throws {
    let places = RandomPlaces(100, seed: 6).positions
    let numbers = places.enumerated().map { row, place in
      row % 8 == 0 ? (x: place.x, y: place.y) : Self.offset(.gcj02, place)
    }
    let twice = try RecordedTwice(places, recorded: numbers, crs: .cgcs2000)
    #expect(
      CoordinateForensics(twice.dataset).diagnosis(ofSource: twice.asked)?.best.hypothesis == .mapOffset(.gcj02))
  }

  // MARK: Good data

  /// Errors of 5 m to 300 m on every record, one record in ten anywhere: nothing of it is a system.
  @Test(arguments: UInt64(1)...12)
  func isSilentOnNoise(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: 100 + seed)
    let places = RandomPlaces(Int.random(in: 5...300, using: &generator), seed: seed).positions
    let noise = [5.0, 30, 100, 300][Int(seed) % 4] / 100_000
    let noisy = places.map { place in
      Int.random(in: 0..<10, using: &generator) == 0
        ? (
          x: Double.random(in: 105.78...106.26, using: &generator),
          y: Double.random(in: 29.53...30.08, using: &generator)
        )
        : (
          x: place.x + Double.random(in: -noise...noise, using: &generator),
          y: place.y + Double.random(in: -noise...noise, using: &generator)
        )
    }
    for withTowns in [false, true] {
      let twice = try RecordedTwice(places, recorded: noisy, crs: .cgcs2000, withTowns: withTowns)
      let forensics = CoordinateForensics(twice.dataset, district: "500151")
      #expect(forensics.diagnosis(ofSource: twice.asked) == nil)
      #expect(forensics.strayRows.isEmpty)
    }
  }

  /// One border that is drawn 470 m off makes many places lie outside, all on one side.
  @Test func oneCrookedBorderIsNoOffset() throws {
    var generator = SeededGenerator(seed: 7)
    let places = (0..<300).map { _ in
      // Just west of the border between towns 0 and 1, and recorded as of town 1.
      Position(
        x: 105.895 - .random(in: 0.0005...0.003, using: &generator), y: .random(in: 29.53...29.65, using: &generator))
    }
    let declared = places.map { Position(x: $0.x + 0.004, y: $0.y) }
    let twice = try RecordedTwice(
      declared, recorded: places.map { (x: $0.x, y: $0.y) }, crs: .cgcs2000, withTowns: true)
    #expect(CoordinateForensics(twice.dataset, district: "500151").diagnosis(ofSource: twice.asked) == nil)
  }

  /// Northings that lost their leading digit come nearer in another zone, and still lie 3,000 km off.
  @Test func whatFitsNothingIsNotExplained() throws {
    let places = RandomPlaces(30, seed: 9).positions
    let numbers = try places.map(Self.plane(4544)).map { (x: $0.x, y: $0.y - 3_000_000) }
    let twice = try RecordedTwice(places, recorded: numbers, crs: CRS(epsg: 4523), decimals: 3)
    #expect(CoordinateForensics(twice.dataset).diagnosis(ofSource: twice.asked) == nil)
  }

  @Test func saysNothingWithoutEvidence() throws {
    let places = RandomPlaces(50, seed: 8).positions
    let swapped = places.map { (x: $0.y, y: $0.x) }
    var alone = Dataset()
    let twice = try RecordedTwice(places, recorded: swapped, crs: .cgcs2000, withTowns: true)
    alone.add(twice.dataset.sources[twice.asked])
    var table = RecordTable(kind: .placeName)
    table.append(contentsOf: twice.dataset[.placeName], sourceOffset: -twice.asked)
    alone.add(table)
    #expect(CoordinateForensics(alone).diagnoses.isEmpty)
  }
}
