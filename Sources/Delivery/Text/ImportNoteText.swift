public import Registry

/// What was noticed while reading, in words.
public enum ImportNoteText {
  public static func text(_ code: ImportNote.Code, _ language: Language) -> String { text(code)[language] }

  private static func text(_ code: ImportNote.Code) -> LocalizedText {
    switch code {
    case .unmappedColumn: LocalizedText(zh: "没有对应字段的列", en: "column that no field reads")
    case .unitSuffix: LocalizedText(zh: "数字后面带单位", en: "number with its unit")
    case .unparseableValue: LocalizedText(zh: "读不出来的内容", en: "value that cannot be read")
    case .malformedGeoJSON: LocalizedText(zh: "不合规范的 GeoJSON", en: "GeoJSON against the standard")
    case .heightDropped: LocalizedText(zh: "图形中的高程没有保留", en: "heights of geometries were dropped")
    case .encodingDetected: LocalizedText(zh: "编码由文字本身判断", en: "encoding found from the text itself")
    case .kindGuessed: LocalizedText(zh: "数据类型按图形推测", en: "kind guessed from the geometry")
    case .crsAssumed: LocalizedText(zh: "没有写明坐标系，当作", en: "reference system assumed")
    case .damagedText: LocalizedText(zh: "损坏的文字", en: "damaged text")
    case .titleRowsSkipped: LocalizedText(zh: "跳过表头前的标题行", en: "title rows above the header passed over")
    case .missingPart: LocalizedText(zh: "缺少同一来源的文件", en: "a file of the source is missing")
    case .outsideCommonPoints: LocalizedText(zh: "落在公共点范围以外的点数", en: "points outside the common points")
    case .correctedRow: LocalizedText(zh: "更正后导入的行", en: "row that was corrected")
    case .headerRowsCombined: LocalizedText(zh: "几行表头合为一行", en: "several rows of headers read as one")
    case .headerMissing: LocalizedText(zh: "没有表头", en: "no header row")
    case .columnsCombined: LocalizedText(zh: "度、分、秒几列合为一列", en: "columns of degrees, minutes and seconds as one")
    case .valueAboveTable: LocalizedText(zh: "表格上方的内容作为每一行的内容", en: "value above the table counts for every row")
    case .totalRowSkipped: LocalizedText(zh: "合计行不作记录", en: "total is no record")
    case .footerRowSkipped: LocalizedText(zh: "签署、说明行不作记录", en: "signature or remark is no record")
    case .repeatedHeaderSkipped: LocalizedText(zh: "重复的表头不作记录", en: "repeated header is no record")
    case .furtherTable: LocalizedText(zh: "下方另有一张表", en: "another table begins further down")
    case .tablesSideBySide: LocalizedText(zh: "空列右侧又有表头，疑似另一张表", en: "headers behind a blank column")
    case .mergedCellFilled: LocalizedText(zh: "合并单元格的内容填入各行", en: "merged cell counts for all its rows")
    case .blanksUnderValue: LocalizedText(zh: "空白格上方有内容", en: "blank cells under a value")
    }
  }
}
