internal import Registry

/// What is told at an import of how a table was read, a line for each thing and column.
struct TableRemarks {
  private struct Remark {
    let note: ImportNote
    var count = 1
  }

  private var remarks: [Remark] = []

  mutating func add(_ note: ImportNote) {
    guard Self.text(note, 1) != nil else { return }
    let isPerRow = note.field == nil
    if isPerRow, let index = remarks.firstIndex(where: { $0.note.code == note.code }) {
      remarks[index].count += 1
    } else {
      remarks.append(Remark(note: note))
    }
  }

  /// Whether a note is told in words of its own at import.
  static func tells(_ code: ImportNote.Code) -> Bool { text(ImportNote(code, source: 0), 1) != nil }

  var texts: [LocalizedText] { remarks.compactMap { Self.text($0.note, $0.count) } }

  private static func text(_ note: ImportNote, _ count: Int) -> LocalizedText? {
    let (field, row, value) = (note.field ?? "", note.row ?? 0, String(note.value.prefix(60)))
    let places = (zh: count > 1 ? "\(count) 行，第一处在第 \(row) 行" : "第 \(row) 行", en: "\(count), first in row \(row)")
    switch note.code {
    case .headerRowsCombined:
      return LocalizedText(
        zh: "表头有 \(note.details["rows"] ?? "") 行，合起来识别：\(value)", en: "several rows of headers read as one: \(value)")
    case .headerMissing:
      return LocalizedText(
        zh: "没有表头，各列称为“第1列”“第2列”……，可用 --field 指明，如 --field name=第1列",
        en: "no header row; columns are called by place, see --field")
    case .columnsCombined:
      return LocalizedText(
        zh: "“\(field)”由第 \(value) 列的度、分、秒合成", en: "'\(field)' is made of degrees, minutes, seconds in columns \(value)"
      )
    case .valueAboveTable:
      return LocalizedText(
        zh: "表上方写的“\(field)：\(value)”作为每一行的内容", en: "'\(field)' above the table counts for every row: \(value)")
    case .totalRowSkipped:
      return LocalizedText(zh: "合计行不作记录（\(places.zh)）", en: "rows of totals are no records (\(places.en))")
    case .footerRowSkipped:
      return LocalizedText(zh: "签署、说明行不作记录（\(places.zh)）", en: "signatures and remarks are no records (\(places.en))")
    case .repeatedHeaderSkipped:
      return LocalizedText(zh: "重复的表头不作记录（\(places.zh)）", en: "repeated headers are no records (\(places.en))")
    case .furtherTable:
      return LocalizedText(zh: "第 \(row) 行起是另一张表，单独读取", en: "another table begins in row \(row); it is read on its own")
    case .tablesSideBySide:
      return LocalizedText(
        zh: "疑似并列的两张表：空列右侧从“\(field)”列起又有表头，已按同一张表读入；确是两张表的，请把右侧的另存为一张工作表再导入",
        en:
          "two tables side by side are suspected: headers begin anew with '\(field)' behind a blank column and were read as "
          + "one table; put the second one into a sheet of its own")
    case .mergedCellFilled:
      return LocalizedText(
        zh: "“\(field)”的合并单元格按同一内容填入其下 \(value) 行", en: "merged cells of '\(field)' count for \(value) rows below")
    case .blanksUnderValue:
      return LocalizedText(
        zh: "“\(field)”有 \(value) 行空白，上方有内容；文件没有说明是否相同，未填入，请在表中填好",
        en: "'\(field)' is blank in \(value) rows below a value; nothing was filled in")
    case .outsideCommonPoints:
      let metres = note.details["farthest_m"] ?? ""
      return LocalizedText(
        zh: "\(value) 个位置在公共点范围以外，最远 \(metres) 米：那里的换算没有检核",
        en: "\(value) positions lie outside the common points, by up to \(metres) m: nothing checks them there")
    default: return nil
    }
  }
}

/// Counts the blanks under a value in columns that name what many rows belong to: a line over its markers, a town over
/// its villages. Whoever made the table may have meant the value to go on, but a file without merged cells does not say.
struct BlanksUnderValues {
  private struct Column {
    let index: Int
    var hasValue = false
    var blanks = 0
  }

  private var columns: [Column]
  private var rows = 0

  private static let keys: Set<FieldKey> = [
    .line, "line_code", "unit", "unit_code", "county_name", "city_name", "province_name",
  ]

  init(_ keys: [FieldKey?]) {
    columns = keys.enumerated().filter { $0.element.map(Self.keys.contains) ?? false }.map { Column(index: $0.offset) }
  }

  mutating func add(_ batch: RawBatch) {
    rows += batch.count
    for number in columns.indices {
      let cells = batch.columns[columns[number].index]
      for row in 0..<batch.count {
        let isBlank = cells.isBlank(row)
        if isBlank, columns[number].hasValue { columns[number].blanks += 1 }
        if !isBlank { columns[number].hasValue = true }
      }
    }
  }

  /// The columns with so many such blanks that they look meant.
  var found: [(column: Int, blanks: Int)] {
    columns.filter { $0.blanks > 1 && $0.blanks * 3 >= rows }.map { ($0.index, $0.blanks) }
  }
}
