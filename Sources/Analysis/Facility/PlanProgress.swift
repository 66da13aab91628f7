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
        guard table.text(field, row) != nil else { continue }
        if let number = table.number(field, row) { sum += number } else { unreadable.append(row) }
      }
      (value, self.unreadable) = (sum, unreadable)
    }
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
