internal import Geodesy
internal import Geometry
internal import Registry

/// Whether degrees mean a place on Earth.
func isPlace(_ longitude: Double, _ latitude: Double) -> Bool { abs(longitude) <= 180 && abs(latitude) <= 90 }

/// Whether numbers are degrees, also wrong ones: no plane coordinates of China are that near to their origin.
func areDegrees(_ x: Double, _ y: Double) -> Bool { abs(x) <= 360 && abs(y) <= 360 && (x != 0 || y != 0) }

extension GeometryColumn {
  /// With the two numbers of every vertex exchanged.
  func withAxesExchanged() -> GeometryColumn {
    var column = self
    column.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) { coordinates.swapAt(index, index + 1) }
    }
    return column
  }

  /// Makes the rows `none` that have a vertex which is no place on Earth.
  ///
  /// - Returns: those rows, each with the first such vertex.
  mutating func removeImpossible() -> [(row: Int, vertex: Int)] {
    let values = coordinates
    let isWhole = stride(from: 0, to: values.count, by: 2).allSatisfy { isPlace(values[$0], values[$0 + 1]) }
    guard !isWhole else { return [] }
    var removed: [(row: Int, vertex: Int)] = []
    var column = GeometryColumn()
    for row in 0..<count {
      if let vertex = vertices(ofRow: row).first(where: { !isPlace(values[2 * $0], values[2 * $0 + 1]) }) {
        removed.append((row, vertex))
        column.appendNone()
      } else {
        column.append(row, of: self)
      }
    }
    self = column
    return removed
  }
}

/// A column of a record that is made of the geometry of its source.
struct KeptColumn {
  let key: FieldKey
  /// What stands for a header, such as `geometry.x`.
  let header: String
  let cells: TextColumn

  /// The geometries as well-known text.
  static func wellKnownText(_ geometry: GeometryColumn) -> KeptColumn {
    KeptColumn(
      key: .geometry, header: FieldKey.geometry.rawValue,
      cells: TextColumn((0..<geometry.count).map(geometry.wkt(ofRow:))))
  }
}

/// The numbers of points that have no position of their own (they are no place on Earth, or on a datum that is kept), as
/// a table would have them in columns: the rules on recorded coordinates judge them, and nothing is lost.
struct KeptNumbers {
  let x: (key: FieldKey, cells: TextColumn)
  let y: (key: FieldKey, cells: TextColumn)
  /// Some point would be a place if its axes were exchanged.
  let hasExchanged: Bool
  /// How many would then be in China.
  let exchangedCount: Int

  /// - Parameters:
  ///   - original: the geometries as the source has them.
  ///   - rows: those that are no place.
  /// - Returns: `nil` when none of them is a point, or there are no fields to keep them in.
  init?(_ original: GeometryColumn, rows: [(row: Int, vertex: Int)], _ fields: (x: FieldKey, y: FieldKey)?) {
    let points = rows.filter { original.types[$0.row] == .point }
    guard let fields, !points.isEmpty else { return nil }
    var texts = (x: [String](repeating: "", count: original.count), y: [String](repeating: "", count: original.count))
    var (hasExchanged, exchangedCount) = (false, 0)
    for (row, vertex) in points {
      let position = original.position(ofVertex: vertex)
      (texts.x[row], texts.y[row]) = ("\(position.x)", "\(position.y)")
      hasExchanged = hasExchanged || isPlace(position.y, position.x)
      if AxisDecision.isInChina(longitude: position.y, latitude: position.x) { exchangedCount += 1 }
    }
    x = (fields.x, TextColumn(texts.x))
    y = (fields.y, TextColumn(texts.y))
    (self.hasExchanged, self.exchangedCount) = (hasExchanged, exchangedCount)
  }

  var columns: [KeptColumn] {
    zip([x, y], ["x", "y"]).map { number, axis in
      KeptColumn(key: number.key, header: "\(FieldKey.geometry.rawValue).\(axis)", cells: number.cells)
    }
  }

  func holds(_ row: Int) -> Bool { !x.cells.isBlank(row) }

  /// The fields of a kind for numbers in a system; `nil` where the kind has none or the source fills one itself.
  static func fields(_ mapping: HeaderMapping, _ system: CRS) -> (x: FieldKey, y: FieldKey)? {
    guard [.placeName, .boundaryMarker, .sign, .facility].contains(mapping.kind) else { return nil }
    let fields: (x: FieldKey, y: FieldKey) = system.isGeographic ? (.longitude, .latitude) : (.easting, .northing)
    let isFree = [fields.x, fields.y].allSatisfy { key in
      FieldCatalogue.standard.field(mapping.kind, key) != nil && mapping.column(key) == nil
    }
    return isFree ? fields : nil
  }
}
