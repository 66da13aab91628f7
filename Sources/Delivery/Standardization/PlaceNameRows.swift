internal import Registry
internal import Toponymy

/// The rows of a table of place names with what lists order and group them by: unit and class.
struct PlaceNameRows: Sendable {
  struct Unit: Sendable, Hashable {
    /// Nine digits of a town, six of a county; empty where only a name, or nothing, is known.
    let code: String
    let name: String

    static let unknown = Unit(code: "", name: "")
  }

  let table: RecordTable
  /// By code, then name; the unknown unit last.
  let units: [Unit]
  /// Into `units`.
  private let unitOfRow: [Int32]

  init(_ dataset: Dataset) {
    table = dataset[.placeName]
    (units, unitOfRow) = UnitReader(dataset).units()
  }

  var rows: Range<Int> { table.rows }

  func unit(ofRow row: Int) -> Int { Int(unitOfRow[row]) }

  /// The unit as the record has it, which may name several, else its own.
  func unitText(_ row: Int) -> String {
    table.text(.unit, row) ?? units[unit(ofRow: row)].name
  }

  /// The class by its name; its code where no name is known.
  func classText(_ row: Int) -> String {
    if let name = table.text("class", row) { return name }
    guard let code = classCode(row) else { return "" }
    return ClassCodeTable.standard.name(of: code) ?? code.description
  }

  /// The class code, else that in the place-name code.
  func classCode(_ row: Int) -> ClassCode? {
    table.text(.classCode, row).flatMap { ClassCode($0) }
      ?? table.text(.placeCode, row).flatMap { try? PlaceCode($0) }?.classCode
  }

  /// Neither historic nor cancelled.
  func isCurrent(_ row: Int) -> Bool {
    table.text(.usage, row) != "历史地名" && !["删除", "注销"].contains(table.text(.censusStatus, row) ?? "")
  }

  /// When it was named or established, the later of the two.
  func began(_ row: Int) -> CalendarDate? {
    [table.date(.namedOn, row), table.date(.established, row)].compactMap(\.self).max()
  }

  /// The rows of subjects, by their keys.
  ///
  /// - Complexity: one pass over the table; none without keys.
  func rows(ofKeys keys: Set<String>) -> [String: [Int]] {
    var found: [String: [Int]] = [:]
    guard !keys.isEmpty else { return found }
    for row in rows {
      let key = table.key(ofRow: row) ?? table.contentKey(ofRow: row)
      if keys.contains(key) { found[key, default: []].append(row) }
    }
    return found
  }

  /// Rows by unit, class, spelling and name; rows that agree in all that as they stand.
  func sorted(_ rows: some Sequence<Int>) -> [Int] {
    rows.map { (key: sortKey($0), row: $0) }.sorted { ($0.key, $0.row) < ($1.key, $1.row) }.map(\.row)
  }

  private func sortKey(_ row: Int) -> SortKey {
    let letters = table.text(.romanisation, row).map(Self.letters) ?? ""
    return SortKey(
      unit: unit(ofRow: row), classCode: classCode(row)?.value ?? .max, letters: letters.isEmpty ? "~" : letters,
      name: table.text(.name, row) ?? "", key: table.text(.placeCode, row) ?? "")
  }

  /// The letters of a spelling as a dictionary orders them, without tones and word division.
  private static func letters(_ text: String) -> String {
    var letters = ""
    for scalar in text.lowercased().unicodeScalars {
      if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
        letters.unicodeScalars.append(scalar)
      } else if let plain = plainLetters[scalar] {
        letters.unicodeScalars.append(plain)
      }
    }
    return letters
  }

  private static let plainLetters: [Unicode.Scalar: Unicode.Scalar] = {
    let marked: [(Unicode.Scalar, String)] = [
      ("a", "āáǎàăɑ"), ("e", "ēéěèĕê"), ("i", "īíǐìĭ"), ("o", "ōóǒòŏ"), ("u", "ūúǔùŭüǖǘǚǜ"), ("g", "ɡ"),
    ]
    return Dictionary(
      marked.flatMap { plain, letters in letters.unicodeScalars.map { ($0, plain) } },
      uniquingKeysWith: { first, _ in first })
  }()
}

private struct SortKey: Comparable {
  let unit: Int
  let classCode: Int
  let letters: String
  let name: String
  let key: String

  static func < (left: SortKey, right: SortKey) -> Bool {
    (left.unit, left.classCode, left.letters, left.name, left.key)
      < (right.unit, right.classCode, right.letters, right.name, right.key)
  }
}

/// Finds the unit of each place name: by its unit code, else the name of its unit, else its place-name code.
private struct UnitReader {
  private let table: RecordTable
  private let index: UnitIndex
  private let divisions: [Division]
  private let nameOfCode: [String: String]

  init(_ dataset: Dataset) {
    table = dataset[.placeName]
    divisions = Division.all(in: dataset[.division])
    index = UnitIndex(divisions)
    nameOfCode = Dictionary(
      divisions.compactMap { division in division.code.map { ($0, division.name ?? "") } },
      uniquingKeysWith: { first, _ in first })
  }

  func units() -> (units: [PlaceNameRows.Unit], ofRow: [Int32]) {
    let (unitCodes, placeCodes, names) = (table[.unitCode], table[.placeCode], table[.unit])
    func text(_ column: TextColumn?, _ row: Int) -> String { column?.trimmed(row) ?? "" }
    struct Cells: Hashable {
      let unitCode: String
      let placePrefix: String
      let name: String
    }
    var numbers: [Cells: Int] = [:]
    var numberOfUnit: [PlaceNameRows.Unit: Int] = [:]
    var units: [PlaceNameRows.Unit] = []
    var recorded: [[String: Int]] = []
    var ofRow: [Int32] = []
    ofRow.reserveCapacity(table.count)
    for row in table.rows {
      let placeCode = text(placeCodes, row)
      let cells = Cells(
        unitCode: text(unitCodes, row), placePrefix: placeCode.utf8.count == 20 ? String(placeCode.prefix(9)) : "",
        name: text(names, row))
      let number =
        numbers[cells]
        ?? {
          let unit = unit(cells.unitCode, cells.placePrefix, cells.name)
          let number = numberOfUnit[unit] ?? units.count
          if number == units.count {
            units.append(unit)
            recorded.append([:])
            numberOfUnit[unit] = number
          }
          numbers[cells] = number
          return number
        }()
      if units[number].name.isEmpty, !cells.name.isEmpty { recorded[number][cells.name, default: 0] += 1 }
      ofRow.append(Int32(number))
    }
    for (number, names) in recorded.enumerated() {
      // What most records call it, the first of several.
      guard let name = names.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { continue }
      units[number] = PlaceNameRows.Unit(code: units[number].code, name: name)
    }
    return Self.inOrder(units, ofRow)
  }

  private static func inOrder(
    _ units: [PlaceNameRows.Unit], _ ofRow: [Int32]
  ) -> (units: [PlaceNameRows.Unit], ofRow: [Int32]) {
    let order = units.indices.sorted { left, right in
      let (a, b) = (units[left], units[right])
      // What has no code stands behind what has one, what has nothing behind all.
      return (a.code.isEmpty ? 1 : 0, a.code, a.name.isEmpty ? 1 : 0, a.name)
        < (b.code.isEmpty ? 1 : 0, b.code, b.name.isEmpty ? 1 : 0, b.name)
    }
    var places = Array(repeating: Int32(0), count: units.count)
    for (place, unit) in order.enumerated() { places[unit] = Int32(place) }
    return (order.map { units[$0] }, ofRow.map { places[Int($0)] })
  }

  private func unit(_ unitCode: String, _ placePrefix: String, _ name: String) -> PlaceNameRows.Unit {
    let own = Self.town(unitCode)
    if own?.count == 9 { return named(own ?? "") }
    let towns = Set(
      index.divisions(named: name).filter { divisions[$0].level == .town }.compactMap { divisions[$0].code })
    if towns.count == 1, let town = towns.first { return named(town) }
    if let code = own ?? Self.town(placePrefix) { return named(code) }
    return PlaceNameRows.Unit(code: "", name: name)
  }

  /// A county or town code; `nil` for anything else.
  private static func town(_ text: String) -> String? {
    guard !text.isEmpty, text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    let code = DivisionKey.unpadded(text)
    switch code.count {
    case 6, 9: return code
    case 12: return String(code.prefix(9))
    default: return nil
    }
  }

  /// The name that the divisions, else the published list gives a code.
  private func named(_ code: String) -> PlaceNameRows.Unit {
    let listed = (try? DivisionCode(code)).flatMap { DivisionList.linkedIn.units[$0]?.name }
    return PlaceNameRows.Unit(code: code, name: nameOfCode[code] ?? listed ?? "")
  }
}
