/// What a joint inspection (联检) recorded about one marker.
public struct InspectionRecord: Sendable {
  public let row: Int
  public let origin: Origin
  /// The index of its line among the lines given; `nil` when it names none of them.
  public let line: Int?
  public let number: String?
  /// The index of its marker among the markers given; `nil` when there is none of its line and number.
  public let marker: Int?
  /// The subject key of its marker.
  public let markerKey: String?
  public let round: String?
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

  /// Whether one record was made before another: by date, those without one first, then by row.
  public func precedes(_ other: InspectionRecord) -> Bool {
    guard date != other.date else { return row < other.row }
    guard let date, let otherDate = other.date else { return date == nil }
    return date < otherDate
  }

  /// The records of a table, in row order, each matched to one of the lines and of the markers.
  public static func all(
    in table: RecordTable, lines: [BoundaryLine], markers: [BoundaryMarker]
  ) -> [InspectionRecord] {
    let index = LineIndex(lines)
    let markerIndex = MarkerIndex(markers, lines: lines)
    return table.rows.map { row in
      let label = table.text(.line, row)
      let number = table.text(.number, row)
      let marker = number.flatMap { markerIndex.marker(numbered: $0, ofLine: label) }
      let measure = table.text(.measure, row)
      let construction = table.text(.crossBorderConstruction, row)
      return InspectionRecord(
        row: row, origin: table.origins[row], line: index.line(name: label, code: label), number: number,
        marker: marker, markerKey: marker.map { markers[$0].subject.key },
        round: table.text(.round, row),
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
