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
  /// Holds only for names that end so; empty for all names of the class.
  public let nameSuffix: String
  /// The article, and whether its wording is known.
  public let basisZh: String
  public let basisEn: String

  public static let all: [NameScope] = ReferenceData.table("name_scopes").rows.compactMap { row in
    Area(rawValue: row["scope"]).map { area in
      let isVerified = !row["confidence"].hasPrefix("from memory")
      return NameScope(
        area: area, group: row["group"], classPrefix: row["class_prefix"], nameSuffix: row["name_suffix"],
        basisZh: row["basis_zh"] + (isVerified ? "" : "（尚未对照原文核实）"),
        basisEn: row["basis_en"] + (isVerified ? "" : " (not yet compared with the text)"))
    }
  }
}
