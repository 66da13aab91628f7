internal import Registry

/// How well a table fits a kind: whether it has what the kind cannot do without, then how many headers it names, then
/// how many of them as the kind's own forms do.
struct KindFit: Comparable {
  let isComplete: Bool
  let matches: Int
  let titles: Int

  static func < (left: KindFit, right: KindFit) -> Bool {
    if left.isComplete != right.isComplete { return right.isComplete }
    return (left.matches, left.titles) < (right.matches, right.titles)
  }
}

/// What the headers of a table name, read as those of one kind.
struct NamedFields {
  let keys: Set<FieldKey>
  /// The fields that `X` and `Y` can be; they place a record of any kind, so they do not speak for one.
  let axes: Set<FieldKey>
  /// How many headers are titles of the kind's own forms.
  let titles: Int
}

/// Decides of what kind the records of a table are.
struct KindRecognition {
  /// The dimension of the layer's geometries: 0, 1 or 2; `nil` when it has none.
  let dimension: Int?

  /// - Returns: the kind that fits best, among equals the one natural to the geometry, then the first of the catalogue;
  ///   `nil` when the headers speak for no kind that can have such geometry.
  func kind(_ named: (RecordKind) -> NamedFields) -> RecordKind? {
    var best: (kind: RecordKind, fit: KindFit)?
    let natural = naturalKind
    let order = [natural] + RecordKind.allCases.filter { $0 != natural }
    for kind in order where allows(kind) {
      let fields = named(kind)
      guard speaks(fields, for: kind) else { continue }
      let fit = KindFit(
        isComplete: isComplete(kind, fields.keys.union(fields.axes)), matches: matches(fields), titles: fields.titles)
      if let found = best, fit <= found.fit { continue }
      best = (kind, fit)
    }
    return best?.kind
  }

  /// Any map layer may number its shapes: polygons with a name and an `id` are still the divisions.
  private func matches(_ fields: NamedFields) -> Int {
    dimension == 2 ? fields.keys.subtracting([.id]).count : fields.keys.count
  }

  /// What a table is taken for when its headers say nothing.
  var naturalKind: RecordKind {
    switch dimension {
    case 2: .division
    case 1: .boundaryLine
    default: .placeName
    }
  }

  private func allows(_ kind: RecordKind) -> Bool {
    guard let dimension else { return true }
    switch kind {
    case .facility: return dimension != 1
    // Polygons with a count of inhabitants are still the divisions.
    case .population, .inspection: return false
    default: return kind.dimension.map { $0 == dimension } ?? true
    }
  }

  /// One field that the kind cannot do without, or three others: a single `end` or `level` says little.
  private func speaks(_ fields: NamedFields, for kind: RecordKind) -> Bool {
    if fields.keys.count >= 3 { return true }
    return FieldCatalogue.standard[kind].contains { field in
      guard fields.keys.contains(field.key) else { return false }
      if case .oneOf(let group) = field.requirement { return !group.hasPrefix("position") }
      return field.requirement == .required
    }
  }

  /// Whether every required field is there, and of every group one field or one whole set (`group/set`).
  private func isComplete(_ kind: RecordKind, _ named: Set<FieldKey>) -> Bool {
    let keys = dimension == nil ? named : named.union([.geometry])
    var groups: [Substring: [Substring: [FieldKey]]] = [:]
    for field in FieldCatalogue.standard[kind] {
      switch field.requirement {
      case .required: if !keys.contains(field.key) { return false }
      case .oneOf(let name):
        let parts = name.split(separator: "/", maxSplits: 1)
        // Without a set, every field is a set of its own.
        let set = parts.count == 2 ? parts[1] : Substring(field.key.rawValue)
        groups[parts[0], default: [:]][set, default: []].append(field.key)
      case .optional, .expected: continue
      }
    }
    return groups.values.allSatisfy { sets in sets.values.contains { $0.allSatisfy(keys.contains) } }
  }
}

extension RecordKind {
  /// The dimension that geometries of the kind must have; `nil` where any will do.
  var dimension: Int? {
    switch self {
    case .division: 2
    case .boundaryLine: 1
    case .boundaryMarker, .sign: 0
    case .placeName, .facility, .constraint, .population, .inspection: nil
    }
  }
}
