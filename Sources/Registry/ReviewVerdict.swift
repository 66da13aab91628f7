/// What a reviewer says of a finding; the raw value stands in `waivers.csv`, the title in the spreadsheet.
public enum ReviewVerdict: String, Sendable, CaseIterable {
  /// The fault is real and will be corrected at its source.
  case confirmed
  /// There is no fault.
  case falsePositive = "false-positive"
  /// The fault is real and stays: an approved or historical exception.
  case accepted
  /// To be decided later.
  case deferred

  /// Whether a finding with this verdict counts no longer: what is confirmed or put off is still to be dealt with.
  public var waives: Bool { self == .falsePositive || self == .accepted }

  public var title: LocalizedText {
    switch self {
    case .confirmed: LocalizedText(zh: "属实", en: "confirmed")
    case .falsePositive: LocalizedText(zh: "误报", en: "false positive")
    case .accepted: LocalizedText(zh: "属实，予以保留", en: "accepted")
    case .deferred: LocalizedText(zh: "暂缓", en: "deferred")
    }
  }

  /// Reads a verdict as the spreadsheet or `waivers.csv` gives it, in either language.
  public init?(reading text: String) {
    guard let verdict = Self.allCases.first(where: { [$0.rawValue, $0.title.zh, $0.title.en].contains(text) }) else {
      return nil
    }
    self = verdict
  }
}
