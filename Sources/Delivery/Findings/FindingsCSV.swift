public import Registry
internal import Texts

/// The findings as a flat table for spreadsheets; cells as given in the source, numbers without separators.
public enum FindingsCSV {
  public static func render(_ result: CheckResult, language: Language) -> [UInt8] {
    let renderer = MessageRenderer(result, language: language)
    var csv = CSVWriter()
    csv.row(FindingField.allCases.map { $0.title[language] })
    for finding in result.findings {
      csv.row(FindingField.allCases.map { text($0.cell(finding, renderer), language) })
    }
    return csv.bytes
  }

  private static func text(_ cell: ReportTable.Cell, _ language: Language) -> String {
    switch cell {
    case .text(let text): text
    case .number(let value, let decimals): NumberText.decimal(value, decimals: decimals, grouped: false)
    default: cell.text(language)
    }
  }
}
