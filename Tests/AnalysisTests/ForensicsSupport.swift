import Geodesy
import Geometry
import Registry
import TestSupport

/// Places in the bounds of the district of the sample (105.77° to 106.27° E, 29.52° to 30.09° N), and tables of them.
struct RandomPlaces {
  let positions: [Position]

  init(_ count: Int, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    positions = (0..<count).map { _ in
      Position(
        x: .random(in: 105.78...106.26, using: &generator), y: .random(in: 29.53...30.08, using: &generator))
    }
  }

  /// Sixteen towns that cover the bounds.
  static let towns: RecordTable = {
    var table = RecordTable(kind: .division)
    for index in 0..<16 {
      let (x, y) = (105.77 + 0.125 * Double(index % 4), 29.52 + 0.1425 * Double(index / 4))
      var geometry = GeometryColumn()
      let corners = [(0.0, 0.0), (0.125, 0), (0.125, 0.1425), (0, 0.1425), (0, 0)]
      geometry.append(.polygon, [[corners.map { Position(x: x + $0.0, y: y + $0.1) }]])
      table.append(
        [.code: townCode(index), .name: "镇\(index)"], geometry: geometry, origin: Origin(source: 0, row: index + 1))
    }
    return table
  }()

  static func townCode(_ index: Int) -> String { String(500_151_100 + index) }

  static func town(_ position: Position) -> Int {
    Int((position.x - 105.77) / 0.125) + 4 * Int((position.y - 29.52) / 0.1425)
  }
}

/// Two sources of the same records: where they are, and what a second table records of them.
struct RecordedTwice {
  var dataset = Dataset()
  /// The index of the source with the second table.
  let asked: Int

  /// - Parameters:
  ///   - numbers: what the second table records, x = longitude or easting; its positions are what an import makes of them.
  ///   - withTowns: the towns are loaded and every record names its town, instead of a first table of true positions.
  init(
    _ places: [Position], recorded numbers: [(x: Double, y: Double)], crs: CRS, decimals: Int = 7,
    withTowns: Bool = false
  ) throws {
    if withTowns {
      dataset.add(Source(kind: .division, file: "towns.shp", layer: "towns", crs: "EPSG:4490"))
      dataset.add(RandomPlaces.towns)
    } else {
      dataset.add(Source(kind: .placeName, file: "known.csv", layer: "known", crs: "EPSG:4490"))
      var table = RecordTable(kind: .placeName, keys: [.id])
      for (row, place) in places.enumerated() {
        var point = GeometryColumn()
        point.appendPoint(x: place.x, y: place.y)
        table.append([.id: "P\(row)"], geometry: point, origin: Origin(source: 0, row: row + 2))
      }
      dataset.add(table)
    }
    let fields: (x: FieldKey, y: FieldKey) = crs.isGeographic ? (.longitude, .latitude) : (.easting, .northing)
    asked = dataset.add(
      Source(
        kind: .placeName, file: "asked.csv", layer: "asked", crs: "\(crs.label) (--crs)",
        headers: [
          .init(name: "编号", key: .id), .init(name: "甲列", key: fields.x), .init(name: "乙列", key: fields.y),
          .init(name: "所在镇", key: .unitCode),
        ]))
    let transformation = try CoordinateTransformation(from: crs, to: .cgcs2000)
    var table = RecordTable(kind: .placeName, keys: [.id, .unitCode, fields.x, fields.y])
    for (row, number) in numbers.enumerated() {
      var geometry: GeometryColumn?
      if let position = transformation.transform(x: number.x, y: number.y), abs(position.y) <= 90 {
        var point = GeometryColumn()
        point.appendPoint(x: position.x, y: position.y)
        geometry = point
      }
      table.append(
        [
          .id: "P\(row)", .unitCode: RandomPlaces.townCode(RandomPlaces.town(places[row])),
          fields.x: fixed(number.x, decimals), fields.y: fixed(number.y, decimals),
        ], geometry: geometry, origin: Origin(source: asked, row: row + 2))
    }
    dataset.add(table)
  }
}

/// A number with so many decimals, as tables have it.
private func fixed(_ value: Double, _ decimals: Int) -> String {
  let scale = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
  let units = Int((value * scale).rounded())
  let digits = String(abs(units))
  let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  return (units < 0 ? "-" : "") + padded.dropLast(decimals) + (decimals > 0 ? "." : "") + padded.suffix(decimals)
}
