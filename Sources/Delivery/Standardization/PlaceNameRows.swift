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
  private let classes: ClassesOfRows
  private let statuses: NameStatuses
  private let order: NameOrder

  init(_ dataset: Dataset) {
    table = dataset[.placeName]
    (units, unitOfRow) = UnitReader(dataset).units()
    classes = ClassesOfRows(table)
    statuses = NameStatuses(table)
    order = NameOrder(table, units: unitOfRow, classes: classes)
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
  func classCode(_ row: Int) -> ClassCode? { classes[row] }

  /// Neither historic nor cancelled.
  func isCurrent(_ row: Int) -> Bool { !statuses.isFormer(row) }

  /// Recorded as no longer in use.
  func isHistorical(_ row: Int) -> Bool { statuses.isHistorical(row) }

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

  /// Where a row stands among all in lists, which are ordered by unit, class, spelling and name.
  func rank(_ row: Int) -> Int { order.rank(row) }

  /// Rows in the order of lists.
  func sorted(_ rows: some Sequence<Int>) -> [Int] { rows.sorted { rank($0) < rank($1) } }
}

/// The classes of the rows of a table.
struct ClassesOfRows: Sendable {
  /// By row, 0 where none is known.
  private var numbers: [Int32]
  private var codes: [Int32: ClassCode] = [:]

  init(_ table: RecordTable) {
    numbers = Array(repeating: 0, count: table.count)
    let judged = JudgedColumn(.classCode, of: table) { ClassCode($0) }
    for row in table.rows {
      let own = judged?[row] ?? nil
      guard let code = own ?? table.text(.placeCode, row).flatMap({ try? PlaceCode($0) })?.classCode else { continue }
      numbers[row] = Int32(code.value)
      codes[Int32(code.value)] = code
    }
  }

  /// The class code, else that in the place-name code.
  subscript(row: Int) -> ClassCode? { codes[numbers[row]] }

  /// As a number; 0 for none.
  func number(_ row: Int) -> Int32 { numbers[row] }
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
    let columns = [table[.unitCode], placePrefixes, table[.unit]].map { $0.map(GroupedColumn.init) }
    var ofRow: [Int32] = []
    ofRow.reserveCapacity(table.count)
    // Most rows say the same as others: what columns say together is read once.
    var combinations: [SIMD3<Int32>: Int32] = [:]
    var counts: [Int] = []
    for row in table.rows {
      let groups = SIMD3(columns[0]?.group(row) ?? -1, columns[1]?.group(row) ?? -1, columns[2]?.group(row) ?? -1)
      let number = combinations[groups] ?? Int32(counts.count)
      if number == counts.count {
        combinations[groups] = number
        counts.append(0)
      }
      counts[Int(number)] += 1
      ofRow.append(number)
    }
    var numberOfUnit: [PlaceNameRows.Unit: Int32] = [:]
    var units: [PlaceNameRows.Unit] = []
    var recorded: [[String: Int]] = []
    var unitOfCombination = [Int32](repeating: 0, count: counts.count)
    for (groups, combination) in combinations.sorted(by: { $0.value < $1.value }) {
      let texts = (0..<3).map { columns[$0]?.text(ofGroup: groups[$0]) ?? "" }
      let unit = unit(texts[0], texts[1], texts[2])
      let number = numberOfUnit[unit] ?? Int32(units.count)
      if number == units.count {
        units.append(unit)
        recorded.append([:])
        numberOfUnit[unit] = number
      }
      unitOfCombination[Int(combination)] = number
      guard unit.name.isEmpty, !texts[2].isEmpty else { continue }
      recorded[Int(number)][texts[2], default: 0] += counts[Int(combination)]
    }
    for (number, names) in recorded.enumerated() {
      // What most records call it, the first of several.
      guard let name = names.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key else { continue }
      units[number] = PlaceNameRows.Unit(code: units[number].code, name: name)
    }
    return Self.inOrder(units, ofRow.map { unitOfCombination[Int($0)] })
  }

  /// The unit of place-name codes of the right length.
  private var placePrefixes: TextColumn? {
    guard let codes = table[.placeCode] else { return nil }
    var prefixes = TextColumn()
    prefixes.reserveCapacity(rows: codes.count, bytes: 9 * codes.count)
    for row in table.rows {
      codes.withBytes(row) { cell in
        let code = TextColumn.trim(cell)
        prefixes.append(UnsafeBufferPointer(rebasing: code.count == 20 ? code[..<9] : code[..<0]))
      }
    }
    return prefixes
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

/// A column with its rows grouped by text.
private struct GroupedColumn {
  private let column: TextColumn
  private let groups: TextGroups

  init(_ column: TextColumn) {
    self.column = column
    groups = TextGroups(column)
  }

  /// -1 for a blank cell.
  func group(_ row: Int) -> Int32 { groups.groupOfRow[row] }

  func text(ofGroup group: Int32) -> String { group < 0 ? "" : column.trimmed(groups.firstRows[Int(group)]) }
}
