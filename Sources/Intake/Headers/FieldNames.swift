internal import Registry
internal import Texts

/// Finds the field of a kind that a header names, folding case, width, blanks and bracket forms.
struct FieldNames: Sendable {
  static let standard = FieldNames(.standard)

  struct Match: Sendable, Equatable {
    let key: FieldKey
    let rank: Rank
  }

  /// A title beats a key, a key an alias, a whole name the start of one, and that a header without its unit or group.
  enum Rank: Int, Sendable, Comparable {
    case title, key, alias, cut, part

    static func < (left: Rank, right: Rank) -> Bool { left.rawValue < right.rawValue }
  }

  private let matches: [RecordKind: [String: Match]]

  init(_ catalogue: FieldCatalogue) {
    var matches: [RecordKind: [String: Match]] = [:]
    for kind in RecordKind.allCases {
      var names: [String: Match] = [:]
      for field in catalogue[kind] {
        Self.add(field.title, Match(key: field.key, rank: .title), to: &names)
        Self.add(field.key.rawValue, Match(key: field.key, rank: .key), to: &names)
        for alias in field.aliases { Self.add(alias, Match(key: field.key, rank: .alias), to: &names) }
      }
      matches[kind] = names
    }
    self.matches = matches
  }

  private static func add(_ name: String, _ match: Match, to names: inout [String: Match]) {
    let folded = fold(name)
    guard !folded.isEmpty, Axis(folded) == nil else { return }
    if let known = names[folded], known.rank <= match.rank { return }
    names[folded] = match
  }

  /// - Parameter folded: a header in the form of `fold`.
  func match(_ folded: String, _ kind: RecordKind) -> Match? { matches[kind]?[folded] }

  /// The field whose name begins with a header that a DBF file cut after ten bytes; `nil` when none or several do.
  func cutMatch(_ folded: String, _ kind: RecordKind) -> Match? {
    guard folded.utf8.count >= 8, let names = matches[kind] else { return nil }
    let keys = Set(names.filter { $0.key.hasPrefix(folded) }.map(\.value.key))
    guard keys.count == 1, let key = keys.first else { return nil }
    return Match(key: key, rank: .cut)
  }

  /// The field that a header names by the first of its readings that names one.
  func match(_ readings: HeaderReadings, _ kind: RecordKind) -> Match? {
    for (index, name) in readings.names.enumerated() {
      if let match = match(name, kind) { return index == 0 ? match : Match(key: match.key, rank: .part) }
    }
    return nil
  }

  /// Whether a header names a field of some kind, or a coordinate.
  func names(_ readings: HeaderReadings) -> Bool {
    readings.names.contains { name in
      Axis(name) != nil || RecordKind.allCases.contains { match(name, $0) != nil }
    }
  }

  static func fold(_ header: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in header.unicodeScalars {
      switch scalar {
      case "【", "〔", "［", "[", "（", "｛", "{": scalars.append("(")
      case "】", "〕", "］", "]", "）", "｝", "}": scalars.append(")")
      case "*", "＊", "\u{FEFF}", "\u{200B}": continue
      case _ where scalar.properties.isWhitespace: continue
      default: scalars.append(scalar.foldedWidth)
      }
    }
    return String(scalars).lowercased()
  }
}

/// `X` and `Y`: surveyors call the northing X, programs the easting, so neither names a field.
enum Axis: Sendable {
  case x, y

  init?(_ folded: String) {
    switch folded {
    case "x", "x坐标", "坐标x", "x(m)", "x(米)", "x坐标(m)", "x坐标(米)": self = .x
    case "y", "y坐标", "坐标y", "y(m)", "y(米)", "y坐标(m)", "y坐标(米)": self = .y
    default: return nil
    }
  }
}
