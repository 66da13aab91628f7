public import Registry

/// The rows that could not be used, as a table to correct from.
public enum RejectedRowsCSV {
  /// One line a row; its cells as a JSON object of source header and text, in the order of the headers.
  public static func render(_ dataset: Dataset, language: Language) -> [UInt8] {
    var csv = CSVWriter()
    csv.row(Self.titles.map { $0[language] })
    for row in dataset.rejected {
      let source = dataset.source(of: row.origin)
      csv.row([
        source.file, source.layer, String(row.origin.row), fieldTitle(row.field, source, language),
        row.reason[language], content(row.cells, headers: source.headers),
      ])
    }
    return csv.bytes
  }

  private static let titles = [
    LocalizedText(zh: "来源文件", en: "file"), LocalizedText(zh: "工作表或图层", en: "layer"),
    LocalizedText(zh: "行号", en: "row"), LocalizedText(zh: "字段", en: "field"),
    LocalizedText(zh: "未导入原因", en: "reason"), LocalizedText(zh: "原始内容", en: "content"),
  ]

  /// The header as the clerk's table has it, else the title of the standard forms.
  private static func fieldTitle(_ key: String?, _ source: Source, _ language: Language) -> String {
    guard let key else { return "" }
    if let header = source.header(of: FieldKey(rawValue: key)) { return header }
    guard language == .zh else { return key }
    return FieldCatalogue.standard.field(source.kind, FieldKey(rawValue: key))?.title ?? key
  }

  private static func content(_ cells: [String], headers: [Source.Header]) -> String {
    var json = JSONWriter()
    json.object { json in
      for (index, cell) in cells.enumerated() {
        json.member(headers.indices.contains(index) ? headers[index].name : "#\(index + 1)", cell)
      }
    }
    return String(decoding: json.bytes, as: UTF8.self)
  }
}
