internal import ReferenceData

/// The canonical key of a column: its name in the workspace, in JSON and in `--field key=Source`.
public struct FieldKey: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, Comparable, Codable,
  CodingKeyRepresentable
{
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }
  public init(stringLiteral value: String) { rawValue = value }

  public static func < (left: FieldKey, right: FieldKey) -> Bool { left.rawValue < right.rawValue }

  /// The column that keeps what no key reads: a JSON object of source header and text.
  public static let attributes: FieldKey = "attributes"
}

/// One column that records of a kind can have.
public struct Field: Sendable {
  public enum ValueType: String, Sendable {
    case text, code, integer, number, degrees, date, boolean, list, geometry, personal
    case enumeration = "enum"
  }

  /// Whether a table of the kind can do without the column; `oneOf` names a group of which one suffices, `expected` a
  /// column that the forms ask for.
  public enum Requirement: Sendable, Equatable {
    case required
    case oneOf(String)
    case expected
    case optional
  }

  public let kind: RecordKind
  public let key: FieldKey
  /// The Chinese header of the standard forms.
  public let title: String
  /// Other headers met in real files.
  public let aliases: [String]
  public let type: ValueType
  public let requirement: Requirement
  /// The unit of a number as the table names it, such as `km2`; empty where there is none.
  public let unitKey: String
  /// The same as a unit; `nil` where there is none or nobody knows it.
  public let unit: MeasureUnit?
  /// The words of the drop-down in a template; others may be legal.
  public let values: [String]
  /// What to enter, in Chinese.
  public let note: String
}

/// All columns of all kinds, from `Data/tables/fields.tsv`.
public struct FieldCatalogue: Sendable {
  public static let standard = FieldCatalogue(ReferenceData.table("fields"))

  private let fields: [RecordKind: [Field]]

  init(_ table: ReferenceTable) {
    var fields: [RecordKind: [Field]] = [:]
    for row in table.rows {
      guard let kind = RecordKind(rawValue: row["kind"]) else { continue }
      fields[kind, default: []].append(
        Field(
          kind: kind, key: FieldKey(rawValue: row["key"]), title: row["zh"],
          aliases: row["aliases"].split(separator: "|").map(String.init),
          type: Field.ValueType(rawValue: row["type"]) ?? .text,
          requirement: Self.requirement(row["requirement"]), unitKey: row["unit"],
          unit: MeasureUnit(key: row["unit"]), values: row["values"].split(separator: "|").map(String.init),
          note: row["note_zh"]))
    }
    self.fields = fields
  }

  /// The fields of a kind in the order of its forms.
  public subscript(kind: RecordKind) -> [Field] { fields[kind] ?? [] }

  public func field(_ kind: RecordKind, _ key: FieldKey) -> Field? {
    fields[kind]?.first { $0.key == key }
  }

  private static func requirement(_ text: String) -> Field.Requirement {
    if text == "required" { return .required }
    if text == "expected" { return .expected }
    if text.hasPrefix("one-of:") { return .oneOf(String(text.dropFirst("one-of:".count))) }
    return .optional
  }
}
