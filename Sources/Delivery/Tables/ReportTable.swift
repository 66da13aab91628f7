public import Registry
internal import Texts

/// A table for people and programs: one value, rendered as text, Markdown, JSON and a spreadsheet.
public struct ReportTable: Sendable {
  public struct Column: Sendable {
    /// The name of the column in JSON.
    public var key: String
    public var title: LocalizedText
    /// Numbers are coordinates in metres: without commas between thousands, with three decimals.
    public var isCoordinate = false

    public init(_ key: String, _ title: LocalizedText) {
      self.key = key
      self.title = title
    }

    public init(_ key: String, zh: String, en: String) {
      self.init(key, LocalizedText(zh: zh, en: en))
    }
  }

  public enum Cell: Sendable, Equatable {
    case blank
    case text(String)
    case localized(LocalizedText)
    case flag(Bool)
    case count(Int)
    /// A whole number that is a name, not an amount: a row or a year.
    case ordinal(Int)
    case number(Double, decimals: Int)
    /// `23/23 (100 %)`: both numbers stay visible.
    case ratio(Int, of: Int)
    case list([String])
  }

  /// The name of the table in JSON.
  public var key: String
  public var title: LocalizedText
  public var columns: [Column]
  /// A cell per column.
  public var rows: [[Cell]]
  /// Lines under the table: totals, sources, reservations.
  public var footers: [LocalizedText]

  public init(
    key: String, title: LocalizedText, columns: [Column], rows: [[Cell]] = [], footers: [LocalizedText] = []
  ) {
    self.key = key
    self.title = title
    self.columns = columns
    self.rows = rows
    self.footers = footers
  }

  /// Numbers stand right, texts left; decided by the first cell that is not blank.
  func isNumeric(_ column: Int) -> Bool {
    for row in rows {
      switch row[column] {
      case .blank: continue
      case .count, .ordinal, .number: return true
      case .text, .localized, .flag, .ratio, .list: return false
      }
    }
    return false
  }
}

extension ReportTable.Cell {
  /// Whether a spreadsheet has a number here, or nothing.
  var isNumber: Bool {
    switch self {
    case .blank, .count, .ordinal, .number: true
    case .text, .localized, .flag, .ratio, .list: false
    }
  }

  public func text(_ language: Language) -> String {
    switch self {
    case .blank: ""
    case .text(let text): VisibleText.of(text)
    case .localized(let text): text[language]
    case .flag(let flag): (flag ? LocalizedText(zh: "是", en: "yes") : LocalizedText(zh: "否", en: "no"))[language]
    case .count(let count): NumberText.grouped(count)
    case .ordinal(let number): String(number)
    case .number(let value, let decimals): value.isFinite ? NumberText.decimal(value, decimals: decimals) : ""
    case .ratio(let count, let total): Self.ratio(count, total)
    case .list(let items): items.map(VisibleText.of).joined(separator: LocalizedText(zh: "、", en: ", ")[language])
    }
  }

  private static func ratio(_ count: Int, _ total: Int) -> String {
    let fraction = "\(NumberText.grouped(count))/\(NumberText.grouped(total))"
    guard total > 0 else { return fraction }
    return fraction + " (\(NumberText.decimal(100 * Double(count) / Double(total), decimals: 1)) %)"
  }
}
