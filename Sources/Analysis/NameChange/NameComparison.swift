import Geometry
public import Registry
internal import Texts

/// What changed between two tables of place names.
public struct NameComparison: Sendable {
  /// How often a column changed among the places that both tables have.
  public struct FieldChange: Sendable, Equatable {
    public let key: FieldKey
    /// Cells that say something else; those that were filled or emptied among them.
    public let changed: Int
    public let filled: Int
    public let emptied: Int
  }

  /// Keys that stand on several records, so that they do not tell which is which.
  public struct RepeatedKeys: Sendable, Equatable {
    public let basis: NameMatch.Basis
    public let old: Int
    public let new: Int
  }

  public let old: NameSet
  public let new: NameSet
  /// In the order of the old rows.
  public let matches: [NameMatch]
  /// What changed or was removed in the order of the old rows, then what was added in the order of the new ones.
  public let changes: [NameChange]
  /// In the order of the old columns, only those that changed; names, codes, classes, units and positions are in `changes`.
  public let fields: [FieldChange]
  public let repeatedKeys: [RepeatedKeys]
  /// Columns that only one of the tables has.
  public let columnsOfOneSet: [FieldKey]
  public let movedOverMetres: Double
  public let nearMetres: Double

  /// - Parameters:
  ///   - movedOverMetres: what moved farther counts as moved.
  ///   - nearMetres: how far apart records without common id or code can be of one place.
  /// - Complexity: linear in rows and columns.
  public init(_ old: NameSet, _ new: NameSet, movedOverMetres: Double = 50, nearMetres: Double = 50) {
    (self.old, self.new) = (old, new)
    (self.movedOverMetres, self.nearMetres) = (movedOverMetres, nearMetres)
    var matching = NameMatching(old, new, nearMetres: nearMetres)
    matches = matching.run()
    let matched = matching
    repeatedKeys = NameMatch.Basis.allCases.compactMap { basis in
      matched.repeatedKeys[basis].map { RepeatedKeys(basis: basis, old: $0.old, new: $0.new) }
    }
    let classifier = NameClassifier(old, new, movedOverMetres: movedOverMetres)
    changes = classifier.changes(matches) { matched.isMatched(new: $0) }
    fields = FieldComparison(old, new, matches).changes
    let keys = [old, new].map { Set($0.table.keys) }
    columnsOfOneSet = keys[0].symmetricDifference(keys[1]).subtracting([.attributes]).sorted()
  }

  public func count(_ kind: NameChange.Kind) -> Int { changes.count { $0.kinds.contains(kind) } }
}

/// Tells what changed of a place.
private struct NameClassifier {
  private let old: NameSet
  private let new: NameSet
  private let movedOverMetres: Double
  private let protectedOld: ProtectedNames
  private let protectedNew: ProtectedNames
  private let oldStatuses: NameStatuses
  private let newStatuses: NameStatuses

  init(_ old: NameSet, _ new: NameSet, movedOverMetres: Double) {
    (self.old, self.new, self.movedOverMetres) = (old, new, movedOverMetres)
    (oldStatuses, newStatuses) = (NameStatuses(old.table), NameStatuses(new.table))
    (protectedOld, protectedNew) = (ProtectedNames(old.table), ProtectedNames(new.table))
  }

  func changes(_ matches: [NameMatch], isMatched: (Int) -> Bool) -> [NameChange] {
    var changes: [NameChange] = []
    var rest = matches[...]
    for row in old.rows {
      if let match = rest.first, match.old == row {
        rest.removeFirst()
        if let change = change(match) { changes.append(change) }
      } else {
        changes.append(
          NameChange(
            old: row, new: nil, kinds: [.removed], basis: nil, distanceMetres: nil,
            concernsProtectedName: protectedOld.contains(row)))
      }
    }
    for row in new.rows where !isMatched(row) {
      changes.append(
        NameChange(
          old: nil, new: row, kinds: [.added], basis: nil, distanceMetres: nil, concernsProtectedName: false))
    }
    return changes
  }

  private func change(_ match: NameMatch) -> NameChange? {
    var kinds: [NameChange.Kind] = []
    if !old.hasSameText(.name, match.old, as: new, match.new), let kind = nameChange(match) { kinds.append(kind) }
    let distance = distance(match)
    if let distance, distance > movedOverMetres { kinds.append(.moved) }
    if differs([.classCode, .className], match, Self.padded) { kinds.append(.reclassified) }
    if differs([.placeCode], match) { kinds.append(.recoded) }
    if differs([.unitCode, .unit], match) { kinds.append(.unitChanged) }
    if let kind = statusChange(match) { kinds.append(kind) }
    guard !kinds.isEmpty else { return nil }
    return NameChange(
      old: match.old, new: match.new, kinds: kinds, basis: match.basis,
      distanceMetres: kinds.contains(.moved) ? distance : nil,
      concernsProtectedName: (kinds.contains(.renamed) || kinds.contains(.cancelled)) && wasProtected(match))
  }

  /// Whether the name went out of use or came into it again; nothing where a side does not tell of any name.
  private func statusChange(_ match: NameMatch) -> NameChange.Kind? {
    guard oldStatuses.areKnown, newStatuses.areKnown else { return nil }
    switch (oldStatuses.isFormer(match.old), newStatuses.isFormer(match.new)) {
    case (false, true): return .cancelled
    case (true, false): return .restored
    case (false, false), (true, true): return nil
    }
  }

  /// On the list before; where the old table does not say, now.
  private func wasProtected(_ match: NameMatch) -> Bool {
    protectedOld.isKnown ? protectedOld.contains(match.old) : protectedNew.contains(match.new)
  }

  private func nameChange(_ match: NameMatch) -> NameChange.Kind? {
    let names = [old.table.text(.name, match.old) ?? "", new.table.text(.name, match.new) ?? ""]
    let folded = names.map { $0.foldingWidth.filter { !$0.isWhitespace } }
    return folded[0] == folded[1] ? .respelled : .renamed
  }

  private func distance(_ match: NameMatch) -> Double? {
    guard let start = old.position(match.old), let end = new.position(match.new) else { return nil }
    // Rounded before it is compared, to 1 mm as all measures are.
    return start == end ? 0 : (EllipsoidalMeasure.distance(start, end) * 1000).rounded() / 1000
  }

  /// Whether the first of some columns that both records fill says something else.
  private func differs(
    _ keys: [FieldKey], _ match: NameMatch, _ normal: (String, FieldKey) -> String = { text, _ in text }
  ) -> Bool {
    for key in keys {
      guard let mine = old.table[key], let its = new.table[key], !mine.isBlank(match.old) else { continue }
      if old.hasSameText(key, match.old, as: new, match.new) { return false }
      if its.isBlank(match.new) { continue }
      return normal(mine.trimmed(match.old), key) != normal(its.trimmed(match.new), key)
    }
    return false
  }

  /// A class code of five digits; 221 is 22100.
  private static func padded(_ text: String, _ key: FieldKey) -> String {
    key == .classCode ? text + String(repeating: "0", count: max(0, 5 - text.utf8.count)) : text
  }
}

/// Which names are on the protection list.
private struct ProtectedNames {
  private let rows: Set<Int>
  /// Whether the table says so of any name.
  let isKnown: Bool

  init(_ table: RecordTable) {
    guard let column = table["protected"] else {
      (rows, isKnown) = ([], false)
      return
    }
    let groups = TextGroups(column)
    let answers = groups.firstRows.map { YesNo.parse(column.trimmed($0)) ?? false }
    rows = Set(table.rows.filter { groups.groupOfRow[$0] >= 0 && answers[Int(groups.groupOfRow[$0])] })
    isKnown = !groups.firstRows.isEmpty
  }

  func contains(_ row: Int) -> Bool { rows.contains(row) }
}

/// Counts the changed cells of the other columns.
private struct FieldComparison {
  private(set) var changes: [NameComparison.FieldChange] = []

  /// What the changes themselves tell of.
  private static let told: Set<FieldKey> = [
    .name, .placeCode, .classCode, .className, .unit, .unitCode, .longitude, .latitude, .northing, .easting, .geometry,
  ]

  init(_ old: NameSet, _ new: NameSet, _ matches: [NameMatch]) {
    for key in old.table.keys where !Self.told.contains(key) {
      guard let olds = old.table[key], let news = new.table[key] else { continue }
      var (changed, filled, emptied) = (0, 0, 0)
      let readsValues = FieldCatalogue.standard.field(.placeName, key)?.isTyped ?? false
      for match in matches where !old.hasSameText(key, match.old, as: new, match.new) {
        if olds.isBlank(match.old) {
          filled += 1
        } else if news.isBlank(match.new) {
          emptied += 1
        } else if readsValues, Self.isSameValue(key, old.table, match.old, new.table, match.new) {
          continue
        }
        changed += 1
      }
      if changed > 0 { changes.append(.init(key: key, changed: changed, filled: filled, emptied: emptied)) }
    }
  }

  /// 12.50 and 12.5, 2014-9-28 and 2014年9月28日.
  private static func isSameValue(
    _ key: FieldKey, _ old: RecordTable, _ oldRow: Int, _ new: RecordTable, _ newRow: Int
  ) -> Bool {
    if let left = old.number(key, oldRow), let right = new.number(key, newRow) { return left == right }
    if let left = old.date(key, oldRow), let right = new.date(key, newRow) { return left == right }
    return false
  }
}
