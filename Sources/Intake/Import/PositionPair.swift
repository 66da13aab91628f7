internal import Registry

/// A column that holds both numbers of a position, such as `106.05,29.85` or `东经106°3′，北纬29°51′` under 坐标: read as
/// the two columns that other tables have.
struct PositionPair {
  private let column: Int
  /// The headers under which the first and the second number are read.
  private let names: (first: String, second: String)

  /// - Parameters:
  ///   - first: the batch whose values tell which number is which.
  ///   - fields: source headers by field, as the user gave them.
  ///   - columns: what a mapping file says of columns.
  /// - Returns: `nil` where no column is one, or the layer has positions otherwise.
  init?(_ layer: RawLayer, _ first: RawBatch, fields: [FieldKey: String], columns: [Int: FieldKey?]) {
    let readings = layer.readings
    guard first.geometry == nil, fields.keys.allSatisfy({ !Self.positions.contains($0) }),
      !readings.contains(where: Self.namesPosition),
      let column = readings.firstIndex(where: { $0.names.contains(where: Self.headers.contains) }),
      columns[column] == nil, !fields.values.contains(layer.headers[column])
    else { return nil }
    let parts = Self.split(first.columns[column])
    guard let keys = AxisDecision.decide(x: parts.first, y: parts.second), let firstName = Self.names[keys.x],
      let secondName = Self.names[keys.y]
    else { return nil }
    self.column = column
    names = (firstName, secondName)
  }

  private static let headers: Set<String> = ["坐标", "经纬度", "坐标(经纬度)", "经纬度坐标", "地理坐标", "中心坐标", "位置坐标", "坐标位置"]
  private static let positions: Set<FieldKey> = [.longitude, .latitude, .northing, .easting, .geometry]
  private static let names: [FieldKey: String] = [
    .longitude: "经度", .latitude: "纬度", .northing: "纵坐标", .easting: "横坐标",
  ]

  private static func namesPosition(_ header: HeaderReadings) -> Bool {
    header.names.contains { name in
      Axis(name) != nil
        || RecordKind.allCases.contains { kind in
          FieldNames.standard.match(name, kind).map { positions.contains($0.key) } ?? false
        }
    }
  }

  /// The layer with the first number in the place of the column, and the second one behind all.
  func split(_ layer: RawLayer) -> RawLayer {
    var split = layer
    let header = layer.headers[column]
    split.headers[column] = "\(header)（\(names.first)）"
    split.headers.append("\(header)（\(names.second)）")
    var readings = layer.readings
    readings[column] = HeaderReadings(names.first)
    readings.append(HeaderReadings(names.second))
    split.headerReadings = readings
    split.next = { try layer.next().map(self.split) }
    return split
  }

  func split(_ batch: RawBatch) -> RawBatch {
    var split = batch
    let parts = Self.split(batch.columns[column])
    split.columns[column] = parts.first
    split.columns.append(parts.second)
    return split
  }

  /// The two numbers of each cell; what is no pair stays whole in the first column, where its value is noted.
  private static func split(_ cells: TextColumn) -> (first: TextColumn, second: TextColumn) {
    var parts = (first: TextColumn(), second: TextColumn())
    for row in 0..<cells.count {
      let pair = pair(cells.trimmed(row))
      parts.first.append(pair?.0 ?? cells[row])
      parts.second.append(pair?.1 ?? "")
    }
    return parts
  }

  private static func pair(_ text: String) -> (String, String)? {
    var text = Substring(text)
    if let first = text.first, let last = text.last, "(（[【".contains(first), ")）]】".contains(last) {
      text = text.dropFirst().dropLast()
    }
    for separators in [",，;；、/", " \t\n\u{3000}"] {
      let parts = text.split { separators.contains($0) }.map(String.init)
      if parts.count == 2 { return (parts[0], parts[1]) }
    }
    return nil
  }
}
