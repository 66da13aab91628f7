import Geodesy
import Geometry
import Registry

/// The numbers that some rows of a source record, and the positions that they were read as.
///
/// Numbers of rows that have none, or that are no numbers, are NaN.
struct RecordedNumbers {
  /// The fields that the numbers stand in; `nil` for those of the source's own geometries.
  let fields: (x: FieldKey, y: FieldKey)?
  let crs: CRS
  /// Interleaved longitude, latitude or easting, northing.
  let numbers: [Double]
  /// Interleaved CGCS2000 longitude, latitude as imported.
  let declared: [Double]

  var count: Int { declared.count / 2 }

  /// - Returns: `nil` for a source whose reference system is unknown or on another datum: nothing was converted.
  init?(_ table: RecordTable, rows: [Int], of source: Source) {
    guard let system = try? CRS(parsing: source.crsLabel), Self.isUsable(system) else { return nil }
    declared = rows.flatMap { row -> [Double] in
      guard let position = table.position(row), position != Position(x: 0, y: 0) else { return [.nan, .nan] }
      return [position.x, position.y]
    }
    if let columns = Self.columns(table, rows: rows, of: source, system),
      Self.agree(columns.numbers, columns.crs, declared)
    {
      (fields, crs, numbers) = columns
    } else {
      guard let numbers = Self.inverse(declared, of: system) else { return nil }
      (fields, crs, self.numbers) = (nil, system, numbers)
    }
  }

  /// The numbers of geometries, given all their coordinates.
  init?(coordinates: [Double], of source: Source) {
    guard let system = try? CRS(parsing: source.crsLabel), Self.isUsable(system),
      let numbers = Self.inverse(coordinates, of: system)
    else { return nil }
    (fields, crs, self.numbers, declared) = (nil, system, numbers, coordinates)
  }

  private static func isUsable(_ crs: CRS) -> Bool {
    switch crs.datum {
    case .cgcs2000, .wgs84, .shifted: true
    default: false
    }
  }

  private static func columns(
    _ table: RecordTable, rows: [Int], of source: Source, _ system: CRS
  ) -> (fields: (x: FieldKey, y: FieldKey)?, crs: CRS, numbers: [Double])? {
    let isPlane = !system.isGeographic && source.has(.easting)
    let fields: (x: FieldKey, y: FieldKey) = isPlane ? (.easting, .northing) : (.longitude, .latitude)
    guard let xs = table[fields.x], let ys = table[fields.y], source.has(fields.x), source.has(fields.y) else {
      return nil
    }
    let numbers = rows.flatMap { [number(xs, $0), number(ys, $0)] }
    return (fields, isPlane || system.isGeographic ? system : .cgcs2000, numbers)
  }

  private static func number(_ column: TextColumn, _ row: Int) -> Double {
    column.withBytes(row) { readCoordinate($0) } ?? .nan
  }

  /// Whether the columns are what the positions were read from: beside geometries they may say something else.
  private static func agree(_ numbers: [Double], _ crs: CRS, _ declared: [Double]) -> Bool {
    guard let positions = transformed(numbers, from: crs) else { return false }
    var (same, other) = (0, 0)
    for index in stride(from: 0, to: declared.count, by: 2) where declared[index].isFinite {
      let isSame =
        abs(positions[index] - declared[index]) < 1e-6 && abs(positions[index + 1] - declared[index + 1]) < 1e-6
      if isSame { same += 1 } else { other += 1 }
    }
    return same >= other
  }

  private static func inverse(_ declared: [Double], of crs: CRS) -> [Double]? {
    guard let transformation = try? CoordinateTransformation(from: .cgcs2000, to: crs) else { return nil }
    var numbers = declared
    return (try? transformation.transform(&numbers)) == nil ? nil : numbers
  }

  private static func transformed(_ numbers: [Double], from crs: CRS) -> [Double]? {
    guard let transformation = try? CoordinateTransformation(from: crs, to: .cgcs2000) else { return nil }
    var positions = numbers
    return (try? transformation.transform(&positions)) == nil ? nil : positions
  }

  // MARK: Hypotheses

  /// What can be asked of such numbers, without `asDeclared` and what has to be fitted.
  var hypotheses: [CoordinateHypothesis] {
    var list: [CoordinateHypothesis] = [.swappedAxes]
    list += Self.meridianExcesses.map { .meridian(excessDegrees: $0) }
    guard crs.isGeographic else { return list + zones.map { .zone($0) } + (utm.map { [.utm($0)] } ?? []) }
    if fields != nil { list.append(.packedDegrees) }
    list += MapOffset.allCases.filter { crs.datum != .shifted($0) }.map { .mapOffset($0) }
    if case .shifted = crs.datum { list.append(.withoutOffset) }
    return list
  }

  /// Degrees between the central meridians of neighbouring zones, and of a zone and the middle between two.
  static let meridianExcesses = [-3, -1.5, 1.5, 3]

  /// Interleaved CGCS2000 longitude and latitude under a hypothesis; NaN where numbers would mean no place.
  func positions(_ hypothesis: CoordinateHypothesis) -> [Double] {
    let none = [Double](repeating: .nan, count: declared.count)
    switch hypothesis {
    case .asDeclared: return declared
    case .swappedAxes:
      return Self.transformed(numbers.indices.map { numbers[$0 ^ 1] }, from: crs) ?? none
    case .packedDegrees: return Self.transformed(numbers.map { unpackedDegrees($0) ?? .nan }, from: crs) ?? none
    case .zone(let crs), .utm(let crs): return Self.transformed(numbers, from: crs) ?? none
    case .meridian(let excess): return moved { ($0 - excess, $1) }
    case .mapOffset(.gcj02): return Self.transformed(numbers, from: .gcj02) ?? none
    case .mapOffset(.bd09): return Self.transformed(numbers, from: .bd09) ?? none
    case .withoutOffset: return numbers
    case .constantShift(let east, let north):
      return moved { longitude, latitude in
        let scale = MetreScale(latitude: latitude)
        return (longitude - east / scale.eastMetres, latitude - north / scale.northMetres)
      }
    }
  }

  private func moved(_ move: (Double, Double) -> (Double, Double)) -> [Double] {
    var result = declared
    for index in stride(from: 0, to: result.count, by: 2) where result[index].isFinite {
      (result[index], result[index + 1]) = move(result[index], result[index + 1])
    }
    return result
  }

  /// The zone that most eastings begin with, or where most begin with none the declared meridian without prefix.
  private var zones: [CRS] {
    var counts: [Int: Int] = [:]
    for index in stride(from: 0, to: numbers.count, by: 2) where numbers[index].isFinite {
      counts[zonePrefix(ofEasting: numbers[index]) ?? 0, default: 0] += 1
    }
    guard let prefix = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { return [] }
    let found: CRS?
    if prefix == 0 {
      let width = crs.zoneWidth ?? 3
      let zone = crs.centralMeridian.map { width == 3 ? Int($0 / 3) : Int(($0 + 3) / 6) }
      found = zone.flatMap { CRS.gaussKruger(system: .cgcs2000, zoneWidth: width, zone: $0, zonePrefix: false) }
    } else {
      found = CRS.gaussKruger(system: .cgcs2000, zoneWidth: prefix < 24 ? 6 : 3, zone: prefix, zonePrefix: true)
    }
    return found.map { $0 == crs ? [] : [$0] } ?? []
  }

  /// The UTM zone with the central meridian of the declared system; eastings without prefix only.
  private var utm: CRS? {
    guard crs.zonePrefix == nil, let meridian = crs.centralMeridian, crs.zoneWidth != nil,
      let zone = sixDegreeZone(ofLongitude: meridian), Double(6 * zone - 3) == meridian
    else { return nil }
    // UTM counts its zones from 180° W.
    return try? CRS(epsg: 32_600 + zone + 30)
  }
}

/// How many metres a degree is worth at a latitude: good to one in a thousand, for misfits and shifts.
struct MetreScale {
  let eastMetres: Double
  let northMetres: Double

  init(latitude: Double) {
    let start = Position(x: 0, y: latitude)
    eastMetres = EllipsoidalMeasure.distance(start, Position(x: 0.01, y: latitude)) * 100
    northMetres = EllipsoidalMeasure.distance(start, Position(x: 0, y: latitude + 0.01)) * 100
  }
}
