import ReferenceData
import Registry
import Toponymy

/// The classes of place names by row, as numbers.
struct NameClasses: Sendable {
  private let classCodes: TextColumn?
  private let placeCodes: TextColumn?
  /// The code of the class that a record names; `nil` for a name of several classes or of none.
  private let named: JudgedColumn<Int?>?

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    classCodes = table[.classCode]
    placeCodes = table[.placeCode]
    named = JudgedColumn(.className, area) { name in
      let classes = ClassCodeTable.standard.classes(named: name)
      return classes.count == 1 ? classes[0].value : nil
    }
  }

  /// Five digits: the class code padded, else that in the place-name code, else that of the class's name.
  func code(_ row: Int) -> Int? {
    if let code = classCodes?.digits(row, upTo: 5) { return code.padded(to: 5) }
    return placeCodes?.digits(row, of: 20, in: 9..<14) ?? named?[row] ?? nil
  }

  /// The column that a row's code is from.
  func field(_ row: Int) -> FieldKey {
    if classCodes?.digits(row, upTo: 5) != nil { return .classCode }
    return placeCodes?.digits(row, of: 20, in: 9..<14) == nil ? .className : .placeCode
  }
}

extension Area {
  /// The classes of place names, looked up once for all rules.
  var nameClasses: NameClasses { nameClassesOnce { NameClasses(self) } }
}

/// A value for every class that belongs to one of some prefixes; of several prefixes the longest counts.
struct ClassPrefixes<Value: Sendable>: Sendable {
  private let values: [Int: Value]

  init(_ values: [(prefix: String, value: Value)]) {
    self.values = Dictionary(
      values.compactMap { pair in Int(pair.prefix).map { ($0, pair.value) } }, uniquingKeysWith: { first, _ in first })
  }

  subscript(code: Int) -> Value? {
    var prefix = code
    while prefix > 0 {
      if let value = values[prefix] { return value }
      prefix /= 10
    }
    return nil
  }
}

/// Whether the places of a class are points, lines or areas, by `extent_classes.tsv`; others are not known.
enum ClassExtent: String, Sendable {
  case point, line, area

  static let ofClass = ClassPrefixes(
    ReferenceData.table("extent_classes").rows.compactMap { row in
      ClassExtent(rawValue: row["extent"]).map { (prefix: row["class_prefix"], value: $0) }
    })
}

extension RecordTable {
  /// The titles of columns, as a message names them.
  static func titles(_ keys: [FieldKey], of kind: RecordKind) -> LocalizedText {
    let titles = keys.map { FieldCatalogue.standard.field(kind, $0)?.title ?? $0.rawValue }
    return LocalizedText(zh: titles.joined(separator: "、"), en: keys.map(\.rawValue).joined(separator: ", "))
  }
}
