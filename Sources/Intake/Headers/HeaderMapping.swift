internal import Registry

/// Which column of a layer is read as which field.
struct HeaderMapping {
  let kind: RecordKind
  /// No header named a field: the kind follows from the geometry alone.
  let kindIsGuessed: Bool
  /// The field of each header, in the order of the headers.
  private(set) var keys: [FieldKey?]
  /// The unit that each header names.
  let units: [String?]
  /// The columns `X` and `Y`, of which only the values tell what they are.
  private(set) var axes: (x: Int, y: Int)?

  /// - Parameters:
  ///   - fields: source headers by field, as the user gave them; they win over recognition.
  ///   - columns: columns that a mapping file assigns to a field, or to none; they stand above recognition.
  ///   - allFieldsMust: whether a header of `fields` that is not there is an error; it is none in one of many sheets.
  /// - Throws: `IntakeError` (`missingColumn`, `unknownField`, `duplicateMapping`, `malformed` for a column given twice).
  init(
    _ layer: RawLayer, file: String, dimension: Int?, kind: RecordKind?, fields: [FieldKey: String],
    columns: [Int: FieldKey?] = [:], allFieldsMust: Bool = true
  ) throws(IntakeError) {
    let readings = layer.readings
    let folded = layer.headers.map(FieldNames.fold)
    let given = try Self.columns(of: fields, folded, layer, file, allFieldsMust)
    let assigned = columns.filter { column, key in
      !given.values.contains(column) && key.map { given[$0] == nil } ?? true
    }
    let names = FoldedHeaders(headers: readings, given: given, assigned: assigned, canBeCut: layer.headersCanBeCut)
    units = readings.map(\.unit)
    let recognised = KindRecognition(dimension: dimension).kind(names.named(as:))
    self.kind = kind ?? recognised ?? KindRecognition(dimension: dimension).naturalKind
    kindIsGuessed = kind == nil && recognised == nil
    for key in (given.keys + assigned.values.compactMap(\.self)).sorted() where !Self.isField(key, of: self.kind) {
      let candidates = FieldCatalogue.standard[self.kind].map(\.key.rawValue)
      throw IntakeError(
        .unknownField(kind: self.kind, nearest: NearestName.of(key.rawValue, among: candidates)), file: file,
        layer: layer.name, column: key.rawValue)
    }
    keys = []
    keys = try resolve(names, layer, file)
    if let x = names.axis(.x), let y = names.axis(.y), keys[x] == nil, keys[y] == nil { axes = (x, y) }
  }

  /// Fixes what `X` and `Y` are, once the values have told.
  mutating func setAxes(_ keyOfX: FieldKey, _ keyOfY: FieldKey) {
    guard let axes else { return }
    keys[axes.x] = keyOfX
    keys[axes.y] = keyOfY
    self.axes = nil
  }

  /// The first column that is read as `key`.
  func column(_ key: FieldKey) -> Int? { keys.firstIndex(of: key) }

  /// The columns that are read as `key`; several where a form spreads one field over columns.
  func columns(_ key: FieldKey) -> [Int] { keys.indices.filter { keys[$0] == key } }

  // MARK: Resolving

  /// Coordinates place a record of any kind; those without such a field keep the texts as attributes.
  private static func isField(_ key: FieldKey, of kind: RecordKind) -> Bool {
    FieldCatalogue.standard.field(kind, key) != nil || [.northing, .easting, .longitude, .latitude].contains(key)
  }

  private static func columns(
    of fields: [FieldKey: String], _ folded: [String], _ layer: RawLayer, _ file: String, _ allMust: Bool
  ) throws(IntakeError) -> [FieldKey: Int] {
    var columns: [FieldKey: Int] = [:]
    for (key, header) in fields.sorted(by: { $0.key < $1.key }) {
      if let index = layer.headers.firstIndex(of: header) ?? folded.firstIndex(of: FieldNames.fold(header)) {
        if let other = columns.first(where: { $0.value == index })?.key {
          throw IntakeError(
            .malformed(
              reason: LocalizedText(
                zh: "这一列同时指定为 \(other.rawValue) 和 \(key.rawValue)",
                en: "the column is given as \(other.rawValue) and as \(key.rawValue)"),
              next: LocalizedText(zh: "请只指定其中一个", en: "Give one of them")),
            file: file, layer: layer.name, column: header)
        }
        columns[key] = index
      } else if allMust {
        throw IntakeError(
          .missingColumn(present: layer.headers, nearest: NearestName.of(header, among: layer.headers)), file: file,
          layer: layer.name, column: header)
      }
    }
    return columns
  }

  private func resolve(_ names: FoldedHeaders, _ layer: RawLayer, _ file: String) throws(IntakeError) -> [FieldKey?] {
    var keys: [FieldKey?] = Array(repeating: nil, count: layer.headers.count)
    for (column, key) in names.assigned { keys[column] = key }
    for (key, column) in names.given { keys[column] = key }
    let assigned = Set(names.assigned.values.compactMap(\.self))
    let found = names.matches(as: kind)
    for key in Set(found.map(\.match.key)).sorted() where names.given[key] == nil && !assigned.contains(key) {
      let candidates = found.filter { $0.match.key == key }
      let rank = candidates.map(\.match.rank).min()
      let best = candidates.filter { $0.match.rank == rank }
      // `面积(亩)` beside `面积(平方米)`: which of them is meant, only the user can say.
      if rank == .part, best.count > 1 { continue }
      guard best.count == 1 || Self.spreads(key, kind, rank) else {
        throw IntakeError(
          .duplicateMapping(key: key, headers: best.map { layer.headers[$0.column] }), file: file, layer: layer.name)
      }
      for candidate in best { keys[candidate.column] = key }
    }
    return keys
  }

  /// Forms spread signatures, shares and lists over several columns, which the catalogue gives as aliases of one field.
  private static func spreads(_ key: FieldKey, _ kind: RecordKind, _ rank: FieldNames.Rank?) -> Bool {
    guard rank == .alias, let field = FieldCatalogue.standard.field(kind, key) else { return false }
    return [.optional, .expected].contains(field.requirement) && [.text, .personal, .list].contains(field.type)
  }
}

/// The headers of a layer in folded form, with what the user said of them.
private struct FoldedHeaders {
  let headers: [HeaderReadings]
  let given: [FieldKey: Int]
  /// What the mapping file says of columns.
  let assigned: [Int: FieldKey?]
  let canBeCut: Bool

  /// The field that each header names as one of a kind, in the order of the headers; none for those the user gave.
  func matches(as kind: RecordKind) -> [(column: Int, match: FieldNames.Match)] {
    let taken = Set(given.values).union(assigned.keys)
    return headers.indices.compactMap { column in
      guard !taken.contains(column) else { return nil }
      let index = FieldNames.standard
      let match =
        index.match(headers[column], kind) ?? (canBeCut ? index.cutMatch(headers[column].names.first ?? "", kind) : nil)
      return match.map { (column, $0) }
    }
  }

  func named(as kind: RecordKind) -> NamedFields {
    let matches = matches(as: kind)
    let isField: (FieldKey) -> Bool = { FieldCatalogue.standard.field(kind, $0) != nil }
    var axes: Set<FieldKey> = []
    if axis(.x) != nil, axis(.y) != nil {
      axes = isField(.northing) ? [.northing, .easting] : isField(.longitude) ? [.longitude, .latitude] : []
    }
    return NamedFields(
      keys: Set(matches.map(\.match.key)).union((given.keys + assigned.values.compactMap(\.self)).filter(isField)),
      axes: axes,
      titles: matches.contains { !Self.common.contains($0.match.key) } ? matches.count { $0.match.rank == .title } : 0)
  }

  /// What records of any kind have: tables with nothing else tell no kind, whichever form has just these words.
  private static let common: Set<FieldKey> = [
    .name, .longitude, .latitude, .northing, .easting, .geometry, .crs, .id, .secrecy, "remark",
  ]

  func axis(_ axis: Axis) -> Int? {
    headers.indices.first { column in
      assigned[column] == nil && headers[column].names.contains { Axis($0) == axis }
    }
  }
}
