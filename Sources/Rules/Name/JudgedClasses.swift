import Registry
import Toponymy

/// Which rows are 居民区, 大型建筑物 or 道路街巷, the classes that the campaign against 大洋怪重 is about.
struct JudgedClasses: Sendable {
  /// The columns whose names are judged, each in its own right: many names on the lists of 2019 were promotional names
  /// of places whose standard name was in order.
  static let nameFields: [FieldKey] = [.name, .alias, .promotionalName]

  private let classes: NameClasses
  /// Whether the class that a record names is one of them.
  private let named: JudgedColumn<Bool>?
  private let statuses: NameStatuses

  init(_ area: Area) {
    classes = area.nameClasses
    named = JudgedColumn(.className, area, Self.isJudged(named:))
    statuses = NameStatuses(area)
  }

  /// Historic and cancelled names are no longer judged.
  func standing(_ row: Int, _ name: borrowing NameScalars) -> NameStanding {
    let code = classCode(row)
    if let code, !Self.isJudged(code) { return .exempt }
    if statuses.isFormer(row) { return .exempt }
    if code != nil { return .judged }
    if let isJudged = named?[row] { return isJudged ? .judged : .exempt }
    return Self.mayBeJudged(name) ? .unclassified : .exempt
  }

  func classCode(_ row: Int) -> Int? { classes.code(row) }

  private static func isJudged(_ code: Int) -> Bool { code / 100 == 221 || code / 1000 == 26 || code / 10 == 2351 }

  /// By the table of classes; a class that it does not know by what bureaus write instead.
  private static func isJudged(named text: String) -> Bool {
    let classes = ClassCodeTable.standard.classes(named: text)
    if !classes.isEmpty { return classes.map(\.value).contains(where: isJudged) }
    return wholeWords.contains(text) || words.contains(where: text.contains)
  }

  private static let wholeWords: Set = ["建筑物", "建筑", "街", "巷"]
  private static let words = ["居民区", "住宅", "城镇居民点", "小区", "大型建筑", "房屋", "大厦", "广场", "街巷", "道路"]

  /// Whether a name without class ends as buildings or streets do, or in no generic at all.
  private static func mayBeJudged(_ name: borrowing NameScalars) -> Bool {
    guard let generic = classless.longestGeneric(of: name) else { return true }
    return [.estate, .building, .road].contains(GenericTable.standard.all[generic].kind)
  }

  private static let classless = ClassGenerics(nil)
}

/// The county of each row, as far as codes tell.
struct NameCounties {
  private let unitCodes: TextColumn?
  private let placeCodes: TextColumn?
  private let district: Int?

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    unitCodes = table[.unitCode]
    placeCodes = table[.placeCode]
    district = area.district.flatMap { Int($0.prefix(6)) }.map { code in
      (String(code).count..<6).reduce(code) { padded, _ in padded * 10 }
    }
  }

  /// Six digits.
  func county(_ row: Int) -> Int? {
    if let code = unitCodes?.nineDigits(row) { return code / 1000 }
    return placeCodes?.digits(row, of: 20, in: 0..<6) ?? district
  }
}
