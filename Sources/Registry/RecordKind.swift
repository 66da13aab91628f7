/// What a record is about; the raw value names the workspace table, the export layer and the JSON kind.
public enum RecordKind: String, CaseIterable, Sendable, Hashable, Codable, Comparable {
  case division
  case boundaryLine = "boundary_line"
  case boundaryMarker = "boundary_marker"
  case placeName = "place_name"
  case sign
  case facility
  case constraint
  case population
  case inspection

  /// The order of the catalogue in `product.md`, in which kinds are written and listed.
  public static func < (left: RecordKind, right: RecordKind) -> Bool { left.order < right.order }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  public var title: LocalizedText {
    switch self {
    case .division: LocalizedText(zh: "行政区划", en: "administrative divisions")
    case .boundaryLine: LocalizedText(zh: "行政区域界线", en: "boundary lines")
    case .boundaryMarker: LocalizedText(zh: "界桩", en: "boundary markers")
    case .placeName: LocalizedText(zh: "地名", en: "place names")
    case .sign: LocalizedText(zh: "地名标志", en: "place-name signs")
    case .facility: LocalizedText(zh: "设施", en: "facilities")
    case .constraint: LocalizedText(zh: "限制性因素", en: "site constraints")
    case .population: LocalizedText(zh: "人口", en: "population")
    case .inspection: LocalizedText(zh: "联检记录", en: "joint-inspection records")
    }
  }
}

/// A text in the two languages of the tool; Chinese is what a clerk reads.
public struct LocalizedText: Sendable, Hashable {
  public let zh: String
  public let en: String

  public init(zh: String, en: String) {
    self.zh = zh
    self.en = en
  }

  public subscript(language: Language) -> String { language == .zh ? zh : en }
}

public enum Language: String, Sendable, CaseIterable {
  case zh
  case en
}
