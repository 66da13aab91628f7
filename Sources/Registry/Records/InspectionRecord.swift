/// What a joint inspection (联检) recorded about one marker.
public struct InspectionRecord: Sendable {
  public let row: Int
  public let origin: Origin
  /// The index of its line among the lines given; `nil` when it names none of them.
  public let line: Int?
  public let number: String?
  /// The subject key that the marker has by line and number.
  public let markerKey: String?
  public let date: CalendarDate?
  public let condition: MarkerCondition?
  public let measure: MarkerMeasure?
  /// As recorded.
  public let measureText: String?
  /// `nil` where nothing is said that is yes or no.
  public let isNeighbourPresent: Bool?
  public let isFiled: Bool?
  /// 跨界生产建设; `nil` where there is none.
  public let construction: String?
  public let hasConsent: Bool?
  public let subject: Subject

  /// The records of a table, in row order.
  public static func all(in table: RecordTable, lines: [BoundaryLine]) -> [InspectionRecord] {
    let index = LineIndex(lines)
    return table.rows.map { row in
      let line = index.line(name: table.text(.line, row), code: nil)
      let number = table.text(.number, row)
      let parsed = number.flatMap { text in line.flatMap { lines[$0].numberPattern }?.parse(text) ?? MarkerNumber(text)
      }
      let lineKey = line.map { lines[$0].subject.key } ?? table.text(.line, row) ?? ""
      let measure = table.text(.measure, row)
      let construction = table.text(.crossBorderConstruction, row)
      return InspectionRecord(
        row: row, origin: table.origins[row], line: line, number: number,
        markerKey: parsed.map { "\(lineKey)/\($0.serialKey)/\($0.letterKey)" },
        date: table.date(.inspectedOn, row),
        condition: table.text(.condition, row).map { MarkerCondition(parsing: $0) },
        measure: measure.flatMap { MarkerMeasure(parsing: $0) }, measureText: measure,
        isNeighbourPresent: table.text(.neighbourPresent, row).flatMap { YesNo.parse($0) },
        isFiled: table.text(.filed, row).flatMap { YesNo.parse($0) },
        construction: construction.flatMap { $0.saysNothing ? nil : $0 },
        hasConsent: table.text(.constructionConsent, row).flatMap { YesNo.parse($0) },
        subject: table.subject(ofRow: row))
    }
  }
}
