import ReferenceData

/// Within which area names of a class must differ, by `Data/tables/name_scopes.tsv`.
public struct NameScope: Hashable, Sendable {
  public enum Area: String, Sendable, CaseIterable {
    case nation
    case province
    case county
    case town
    /// One built-up area of a town or city.
    case builtUp = "built_up"
  }

  public let area: Area
  /// Names are compared within one group: a 行政村, its 村委会 and a 自然村 may share a name.
  public let group: String
  public let classPrefix: String
  /// How sure the wording of the article is.
  public let confidence: String
  public let basisZh: String
  public let basisEn: String
  public let noteZh: String

  public static let all: [NameScope] = ReferenceData.table("name_scopes").rows.compactMap { row in
    Area(rawValue: row["scope"]).map { area in
      NameScope(
        area: area, group: row["group"], classPrefix: row["class_prefix"], confidence: row["confidence"],
        basisZh: row["basis_zh"], basisEn: row["basis_en"], noteZh: row["note_zh"])
    }
  }

  /// The scope of a class; `nil` for classes whose names may repeat, such as 村民小组.
  public static func of(_ code: ClassCode) -> NameScope? {
    all.filter { code.belongs(to: $0.classPrefix) }.max { $0.classPrefix.utf8.count < $1.classPrefix.utf8.count }
  }
}
