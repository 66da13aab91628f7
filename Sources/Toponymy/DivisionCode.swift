/// A code of an administrative division: GB/T 2260 (2, 4 or 6 digits), GB/T 10114 (9) or a village code (12).
///
/// Codes are kept without the zeroes that fill them up: 500151000000 is 500151, 500000 is 50.
public struct DivisionCode: Hashable, Sendable, Comparable, CustomStringConvertible {
  public enum Level: Int, Sendable, Comparable, CaseIterable {
    case province = 2
    case prefecture = 4
    case county = 6
    case town = 9
    case village = 12

    /// The number of digits of a code of this level.
    public var digits: Int { rawValue }
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// What the range of the last segment says about the unit.
  public enum Kind: Sendable {
    case province
    /// 地级市, or the group of the districts or counties of a 直辖市.
    case prefectureLevelCity
    /// 地区, 自治州, 盟.
    case prefecture
    /// The group of counties directly under a province (90).
    case directlyAdministered
    /// 市辖区 and the like (01-20; under a 直辖市 the group 01).
    case district
    /// 县, 自治县, 旗 (21-80; under a 直辖市 the group 02).
    case county
    /// 县级市 under a province (81-99).
    case countyLevelCity
    /// 街道 (001-099).
    case subdistrict
    /// 镇 (100-199).
    case town
    /// 乡 (200-399).
    case township
    /// 政企合一的单位 and others (400-599).
    case otherTownLevel
    /// 居民委员会 (001-199).
    case residentsCommittee
    /// 村民委员会 (200-399).
    case villagersCommittee
    /// 虚拟社区, 虚拟生活区 (498, 598): statistics only.
    case statisticalOnly
    /// A range that the standards leave empty.
    case unassigned
  }

  public enum Fault: Error, Hashable, Sendable {
    case notDigits
    /// Neither 2, 4, 6, 9 nor 12 digits.
    case length(Int)
    /// No province has these two digits.
    case unknownProvince(Int)
    /// The last segment of this level lies in no range of the standards.
    case unassignedRange(Level)
  }

  /// The digits as a number; their number is that of the level.
  public let value: Int
  public let level: Level

  init(value: Int, level: Level) {
    (self.value, self.level) = (value, level)
  }

  /// Reads a code of 2, 4, 6, 9 or 12 digits, filled up with zeroes or not, with or without the prefix `156` of
  /// national data sets.
  public init(_ text: some StringProtocol) throws(Fault) {
    let text = Array(text.utf8)
    var digits = text.trimmingBlanks()
    guard !digits.isEmpty, digits.allSatisfy(isDigit) else { throw .notDigits }
    if digits.count == 9 || digits.count == 12, digits.starts(with: Array("156".utf8)) { digits = digits.dropFirst(3) }
    guard var level = Level(rawValue: digits.count) else { throw .length(digits.count) }
    var value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    while let upper = level.upper, value % level.segmentSize == 0 {
      value /= level.segmentSize
      level = upper
    }
    self.init(value: value, level: level)
    let province = ancestor(at: .province)?.value ?? value
    guard Self.provinces.contains(province) else { throw .unknownProvince(province) }
    for level in Level.allCases where ancestor(at: level)?.kind == .unassigned { throw .unassignedRange(level) }
  }

  public var description: String { String(value) }

  /// Filled up with zeroes to twelve digits.
  public var twelveDigits: String { description + String(repeating: "0", count: 12 - level.digits) }

  /// The order of the digits: a unit stands before its parts.
  public static func < (left: DivisionCode, right: DivisionCode) -> Bool { left.description < right.description }

  /// The unit above; `nil` for a province.
  public var parent: DivisionCode? {
    level.upper.map { DivisionCode(value: value / level.segmentSize, level: $0) }
  }

  /// The unit at this level in which the unit lies, itself included; `nil` below its own level.
  public func ancestor(at level: Level) -> DivisionCode? {
    var code = self
    while code.level > level, let parent = code.parent { code = parent }
    return code.level == level ? code : nil
  }

  public func isWithin(_ other: DivisionCode) -> Bool { ancestor(at: other.level) == other }

  public var kind: Kind {
    let segment = value % level.segmentSize
    return switch level {
    case .province: .province
    case .prefecture: Self.prefectureKind(segment)
    case .county: countyKind(segment)
    case .town: Self.townKind(segment)
    case .village: Self.villageKind(segment)
    }
  }

  /// Under the four 直辖市 the middle digits decide: 01 districts, 02 counties.
  private func countyKind(_ segment: Int) -> Kind {
    let prefecture = value / 100
    if [11, 12, 31, 50].contains(prefecture / 100), prefecture % 100 <= 2 {
      return prefecture % 100 == 1 ? .district : .county
    }
    return segment <= 20 ? .district : segment <= 80 ? .county : .countyLevelCity
  }

  private static func prefectureKind(_ segment: Int) -> Kind {
    switch segment {
    case 1...20, 51...70: .prefectureLevelCity
    case 21...50: .prefecture
    case 90: .directlyAdministered
    default: .unassigned
    }
  }

  private static func townKind(_ segment: Int) -> Kind {
    switch segment {
    case 1...99: .subdistrict
    case 100...199: .town
    case 200...399: .township
    case 400...599: .otherTownLevel
    default: .unassigned
    }
  }

  private static func villageKind(_ segment: Int) -> Kind {
    switch segment {
    case 1...199: .residentsCommittee
    case 200...399: .villagersCommittee
    case 498, 598: .statisticalOnly
    default: .unassigned
    }
  }

  private static let provinces: Set<Int> = Set(
    [11...15, 21...23, 31...37, 41...46, 50...54, 61...65].joined() + [71, 81, 82])
}

extension DivisionCode.Level {
  /// The level above.
  var upper: Self? {
    switch self {
    case .province: nil
    case .prefecture: .province
    case .county: .prefecture
    case .town: .county
    case .village: .town
    }
  }

  /// One more than the largest number of the last segment.
  var segmentSize: Int {
    switch self {
    case .province, .prefecture, .county: 100
    case .town, .village: 1000
    }
  }
}
