public import Registry

/// The figures of the units of one set.
public struct UnitPopulation: Sendable {
  /// By unit.
  public let people: [Int: Int]
  /// The years of the figures.
  public let years: ClosedRange<Int>?

  /// More people than there are, or fewer than none, are no figure.
  private static let possible = 0...10_000_000_000

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
        let people = table.number(.population, row).flatMap({ Int(exactly: $0.rounded()) }),
        Self.possible.contains(people)
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
