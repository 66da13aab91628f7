import Registry
import Toponymy

/// Codes that a spreadsheet has turned into numbers or dates.
enum SpreadsheetDamagedCode: Rule {
  static let descriptor = RuleDescriptor(
    code: "I106", name: "spreadsheet-damaged-code",
    title: LocalizedText(zh: "代码被电子表格改坏", en: "code damaged by a spreadsheet"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "代码列中的科学记数法（4.20115E+19）、第 15 位以后全变成 0 的长代码、带小数点的代码（500151.0）、"
        + "丢失前面 0 的长途区号和邮政编码、变成日期的编号。",
      en:
        "In code columns: scientific notation (4.20115E+19), long codes with zeroes after the 15th digit, codes with a decimal "
        + "point (500151.0), dialling codes and postcodes without their leading zero, numbers that became dates."),
    why: LocalizedText(
      zh: "代码存成数字后，后面的数字已经丢失，不能从文件中恢复。",
      en: "Once a code was stored as a number its digits are lost and cannot be restored from the file."),
    basis: LocalizedText(
      zh: "地名代码为 20 位数字（民地办发〔2010〕1号）；电子表格的数值只保留 15 位有效数字",
      en: "a place-name code has 20 digits (2010 rule); a number in a spreadsheet keeps 15"),
    next: LocalizedText(
      zh: "从原始资料重新取得代码；录入前把该列设为“文本”格式。",
      en: "Take the code from the original record again; format the column as text before entering codes."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{column}”中的“{value}”是科学记数法，后面的数字已丢失",
        en: "“{value}” in {key} is in scientific notation, its digits are lost"),
      "digitsLost": LocalizedText(
        zh: "“{column}”中的“{value}”第 15 位以后全是 0，原来的数字已丢失",
        en: "“{value}” in {key} has only zeroes after its 15th digit, the digits are lost"),
      "decimalPoint": LocalizedText(
        zh: "“{column}”中的“{value}”带小数点，代码被当成了数字", en: "“{value}” in {key} has a decimal point, the code became a number"
      ),
      "leadingZeroLost": LocalizedText(
        zh: "“{column}”中的“{value}”只有 {found} 位，前面的 0 已丢失",
        en: "“{value}” in {key} has only {found} digits, a leading zero is lost"),
      "date": LocalizedText(
        zh: "“{column}”中的“{value}”是日期，原来的编号被改成了日期", en: "“{value}” in {key} is a date made of a number"),
    ])

  static let examples = [
    RuleExample(
      zh: "地名代码的四种情形", en: "four place-name codes",
      """
      place_name | place_code           | unit_code    | class_code | name
                 | 50015110022200000001 | 500151100    | 22200      | 王家湾
                 | 5.00151E+19          | 500151       | 22200      | 李家坝     <-
                 | 50015110022200000000 | 500151100201 | 22200      | 张家院子   <-
                 | 50015110022200000004 | 500151100.0  | 222        | 赵家沟     <-
                 |                      |              |            | 周家坡
      """),
    RuleExample(
      zh: "区号丢失前面的 0，编号变成日期", en: "a dialling code without its zero, a number that became a date",
      """
      place_name | name   | dialling_code | postcode
                 | 王家湾 | 023           | 054000
                 | 李家坝 | 23            | 402560   <-
                 | 张家沟 | 0319          | 54000    <-
      sign       | id       | name
                 | 1-2      | 王家湾
                 | 2026-1-2 | 李家坝   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in area.dataset.kinds {
      let table = area.dataset[kind]
      for field in FieldCatalogue.standard[kind] where field.type == .code {
        guard let column = table[field.key] else { continue }
        let form = CodeForm(field.key)
        for row in suspects(in: column, form) {
          guard
            let damage = SpreadsheetDamage(
              column[row], digits: form.digits, mayStartWithZero: form.mayStartWithZero)
          else { continue }
          findings.report(table, row: row, field: field.key) { describe(damage, of: field, &$0) }
        }
      }
    }
  }

  private static func describe(_ damage: SpreadsheetDamage, of field: Field, _ finding: inout Finding) {
    finding.arguments["column"] = .text(field.title)
    finding.arguments["key"] = .text(field.key.rawValue)
    switch damage {
    case .scientificNotation: break
    case .digitsLost: finding.message = "digitsLost"
    case .decimalPoint: finding.message = "decimalPoint"
    case .date: finding.message = "date"
    case .leadingZeroLost(let found):
      finding.message = "leadingZeroLost"
      finding.arguments["found"] = .count(found)
    }
  }

  /// What is known of the codes of a column.
  private struct CodeForm {
    let digits: Int?
    let mayStartWithZero: Bool

    init(_ key: FieldKey) {
      switch key {
      case .placeCode: (digits, mayStartWithZero) = (20, false)
      // 023 or 0571: the shortest with its zero.
      case "dialling_code": (digits, mayStartWithZero) = (3, true)
      case "postcode": (digits, mayStartWithZero) = (6, true)
      default: (digits, mayStartWithZero) = (nil, false)
      }
    }
  }

  /// Rows whose cell might be damaged, found by their bytes: nearly all codes are digits only and no longer than 15,
  /// or longer with other digits than 0 at the end.
  private static func suspects(in column: TextColumn, _ form: CodeForm) -> [Int] {
    let shortest = form.mayStartWithZero ? form.digits ?? 0 : 0
    return column.withAllBytes { bytes in
      (0..<column.count).filter { row in
        let range = column.byteRange(row)
        guard !range.isEmpty else { return false }
        if range.count < shortest || (range.count > 15 && bytes[range.upperBound - 1] == UInt8(ascii: "0")) {
          return true
        }
        for index in range where bytes[index] &- UInt8(ascii: "0") >= 10 { return true }
        return false
      }
    }
  }
}
