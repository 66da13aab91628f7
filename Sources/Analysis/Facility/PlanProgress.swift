import Geodesy
public import Registry

/// An indicator of a plan against what the register of facilities holds.
public struct PlanProgress: Sendable {
  public let indicator: PlanIndicator
  public let value: Double
  /// The facilities that were counted, as rows of their table.
  public let counted: [Int]
  /// Rows of counted facilities whose cell in the summed column holds something that is no number: not in `value`.
  public let unreadable: [Int]

  public var isMet: Bool {
    switch indicator.comparison {
    case .atLeast: value >= indicator.target
    case .atMost: value <= indicator.target
    }
  }

  /// Computes every indicator of a plan.
  public static func all(of plan: Plan, facilities table: RecordTable) -> [PlanProgress] {
    let facilities = Facility.all(in: table)
    return plan.indicators.map { PlanProgress($0, facilities, table) }
  }

  private init(_ indicator: PlanIndicator, _ facilities: [Facility], _ table: RecordTable) {
    self.indicator = indicator
    let counted = facilities.filter { facility in
      indicator.conditions.allSatisfy { key, values in
        Self.value(of: key, facility, table).map(values.contains) ?? false
      }
    }
    self.counted = counted.map(\.row)
    switch indicator.measure {
    case .count: (value, unreadable) = (Double(counted.count), [])
    case .sum(let field):
      var (sum, unreadable) = (0.0, [Int]())
      for row in self.counted {
        guard let text = table.text(field, row) else { continue }
        if let number = Self.amount(text, unitsOf: field) { sum += number } else { unreadable.append(row) }
      }
      (value, self.unreadable) = (sum, unreadable)
    }
  }

  /// A number as registers have it: `1,200`, `33.9亩`; a unit that is not the column's makes it another number.
  private static func amount(_ text: String, unitsOf field: FieldKey) -> Double? {
    let blank: (Character) -> Bool = \.isWhitespace
    var text = text.filter { !blank($0) }
    let units: [String] =
      switch field {
      case "area_mu": ["亩"]
      case "area_ha": ["公顷"]
      case "investment": ["万元"]
      default: ["位", "座", "个", "张", "人"]
      }
    if let unit = units.first(where: text.hasSuffix) { text.removeLast(unit.count) }
    let groups = text.replacing("，", with: ",").split(separator: ",", omittingEmptySubsequences: false)
    guard groups.count > 1 else { return parseDecimal(text) }
    // `1,5` and `12,34` are no grouped thousands.
    let whole = groups.dropLast() + [groups[groups.count - 1].prefix { $0 != "." }]
    guard (1...3).contains(groups[0].count), whole.dropFirst().allSatisfy({ $0.count == 3 }) else { return nil }
    return parseDecimal(groups.joined())
  }

  /// Kinds, types and states in the words of the tables, other columns as recorded.
  private static func value(of key: FieldKey, _ facility: Facility, _ table: RecordTable) -> String? {
    switch key {
    case .kind: facility.kind
    case .type: facility.type
    case .status: facility.status.word
    default: table.text(key, facility.row)
    }
  }
}
