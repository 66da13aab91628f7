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

/// A millimetre is enough where a table shows whole metres.
private func rounded(_ value: Double, decimals: Int) -> Double {
  let scale = (0..<decimals).reduce(1.0) { scale, _ in scale * 10 }
  let units = (value * scale).rounded()
  return units.magnitude < 9_007_199_254_740_992 ? units / scale + 0 : value
}

extension JSONWriter {
  /// A cell as a member; a blank one is left out.
  mutating func member(_ name: String, _ cell: ReportTable.Cell, _ language: Language) {
    switch cell {
    case .blank: return
    case .text(let text): member(name, text)
    case .localized(let text): member(name, text[language])
    case .count(let number), .ordinal(let number): member(name, number)
    case .number(let value, let decimals): member(name, rounded(value, decimals: max(decimals, 3)))
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
