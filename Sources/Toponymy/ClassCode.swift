import ReferenceData

/// A class code of GB/T 18521-2001, Table 2, padded to five digits as in the 20-digit place-name code.
public struct ClassCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// Five digits as a number.
  public let value: Int

  /// - Parameter text: two to five digits; blanks around them are ignored.
  public init?(_ text: some StringProtocol) {
    let digits = Array(text.utf8).trimmingBlanks()
    guard (2...5).contains(digits.count), digits.allSatisfy(isDigit), digits.first != 0x30 else {
      return nil
    }
    let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    value = (digits.count..<5).reduce(number) { padded, _ in padded * 10 }
  }

  public var description: String { String(value) }

  public static func < (left: ClassCode, right: ClassCode) -> Bool { left.value < right.value }

  /// Whether the class belongs to the class or group with this prefix: 23514 to 2351.
  public func belongs(to prefix: String) -> Bool {
    let digits = prefix.utf8.count
    return digits <= 5 && Int(prefix) == (digits..<5).reduce(value) { shorter, _ in shorter / 10 }
  }

  /// Whether both are one class, or one is part of the other: 22200 and 22210. Zeroes fill up a class that is less detailed.
  public func isSameOrPart(of other: ClassCode) -> Bool {
    var (left, right) = (value, other.value)
    while left != right {
      guard left >= 100, left % 10 == 0 || right % 10 == 0 else { return false }
      (left, right) = (left / 10, right / 10)
    }
    return true
  }

  /// The major class, the first two digits: 22.
  public var majorClass: Int { value / 1000 }
}

/// What is known of class codes.
///
/// The full table of the standard was not found, so a code that is missing here need not be wrong.
public struct ClassCodeTable: Sendable {
  public enum Status: Hashable, Sendable {
    /// A class; `name` is empty where only the code is known.
    case known(name: String, isSeenInData: Bool)
    /// Below a group whose classes are not known one by one.
    case inGroup(name: String)
    /// A code with a meaning that a circulating list gives by mistake.
    case circulatingError(name: String, note: String)
    case unknown
  }

  public static let standard = ClassCodeTable(ReferenceData.table("class_codes"))

  private let statuses: [Int: Status]
  private let groups: [(prefix: String, name: String)]
  /// The class prefixes of each name; a name such as 其他 has several.
  private let prefixes: [String: [String]]
  private let mistakes: [Int: (name: String, note: String)]
  private let majorClasses: Set<Int>

  init(_ table: ReferenceTable) {
    var statuses: [Int: Status] = [:]
    var groups: [(prefix: String, name: String)] = []
    var prefixes: [String: [String]] = [:]
    var mistakes: [Int: (name: String, note: String)] = [:]
    for row in table.rows {
      let name = row["name"]
      switch row["use"] {
      case "family": groups.append((row["code"], name))
      case "wrong":
        guard let code = ClassCode(row["code"]) else { continue }
        mistakes[code.value] = (name, row["note"])
        if statuses[code.value] == nil { statuses[code.value] = .circulatingError(name: name, note: row["note"]) }
      default:
        if let code = ClassCode(row["code5"]) {
          statuses[code.value] = .known(name: name, isSeenInData: row["confidence"] == "source")
        }
        for name in Self.names(in: name) { prefixes[name, default: []].append(row["code"]) }
      }
    }
    self.statuses = statuses
    self.groups = groups
    self.prefixes = prefixes
    self.mistakes = mistakes
    majorClasses = Set(statuses.keys.map { $0 / 1000 }).union(groups.compactMap { Int($0.prefix) })
  }

  /// `集贸市场、专业市场` are two names of one class; what stands in brackets explains.
  private static func names(in text: String) -> [String] {
    text.prefix { $0 != "（" }.split(separator: "、").map(String.init)
  }

  /// The prefixes of the classes that are called so; empty for a name that is not in the table.
  public func prefixes(named name: String) -> [String] { prefixes[name] ?? [] }

  /// The classes that are called so, as `prefixes(named:)` with the text of a cell.
  public func classes(named text: String) -> [ClassCode] {
    prefixes(named: text.filter { !$0.isWhitespace }).compactMap { ClassCode($0) }
  }

  /// Whether a circulating list takes the code for a class of this name by mistake, and what is right.
  public func mistake(_ code: ClassCode, name: String) -> String? {
    mistakes[code.value].flatMap { $0.name == name ? $0.note : nil }
  }

  /// Whether a circulating list gives the code a wrong meaning.
  public func isMistakable(_ code: ClassCode) -> Bool { mistakes[code.value] != nil }

  /// Whether the code lies in one of the twelve major classes.
  public func hasMajorClass(of code: ClassCode) -> Bool { majorClasses.contains(code.majorClass) }

  public func status(of code: ClassCode) -> Status {
    if let status = statuses[code.value] { return status }
    if let group = groups.first(where: { code.belongs(to: $0.prefix) }) { return .inGroup(name: group.name) }
    return .unknown
  }

  /// The name of a class; `nil` where it is not known.
  public func name(of code: ClassCode) -> String? {
    guard case .known(let name, _) = status(of: code), !name.isEmpty else { return nil }
    return name
  }
}
