/// What a record says of whether the name is in use.
public enum NameUsage: Sendable {
  case current
  /// No longer in use; whether the text itself tells until when, as `1950年至1980年` does.
  case historical(tellsEnd: Bool)
  case unknown

  /// Reads 现今地名, 历史地名, 1977年至今, 1950年至1980年 and the like.
  public init(parsing text: String) {
    let text = text.filter { !$0.isWhitespace }
    let span = Self.span(text)
    if text.contains("至今") || text.hasPrefix("现") || ["在用", "使用中", "沿用"].contains(text) {
      self = .current
    } else if Self.historicalWords.contains(where: text.contains) {
      self = .historical(tellsEnd: span != nil)
    } else if let span, span.allSatisfy({ CalendarDate(parsing: String($0)) != nil }) {
      self = .historical(tellsEnd: true)
    } else {
      self = .unknown
    }
  }

  /// The two sides of a span of time, both with a digit.
  private static func span(_ text: String) -> [Substring]? {
    let sides = text.split { "至到-—－～~".contains($0) }
    return sides.count == 2 && sides.allSatisfy { $0.contains(where: \.isNumber) } ? sides : nil
  }

  private static let historicalWords = ["历史", "废止", "已废", "停用", "消失"]
}

/// What the census, or the last update, did with a name (地名普查状态).
public enum CensusStatus: Sendable {
  case kept
  case changed
  case removed
  case unknown

  public init(parsing text: String) {
    let text = text.filter { !$0.isWhitespace }
    func has(_ words: [String]) -> Bool { words.contains(where: text.hasPrefix) }
    if has(["删除", "注销", "撤销", "废止"]) {
      self = .removed
    } else if has(["修改", "变更", "更名"]) {
      self = .changed
    } else {
      self = has(["保留", "增加", "新增"]) ? .kept : .unknown
    }
  }
}

/// The status columns of a table of place names; every distinct word is judged once.
public struct NameStatuses: Sendable {
  private let usages: JudgedColumn<NameUsage>?
  private let statuses: JudgedColumn<CensusStatus>?

  /// - Parameter groups: of a column of the table, where they are known already.
  public init(_ table: RecordTable, groups: (FieldKey, TextColumn) -> TextGroups? = { TextGroups($1) }) {
    usages = JudgedColumn(.usage, of: table, groups, NameUsage.init(parsing:))
    statuses = JudgedColumn(.censusStatus, of: table, groups, CensusStatus.init(parsing:))
  }

  public func usage(_ row: Int) -> NameUsage { usages?[row] ?? .unknown }
  public func census(_ row: Int) -> CensusStatus { statuses?[row] ?? .unknown }

  /// Whether there is a column that tells.
  public var areKnown: Bool { usages != nil || statuses != nil }

  public func isHistorical(_ row: Int) -> Bool {
    if case .historical = usage(row) { true } else { false }
  }

  public func isRemoved(_ row: Int) -> Bool {
    if case .removed = census(row) { true } else { false }
  }

  /// Whether the name is no longer in use: historic or removed.
  public func isFormer(_ row: Int) -> Bool { isHistorical(row) || isRemoved(row) }

  public func isCurrent(_ row: Int) -> Bool {
    if case .current = usage(row) { true } else { false }
  }
}

/// A column of few distinct texts with a judgement of each.
public struct JudgedColumn<Judgement: Sendable>: Sendable {
  private let groups: TextGroups
  private let judgements: [Judgement]

  /// - Returns: `nil` where the table lacks the column.
  public init?(
    _ field: FieldKey, of table: RecordTable, _ groups: (FieldKey, TextColumn) -> TextGroups? = { TextGroups($1) },
    _ judge: (String) -> Judgement
  ) {
    guard let column = table[field], let groups = groups(field, column) else { return nil }
    self.groups = groups
    judgements = groups.firstRows.map { judge(column.trimmed($0)) }
  }

  /// `nil` where the cell is blank.
  public subscript(row: Int) -> Judgement? {
    let group = groups.groupOfRow[row]
    return group < 0 ? nil : judgements[Int(group)]
  }
}
