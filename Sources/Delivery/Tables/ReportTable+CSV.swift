public import Registry

extension ReportTable {
  /// The header and the rows as Chinese Excel opens them; title and footers are left out.
  public func csv(_ language: Language) -> [UInt8] {
    var csv = CSVWriter()
    csv.row(columns.map { $0.title[language] })
    for row in rows { csv.row(row.map { $0.text(language) }) }
    return csv.bytes
  }
}
