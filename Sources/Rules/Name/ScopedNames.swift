import Registry
import Toponymy

/// Where the place names of a table lie and which of them must differ, by class.
///
/// Reads bytes and keeps what it learns of classes and units, so that a million rows cost some tens of nanoseconds each.
struct ScopedNames {
  /// Names of one scope and one key must differ.
  struct Place: Hashable, Comparable {
    /// An index into `scopes`.
    let scope: Int
    /// The code of the unit that the scope means, or a negative number for a unit known by its name only.
    let unit: Int

    static func < (left: Place, right: Place) -> Bool { (left.scope, left.unit) < (right.scope, right.unit) }
  }

  private(set) var scopes: [NameScope] = []
  private var scopeOfClass: [Int: Int?] = [:]
  private let classCodes: TextColumn?
  private let placeCodes: TextColumn?
  private let unitCodes: TextColumn?
  private let usages: TextColumn?
  private let statuses: TextColumn?
  private let towns: NamedUnits?
  private let counties: NamedUnits?
  private let provinces: NamedUnits?

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    classCodes = table[.classCode]
    placeCodes = table[.placeCode]
    unitCodes = table[.unitCode]
    usages = table[.usage]
    statuses = table[.censusStatus]
    towns = table[.unit].map { NamedUnits($0, level: .town, area) }
    counties = table[.countyName].map { NamedUnits($0, level: .county, area) }
    provinces = table[.provinceName].map { NamedUnits($0, level: .province, area) }
  }

  /// Where a row is compared; `nil` for classes whose names may repeat, rows without class or, where the town decides,
  /// without town, and for names that are no longer in use.
  mutating func place(ofRow row: Int) -> Place? {
    guard let scope = scope(ofRow: row), !isFormer(row) else { return nil }
    let code = unitCode(ofRow: row)
    let unit: Int?
    switch scopes[scope].area {
    case .nation: unit = 0
    case .province:
      unit = code.map { $0 / 10_000_000 } ?? towns?.code(row).map { $0 / 10_000_000 } ?? provinces?[row] ?? 0
    case .county:
      // A table without codes and names of counties is that of one county.
      unit = code.map { $0 / 1000 } ?? towns?.code(row).map { $0 / 1000 } ?? counties?[row] ?? 0
    case .town, .builtUp:
      unit = code.flatMap { $0 % 1000 == 0 ? nil : $0 } ?? towns?[row]
    }
    return unit.map { Place(scope: scope, unit: $0) }
  }

  // MARK: Class

  private mutating func scope(ofRow row: Int) -> Int? {
    guard let code = classCode(ofRow: row) else { return nil }
    if let known = scopeOfClass[code] { return known }
    let scope = ClassCode(String(code)).flatMap(NameScope.of)
    var index: Int?
    if let scope {
      index = scopes.firstIndex(of: scope) ?? scopes.count
      if index == scopes.count { scopes.append(scope) }
    }
    scopeOfClass[code] = .some(index)
    return index
  }

  /// The class code, else that in the place-name code.
  private func classCode(ofRow row: Int) -> Int? {
    if let code = classCodes?.digits(row, upTo: 5) { return code.value }
    return placeCodes?.digits(row, of: 20, in: 9..<14)
  }

  private func isFormer(_ row: Int) -> Bool {
    usages?.equals("历史地名", row) ?? false || statuses?.equals("删除", row) ?? false
      || statuses?.equals("注销", row) ?? false
  }

  // MARK: Unit

  /// The first nine digits of the unit's code, else of the place-name code; 500151000 for a county.
  private func unitCode(ofRow row: Int) -> Int? {
    if let code = unitCodes?.digits(row, upTo: 12) {
      switch code.count {
      case 6: return code.value * 1000
      case 9: return code.value / 1_000_000 == 156 ? code.value % 1_000_000 * 1000 : code.value
      case 12:
        // 156 is the number of the country; no division code begins with it.
        return code.value / 1_000_000_000 == 156 ? code.value % 1_000_000_000 : code.value / 1000
      default: break
      }
    }
    return placeCodes?.digits(row, of: 20, in: 0..<9)
  }
}

/// Units given by name, numbered: by their code where a loaded division has the name, else by a negative number.
private struct NamedUnits {
  private let groups: TextGroups
  private let numbers: [Int]

  init(_ column: TextColumn, level: DivisionLevel, _ area: Area) {
    groups = TextGroups(column)
    let index = UnitIndex(area.divisions)
    numbers = groups.firstRows.enumerated().map { group, row in
      let codes = Set(
        index.divisions(named: column.trimmed(row)).compactMap { division in
          area.divisions[division].level == level ? area.divisions[division].code.flatMap { Int($0) } : nil
        })
      return codes.count == 1 ? codes.first ?? 0 : -1 - group
    }
  }

  /// `nil` where the cell is blank.
  subscript(row: Int) -> Int? {
    let group = groups.groupOfRow[row]
    return group < 0 ? nil : numbers[Int(group)]
  }

  /// The code; `nil` where no single division has the name.
  func code(_ row: Int) -> Int? { self[row].flatMap { $0 > 0 ? $0 : nil } }
}

extension TextColumn {
  /// A cell of digits only, at most `limit` of them.
  func digits(_ row: Int, upTo limit: Int) -> (value: Int, count: Int)? {
    withBytes(row) { cell in
      let cell = TextColumn.trim(cell)
      guard (1...limit).contains(cell.count), let value = Self.number(cell[...]) else { return nil }
      return (value, cell.count)
    }
  }

  /// A part of a cell of exactly `count` digits.
  func digits(_ row: Int, of count: Int, in part: Range<Int>) -> Int? {
    withBytes(row) { cell in
      let cell = TextColumn.trim(cell)
      guard cell.count == count, cell.allSatisfy({ $0 &- 0x30 < 10 }) else { return nil }
      return Self.number(cell[part])
    }
  }

  /// Whether a cell is this text, white space at its ends apart.
  func equals(_ text: StaticString, _ row: Int) -> Bool {
    withBytes(row) { cell in
      TextColumn.trim(cell).elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
  }

  private static func number(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    var value = 0
    for digit in digits {
      guard digit &- 0x30 < 10 else { return nil }
      value = value * 10 + Int(digit &- 0x30)
    }
    return value
  }
}
