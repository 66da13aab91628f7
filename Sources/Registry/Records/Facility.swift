internal import ReferenceData
internal import Texts

/// A service facility, most often a cemetery (公墓).
public struct Facility: Sendable {
  public let row: Int
  public let origin: Origin
  public let name: String?
  /// 设施类别; 公墓 where the table states none.
  public let kind: String
  /// 类型 in the words of `facility_types.tsv`; as recorded where it is none of them.
  public let type: String?
  public let status: FacilityStatus
  /// The units that it is declared to serve, names or codes; they come before its location.
  public let servedUnits: [String]
  /// The unit it is declared to lie in.
  public let unit: String?
  public let subject: Subject

  /// The facilities of a table, in row order.
  public static func all(in table: RecordTable) -> [Facility] {
    let vocabulary = FacilityVocabulary.standard
    return table.rows.map { row in
      let kind = table.text(.kind, row) ?? "公墓"
      return Facility(
        row: row, origin: table.origins[row], name: table.text(.name, row), kind: kind,
        type: table.text(.type, row).map { vocabulary.type($0, ofKind: kind) },
        status: vocabulary.status(table.text(.status, row)),
        servedUnits: table.text(.servedUnits, row).map(ListCell.items) ?? [],
        unit: table.text(.unit, row), subject: table.subject(ofRow: row))
    }
  }
}

extension Facility {
  /// A type in the words of `facility_types.tsv`: 农村公益性公墓 is 农村公益性; as given where it is none of them.
  public static func standardType(_ text: String, ofKind kind: String) -> String {
    FacilityVocabulary.standard.type(text, ofKind: kind)
  }
}

/// How far a facility is: only what is built and in use covers a unit.
public struct FacilityStatus: Sendable, Hashable {
  /// In the words of `facility_statuses.tsv`; as recorded where it is none of them, `nil` where nothing is recorded.
  public let word: String?
  public let isBuiltAndInUse: Bool
}

/// The words for types and states of facilities, from `Data/tables`.
struct FacilityVocabulary: Sendable {
  static let standard = FacilityVocabulary()

  private var types: [String: String] = [:]
  private var statuses: [String: FacilityStatus] = [:]

  private init() {
    for row in ReferenceData.table("facility_types").rows {
      for word in [row["type"]] + Self.words(row["synonyms"]) {
        types["\(row["kind"])/\(Self.folded(word))"] = row["type"]
      }
    }
    for row in ReferenceData.table("facility_statuses").rows {
      let status = FacilityStatus(word: row["status"], isBuiltAndInUse: row["covers"] == "yes")
      for word in [row["status"]] + Self.words(row["synonyms"]) { statuses[Self.folded(word)] = status }
    }
  }

  func type(_ text: String, ofKind kind: String) -> String { types["\(kind)/\(Self.folded(text))"] ?? text }

  /// Whether a type is one of those of the kind; of a kind that the table does not have every type may be one.
  func accepts(type text: String, ofKind kind: String) -> Bool {
    types["\(kind)/\(Self.folded(text))"] != nil || !types.keys.contains { $0.hasPrefix("\(kind)/") }
  }

  func knows(status text: String) -> Bool { statuses[Self.folded(text)] != nil }

  func status(_ text: String?) -> FacilityStatus {
    guard let text else { return FacilityStatus(word: nil, isBuiltAndInUse: false) }
    return statuses[Self.folded(text)] ?? FacilityStatus(word: text, isBuiltAndInUse: false)
  }

  private static func words(_ cell: String) -> [String] { cell.split(separator: "|").map(String.init) }

  private static func folded(_ text: String) -> String { String(text.foldingWidth.filter { !$0.isWhitespace }) }
}
