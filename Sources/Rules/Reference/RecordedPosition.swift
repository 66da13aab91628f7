import Geodesy
import Geometry
import Registry

/// What a row says of its position, read from the recorded texts; for rows whose position is absent or strange.
struct RecordedPosition {
  /// The two recorded numbers in the order of their columns: longitude, latitude or easting, northing.
  enum Numbers {
    case geographic(longitude: Double, latitude: Double)
    case plane(easting: Double, northing: Double)
  }

  enum Absence {
    case blank
    /// One of the two is blank.
    case half
    case zero
    case notFinite
  }

  let numbers: Numbers?
  let absence: Absence?
  /// The column that shows it best.
  let field: FieldKey

  init(_ table: RecordTable, row: Int) {
    for (xField, yField) in [(FieldKey.easting, FieldKey.northing), (.longitude, .latitude)] {
      guard let first = table.text(xField, row), let second = table.text(yField, row) else { continue }
      if let recorded = RecordedPosition(field: xField, first, second) {
        self = recorded
        return
      }
    }
    let pair: (FieldKey, FieldKey) =
      table.text(.easting, row) ?? table.text(.northing, row) != nil
        || table[.longitude] == nil && table[.easting] != nil
      ? (.easting, .northing) : (.longitude, .latitude)
    let (hasFirst, hasSecond) = (table.text(pair.0, row) != nil, table.text(pair.1, row) != nil)
    self.init(
      field: hasFirst && !hasSecond ? pair.1 : pair.0, numbers: nil, absence: hasFirst != hasSecond ? .half : .blank)
  }

  private init(field: FieldKey, numbers: Numbers?, absence: Absence?) {
    (self.field, self.numbers, self.absence) = (field, numbers, absence)
  }

  /// - Returns: `nil` when the texts are no numbers (rule I102 tells).
  private init?(field: FieldKey, _ first: String, _ second: String) {
    if [first, second].contains(where: Self.isNotFinite) {
      self.init(field: field, numbers: nil, absence: .notFinite)
    } else if let x = readCoordinate(first), let y = readCoordinate(second) {
      let numbers: Numbers =
        field == .easting ? .plane(easting: x, northing: y) : .geographic(longitude: x, latitude: y)
      self.init(field: field, numbers: x == 0 && y == 0 ? nil : numbers, absence: x == 0 && y == 0 ? .zero : nil)
    } else {
      return nil
    }
  }

  /// Whether the numbers make sense only the other way round, anywhere in China.
  var isSwapped: Bool {
    switch numbers {
    case .geographic(let longitude, let latitude):
      China.latitudes.contains(longitude) && China.longitudes.contains(latitude)
    case .plane(let easting, let northing):
      China.isNorthing(easting) && China.isEasting(northing)
    case nil: false
    }
  }

  private static func isNotFinite(_ text: String) -> Bool {
    ["nan", "inf", "-inf", "infinity", "-infinity", "1.#inf", "1.#qnan", "-1.#ind"].contains(text.lowercased())
  }
}

/// The numbers that coordinates in China have.
enum China {
  static let longitudes = 73.0...136.0
  static let latitudes = 3.0...54.0

  /// Metres north of the equator on the ellipsoid for latitudes of the mainland, 18° to 54°.
  static func isNorthing(_ value: Double) -> Bool { (1_900_000...6_000_000).contains(value) }

  /// 100 km to 900 km, with or without a zone number 13 to 45 before it.
  static func isEasting(_ value: Double) -> Bool {
    if let zone = zonePrefix(ofEasting: value) {
      return (13...45).contains(zone) && (100_000...900_000).contains(value - Double(zone) * 1_000_000)
    }
    return (100_000...900_000).contains(value)
  }
}

extension Area {
  /// The kinds whose records have a position.
  static let positionedKinds: [RecordKind] = [
    .division, .boundaryLine, .boundaryMarker, .placeName, .sign, .facility, .constraint,
  ]

  /// Whether a source has coordinates at all, as columns or as geometry.
  func hasPositions(_ source: Int) -> Bool {
    let description = dataset.sources[source]
    let hasColumns = [FieldKey.longitude, .easting, .geometry].contains(where: description.has)
    let table = dataset[description.kind]
    return hasColumns || rows(ofSource: source).contains { table.geometry.types[$0] != .none }
  }
}
