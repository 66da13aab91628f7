public import Registry

extension ReportTable {
  /// Tables as one JSON document: a member per table, its rows as objects by column key.
  public static func json(
    _ tables: [ReportTable], schema: String, asOf: CalendarDate, toolVersion: String, language: Language
  ) -> [UInt8] {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", schema)
      json.tool(version: toolVersion)
      json.member("asOf", asOf.description)
      for table in tables { json.object(table.key, .lines) { table.write(language, to: &$0) } }
    }
    return json.document
  }

  private func write(_ language: Language, to json: inout JSONWriter) {
    json.member("title", title[language])
    json.object("columns", .lines) { json in
      for column in columns { json.member(column.key, column.title[language]) }
    }
    json.array("rows", .lines) { json in
      for row in rows {
        json.object { json in
          for (column, cell) in zip(columns, row) { json.member(column.key, cell, language) }
        }
      }
    }
    json.member("footers", footers.map { $0[language] })
  }
}

extension JSONWriter {
  /// A cell as a member; a blank one is left out.
  mutating func member(_ name: String, _ cell: ReportTable.Cell, _ language: Language) {
    switch cell {
    case .blank: return
    case .text(let text): member(name, text)
    case .localized(let text): member(name, text[language])
    case .count(let number), .ordinal(let number): member(name, number)
    case .number(let value, _): member(name, value)
    case .flag(let flag):
      key(name)
      value(flag)
    case .ratio(let count, let total):
      object(name) { json in
        json.member("count", count)
        json.member("of", total)
      }
    case .list(let items): member(name, items)
    }
  }
}
