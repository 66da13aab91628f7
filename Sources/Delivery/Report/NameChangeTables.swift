public import Analysis
internal import Geometry
internal import Registry
internal import Texts

/// The changes between two tables of place names as tables: places, columns, protected names, update log.
public struct NameChangeTables {
  private let comparison: NameComparison

  public init(_ comparison: NameComparison) { self.comparison = comparison }

  private var old: NameSet { comparison.old }
  private var new: NameSet { comparison.new }

  // MARK: Places

  /// One row a place.
  public var changes: ReportTable {
    ReportTable(
      key: "nameChanges", title: LocalizedText(zh: "地名变更对照表", en: "Changes of place names"),
      columns: [
        .init("kinds", zh: "变更类型", en: "Change"), .init("oldName", zh: "原名称", en: "Old name"),
        .init("newName", zh: "现名称", en: "New name"), .init("oldCode", zh: "原地名代码", en: "Old code"),
        .init("newCode", zh: "现地名代码", en: "New code"), .init("oldClass", zh: "原类别", en: "Old class"),
        .init("newClass", zh: "现类别", en: "New class"), .init("oldUnit", zh: "原所在政区", en: "Old unit"),
        .init("newUnit", zh: "现所在政区", en: "New unit"), .init("metres", zh: "位移（米）", en: "Moved (m)"),
        .init("protected", zh: "保护名录", en: "Protected"), .init("basis", zh: "对应依据", en: "Matched by"),
        .init("longitude", zh: "经度", en: "Longitude"), .init("latitude", zh: "纬度", en: "Latitude"),
        .init("record", zh: "记录", en: "Record"),
      ], rows: comparison.changes.map(row), footers: [summary] + reservations)
  }

  private func row(_ change: NameChange) -> [ReportTable.Cell] {
    let position = change.new.map(new.position) ?? change.old.flatMap(old.position)
    var cells: [ReportTable.Cell] = [.localized(.list(change.kinds.map(\.title)))]
    cells += both(change) { $0.text(.name, $1) }
    cells += both(change) { $0.text(.placeCode, $1) }
    cells += both(change, Self.className)
    cells += both(change, Self.unit)
    cells += [
      .number(change.distanceMetres, decimals: 1), change.concernsProtectedName ? .flag(true) : .blank,
      change.basis.map { .localized($0.title) } ?? .blank, .number(position?.x, decimals: 7),
      .number(position?.y, decimals: 7), .text(key(of: change)),
    ]
    return cells
  }

  private func both(
    _ change: NameChange, _ text: (RecordTable, Int) -> String?
  ) -> [ReportTable.Cell] {
    [(old, change.old), (new, change.new)].map { set, row in
      .optional(row.flatMap { text(set.table, $0) })
    }
  }

  /// The class by its name and code.
  private static func className(_ table: RecordTable, _ row: Int) -> String? {
    let parts = [table.text(.className, row), table.text(.classCode, row)].compactMap { $0 }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  private static func unit(_ table: RecordTable, _ row: Int) -> String? {
    table.text(.unit, row) ?? table.text(.unitCode, row)
  }

  private func key(of change: NameChange) -> String {
    if let row = change.new { return new.table.subject(ofRow: row).key }
    return change.old.map { old.table.subject(ofRow: $0).key } ?? ""
  }

  private var summary: LocalizedText {
    .sums(of: NameChange.Kind.allCases.map { ($0.title, comparison.count($0)) })
  }

  /// How places were told apart, and what that leaves open.
  private var reservations: [LocalizedText] {
    let moved = NumberText.decimal(comparison.movedOverMetres, decimals: 3)
    let near = NumberText.decimal(comparison.nearMetres, decimals: 3)
    var texts = [
      LocalizedText(
        zh: "两边都有的地名 \(comparison.matches.count) 个。距离为 CGCS2000 椭球面距离，超过 \(moved) 米算位移；"
          + "没有相同标识码、代码的，先对应相距不超过 \(near) 米的同名和按位置的，再对应相距远的同名。",
        en:
          "\(comparison.matches.count) places in both. Distances on the CGCS2000 ellipsoid; over \(moved) m is moved; "
          + "without common id or code, the same name and then the same position up to \(near) m come first, the same name "
          + "farther away last.")
    ]
    for keys in comparison.repeatedKeys {
      texts.append(
        LocalizedText(
          zh: "重复的\(keys.basis.title.zh)：旧数据 \(keys.old) 个、新数据 \(keys.new) 个，只与同名的对应，请先查重（I105）。",
          en:
            "Repeated values of \(keys.basis.title.en): \(keys.old) in the old data, \(keys.new) in the new; matched only "
            + "where the names agree. Look into them first (I105)."))
    }
    if !comparison.columnsOfOneSet.isEmpty {
      let titles = comparison.columnsOfOneSet.map(Self.title)
      texts.append(
        LocalizedText(
          zh: "只有一方有的栏目，没有对比：\(titles.map(\.zh).joined(separator: "、"))",
          en: "Columns of one side only, not compared: \(titles.map(\.en).joined(separator: ", "))"))
    }
    return texts
  }

  private static func title(_ key: FieldKey) -> LocalizedText {
    if key == .attributes { return LocalizedText(zh: "其他列", en: key.rawValue) }
    return LocalizedText(zh: FieldCatalogue.standard.field(.placeName, key)?.title ?? key.rawValue, en: key.rawValue)
  }

  // MARK: Columns

  /// One row a column that changed, of the places that both sides have.
  public var fields: ReportTable {
    ReportTable(
      key: "nameFields", title: LocalizedText(zh: "其他栏目的变化", en: "Other columns that changed"),
      columns: [
        .init("field", zh: "字段", en: "Field"), .init("title", zh: "栏目", en: "Column"),
        .init("changed", zh: "变化数", en: "Changed"), .init("filled", zh: "其中新填", en: "Filled"),
        .init("emptied", zh: "其中清空", en: "Emptied"),
      ],
      rows: comparison.fields.map { field in
        [
          .text(field.key.rawValue), .localized(Self.title(field.key)), .count(field.changed), .count(field.filled),
          .count(field.emptied),
        ]
      })
  }

  // MARK: Protected names

  /// The names on the protection list that were renamed, removed or cancelled; no row where none was.
  public var protectedNames: ReportTable {
    ReportTable(
      key: "protectedNames",
      title: LocalizedText(zh: "保护名录地名的更名、删除和停用", en: "Protected names renamed, removed or cancelled"),
      columns: [
        .init("kind", zh: "变更类型", en: "Change"), .init("oldName", zh: "原名称", en: "Old name"),
        .init("newName", zh: "现名称", en: "New name"), .init("unit", zh: "所在政区", en: "Unit"),
        .init("record", zh: "记录", en: "Record"),
      ],
      rows: comparison.changes.filter(\.concernsProtectedName).map { change in
        let kinds = change.kinds.filter { [.renamed, .removed, .cancelled].contains($0) }
        let unit = change.old.flatMap { Self.unit(old.table, $0) }
        return [.localized(.list(kinds.map(\.title)))] + both(change) { $0.text(.name, $1) } + [
          .optional(unit), .text(key(of: change)),
        ]
      },
      footers: [
        LocalizedText(
          zh: "列入保护名录的地名不得更名（规则 N906）：请核对批复，误改的恢复原名。",
          en:
            "Names on the protection list must not be changed (rule N906): check the decree, restore what was not meant."
        )
      ])
  }

  // MARK: Update log

  /// One line a change of a place, with the columns that the bureau fills in; approvals that are recorded stand there.
  public var updateLog: ReportTable {
    var table = ReportTable(
      key: "updateLog", title: LocalizedText(zh: "地名更新日志", en: "Update log"),
      columns: [
        .init("number", zh: "序号", en: "No."), .init("date", zh: "更新日期", en: "Date"),
        .init("kind", zh: "变更类型", en: "Change"), .init("name", zh: "标准名称", en: "Name"),
        .init("record", zh: "记录", en: "Record"), .init("old", zh: "变更前", en: "Before"),
        .init("new", zh: "变更后", en: "After"), .init("basis", zh: "依据（批准机关、文号）", en: "Basis"),
        .init("by", zh: "经办人", en: "By"), .init("remark", zh: "备注", en: "Remark"),
      ])
    for change in comparison.changes {
      for kind in change.kinds { table.rows.append(line(table.rows.count + 1, kind, change)) }
    }
    return table
  }

  private func line(_ number: Int, _ kind: NameChange.Kind, _ change: NameChange) -> [ReportTable.Cell] {
    // A recorded decree decided the name; it says nothing of a corrected position, or of the end of the name.
    let isDecreed = [.added, .renamed].contains(kind)
    let decree: (date: String?, text: String?) = isDecreed ? change.new.map(approval) ?? (nil, nil) : (nil, nil)
    let name = change.new.flatMap { new.table.text(.name, $0) } ?? change.old.flatMap { old.table.text(.name, $0) }
    return [
      .ordinal(number), .optional(decree.date), .localized(kind.title), .optional(name), .text(key(of: change)),
      .optional(change.old.flatMap { content(kind, old, $0) }),
      .optional(change.new.flatMap { content(kind, new, $0) }), .optional(decree.text), .blank, .blank,
    ]
  }

  private func approval(_ row: Int) -> (date: String?, text: String?) {
    let parts = ["approval_authority", "approval_number"].compactMap { new.table.text($0, row) }
    let date = new.table.text("approved_on", row) ?? new.table.text(.namedOn, row)
    return (date, parts.isEmpty ? nil : parts.joined(separator: "，"))
  }

  /// What a record has of the thing that changed.
  private func content(_ kind: NameChange.Kind, _ set: NameSet, _ row: Int) -> String? {
    switch kind {
    case .added, .removed, .renamed, .respelled: set.table.text(.name, row)
    case .moved:
      set.position(row).map { position in
        [position.x, position.y].map { NumberText.decimal($0, decimals: 7, grouped: false) }.joined(separator: ", ")
      }
    case .reclassified: Self.className(set.table, row)
    case .recoded: set.table.text(.placeCode, row)
    case .unitChanged:
      [set.table.text(.unit, row), set.table.text(.unitCode, row)].compactMap { $0 }.joined(separator: " ")
    case .cancelled, .restored:
      [set.table.text(.usage, row), set.table.text(.censusStatus, row)].compactMap { $0 }.joined(separator: "，")
    }
  }
}
