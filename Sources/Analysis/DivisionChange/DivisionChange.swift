public import Registry

/// One row of a table of changes: units of the old set, what became of them, units of the new set.
public struct DivisionChange: Sendable, Equatable {
  public enum Kind: Int, Sendable, Hashable, CaseIterable, Comparable {
    /// Another way to write the name: 街道办事处 for 街道.
    case nameSpelling
    case renamed
    /// The name of the type changed, not the name itself: 县 to 区, 乡 to 镇.
    case typeChanged
    case recoded
    /// Another unit above.
    case affiliationChanged
    case levelChanged
    case borderMoved
    case merged
    case split
    case abolished
    case established

    public static func < (left: Kind, right: Kind) -> Bool { left.rawValue < right.rawValue }
  }

  public enum Basis: Sendable, Hashable {
    case match(UnitMatch.Basis)
    /// Where its territory went or came from.
    case area
    /// No unit of the other set answers to it.
    case unmatched
  }

  /// In order.
  public let kinds: [Kind]
  public let old: [Int]
  public let new: [Int]
  public let basis: Basis
}

/// The units, area and people of one unit above, before and after.
public struct DivisionBalance: Sendable {
  public struct Side: Sendable {
    public internal(set) var units = 0
    /// On the ellipsoid; `nil` when no unit has a polygon.
    public internal(set) var areaSquareMetres: Double?
    /// `nil` when no unit has a figure.
    public internal(set) var population: Int?
    public internal(set) var unitsWithoutPopulation = 0
  }

  /// The code of the unit above in the new set; empty where no unit has one.
  public let code: String
  public let level: DivisionLevel?
  public internal(set) var before = Side()
  public internal(set) var after = Side()
}

/// The figures of the units of one set.
public struct UnitPopulation: Sendable {
  /// By unit.
  public let people: [Int: Int]
  /// The years of the figures.
  public let years: ClosedRange<Int>?

  /// Of each unit the figure of the latest year, not after `asOf`. A record belongs to the unit with its code, else to
  /// the only one with its name.
  public init(_ table: RecordTable, of set: DivisionSet, asOf: CalendarDate) {
    let byCode = Dictionary(
      set.units.indices.compactMap { unit in set.units[unit].code.map { ($0, unit) } }, uniquingKeysWith: { $1 })
    let byName = Dictionary(grouping: set.units.indices.filter { set.units[$0].nameForms != nil }) {
      set.units[$0].nameForms?.form ?? ""
    }
    var latest: [Int: (year: Int, people: Int)] = [:]
    for row in table.rows {
      let code = table.text(.code, row).map(DivisionKey.unpadded)
      let named = table.text(.name, row).flatMap { byName[UnitName($0).form] } ?? []
      guard let unit = code.map({ byCode[$0] }) ?? (named.count == 1 ? named[0] : nil),
        let people = table.number(.population, row).flatMap({ Int(exactly: $0.rounded()) })
      else { continue }
      let year = table.number(.year, row).flatMap { Int(exactly: $0.rounded()) } ?? 0
      guard year <= asOf.year, year >= latest[unit]?.year ?? 0 else { continue }
      latest[unit] = (year, people)
    }
    people = latest.mapValues(\.people)
    let years = latest.values.map(\.year).filter { $0 > 0 }
    self.years = years.min().flatMap { first in years.max().map { first...$0 } }
  }
}

/// A record that lies in territory that changed hands.
public struct AffectedRecord: Sendable {
  public let kind: RecordKind
  public let row: Int
  /// Of `DivisionComparison.exchanges`.
  public let exchange: Int
}
