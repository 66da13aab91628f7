public import Registry

/// What was noticed while reading, in words.
public enum ImportNoteText {
  /// The code itself where there are no words for it.
  public static func text(_ code: ImportNote.Code, _ language: Language) -> String {
    texts[code]?[language] ?? code.rawValue
  }

  private static let texts: [ImportNote.Code: LocalizedText] = [
    .unmappedColumn: LocalizedText(zh: "没有对应字段的列", en: "column that no field reads"),
    .unitSuffix: LocalizedText(zh: "数字后面带单位", en: "number with its unit"),
    .unparseableValue: LocalizedText(zh: "读不出来的内容", en: "value that cannot be read"),
    .malformedGeoJSON: LocalizedText(zh: "不合规范的 GeoJSON", en: "GeoJSON against the standard"),
    .heightDropped: LocalizedText(zh: "图形中的高程没有保留", en: "heights of geometries were dropped"),
    .encodingDetected: LocalizedText(zh: "编码由文字本身判断", en: "encoding found from the text itself"),
    .kindGuessed: LocalizedText(zh: "数据类型按图形推测", en: "kind guessed from the geometry"),
    .crsAssumed: LocalizedText(zh: "没有写明坐标系，当作", en: "reference system assumed"),
    .damagedText: LocalizedText(zh: "损坏的文字", en: "damaged text"),
    .titleRowsSkipped: LocalizedText(zh: "跳过表头前的标题行", en: "title rows above the header passed over"),
    .correctedRow: LocalizedText(zh: "更正后导入的行", en: "row that was corrected"),
  ]
}
