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

/// Decides of what kind the records of a table are.
struct KindRecognition {
  /// The dimension of the layer's geometries: 0, 1 or 2; `nil` when it has none.
  let dimension: Int?

  /// - Parameter named: the fields that the headers name and how many of the headers are titles, for each kind.
  /// - Returns: the kind that fits best, among equals the one natural to the geometry, then the first of the catalogue;
  ///   `nil` when no header names a field of any kind that can have such geometry.
  func kind(_ named: (RecordKind) -> (keys: Set<FieldKey>, titles: Int)) -> RecordKind? {
    var best: (kind: RecordKind, fit: KindFit)?
    let natural = naturalKind
    let order = [natural] + RecordKind.allCases.filter { $0 != natural }
    for kind in order where allows(kind) {
      let (keys, titles) = named(kind)
      let fit = KindFit(isComplete: isComplete(kind, keys), matches: keys.count, titles: titles)
      guard fit.matches > 0 else { continue }
      if let found = best, fit <= found.fit { continue }
      best = (kind, fit)
    }
    return best?.kind
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
    guard let dimension, let wanted = kind.dimension else { return true }
    return dimension == wanted
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
