internal import Analysis
internal import Geometry
internal import Registry
internal import Texts

/// The registration forms of the markers of a line (界桩登记表), a sheet for each: pairs of label and value, the reference
/// objects, a sketch.
struct RegistrationWorkbook {
  let template: FormTemplate
  let cells: FormCells
  let asOf: CalendarDate

  private static let widths = [15, 31, 15, 31]
  /// From this many characters a value takes a row alone.
  private static let wide = 31
  private static let pixelsPerMillimetre = 6.0

  func write(to path: String) throws {
    let title = "\(cells.line.name)\(template.title)"
    let workbook = try Workbook(path: path, title: title, created: asOf, use: .form, hasPictures: true)
    var names: Set<String> = []
    for (index, marker) in cells.line.markers.enumerated() {
      let name = Self.sheetName(marker.record.number ?? "", index + 1, taken: &names)
      try write(marker, serial: index + 1, to: try workbook.addSheet(name))
    }
    try workbook.close()
  }

  /// The number of the marker, with a further one where it occurs twice.
  private static func sheetName(_ number: String, _ serial: Int, taken: inout Set<String>) -> String {
    let base = number.isEmpty ? "第\(serial)颗" : String(Sheet.name(number).prefix(26))
    var (name, count) = (base, 1)
    while !taken.insert(name.lowercased()).inserted {
      count += 1
      name = "\(base) \(count)"
    }
    return name
  }

  private func write(_ marker: InspectedLine.Marker, serial: Int, to sheet: Sheet) throws {
    sheet.setWidths(Self.widths)
    sheet.setHeight(ofRow: 0, points: 30)
    sheet.writeAcross(template.title, 0, 0...3, .formTitle)
    var row = 1
    if let plane = cells.plane {
      sheet.setHeight(ofRow: row, points: 18)
      sheet.writeAcross(plane.title, row, 0...3, .formLine)
      row += 1
    }
    row = writePairs(marker, serial, from: row, to: sheet)
    row = writeReferenceObjects(marker, from: row, to: sheet)
    row = writeReferencePlaces(marker, from: row, to: sheet)
    try writeSketch(marker, from: &row, to: sheet)
    for labels in [("测量人", "检查人"), ("测量日期", "检查日期")] {
      sheet.setHeight(ofRow: row, points: 24)
      sheet.write(labels.0, row, 0, .header)
      sheet.write("", row, 1, .formEntry)
      sheet.write(labels.1, row, 2, .header)
      sheet.write("", row, 3, .formEntry)
      row += 1
    }
    sheet.setPage(template.paper, template.orientation, columns: 4, lastRow: row - 1, headerRow: nil)
  }

  private func writePairs(
    _ marker: InspectedLine.Marker, _ serial: Int, from start: Int, to sheet: Sheet
  ) -> Int {
    var row = start
    var pending: (title: String, cell: ReportTable.Cell, style: CellStyle)?
    func value(_ pair: (title: String, cell: ReportTable.Cell, style: CellStyle), _ column: Int) {
      sheet.write(pair.title, row, column, .header)
      sheet.write(pair.cell, row: row, column: column + 1, language: .zh, style: pair.style)
    }
    func end() {
      guard let left = pending else { return }
      setRow(row, [left.cell.text(.zh)], [Self.widths[1]], of: sheet)
      value(left, 0)
      value(("", .blank, .formCell), 2)
      (pending, row) = (nil, row + 1)
    }
    for column in template.columns {
      let pair = (
        title: column.title, cell: cells.cell(column, marker: marker, serial: serial),
        style: column.style
      )
      if column.width ?? 0 >= Self.wide {
        end()
        let text = pair.cell.text(.zh)
        setRow(row, [text], [Self.widths[1...].reduce(0, +)], of: sheet)
        sheet.write(pair.title, row, 0, .header)
        sheet.writeAcross(text, row, 1...3, .formText)
        row += 1
      } else if let left = pending {
        setRow(row, [left.cell.text(.zh), pair.cell.text(.zh)], [Self.widths[1], Self.widths[3]], of: sheet)
        value(left, 0)
        value(pair, 2)
        (pending, row) = (nil, row + 1)
      } else {
        pending = pair
      }
    }
    end()
    return row
  }

  /// High enough for the texts, with room to write by hand.
  private func setRow(_ row: Int, _ texts: [String], _ widths: [Int], of sheet: Sheet) {
    sheet.setHeight(ofRow: row, points: min(400, 6 + 15 * Double(DisplayWidth.lines(texts, widths))))
  }

  private func writeReferenceObjects(_ marker: InspectedLine.Marker, from start: Int, to sheet: Sheet) -> Int {
    let table = cells.inspection.dataset[.boundaryMarker]
    let reference = table.text(.bearingReference, marker.record.row).map { "（\($0)）" } ?? ""
    for (column, title) in ["方位物", "位置", "方位角\(reference)", "距离（米）"].enumerated() {
      sheet.write(title, start, column, .header)
    }
    for number in 1...3 {
      let text = { (part: String) in
        table.text(FieldKey(rawValue: "reference\(number)\(part)"), marker.record.row) ?? ""
      }
      let row = start + number
      setRow(row, [text("")], [Self.widths[1]], of: sheet)
      sheet.write("\(number)号", row, 0, .formCell)
      for (column, part) in ["", "_bearing", "_distance"].enumerated() {
        sheet.write(text(part), row, column + 1, .formCell)
      }
    }
    return start + 4
  }

  /// Where the reference objects stand by bearing and distance, for finding them with a receiver; nothing without these.
  private func writeReferencePlaces(_ marker: InspectedLine.Marker, from start: Int, to sheet: Sheet) -> Int {
    guard let plane = cells.plane, let position = marker.record.position else { return start }
    let places = ReferenceObjectPlace.all(
      ofRow: marker.record.row, of: cells.inspection.dataset, marker: position, plane.plane)
    guard let first = places.first else { return start }
    let isMagnetic = first.reference == .magnetic
    let basis = first.reference == nil ? "（基准未登记，按坐标方位角推算）" : "（由方位角、距离推算）"
    sheet.writeAcross("方位物坐标\(isMagnetic ? "（磁方位角，未改正，不推算）" : basis)", start, 0...3, .header)
    guard !isMagnetic else { return start + 1 }
    for (column, title) in ["方位物", "纵坐标X　横坐标Y（米）", "经度", "纬度"].enumerated() {
      sheet.write(title, start + 1, column, .header)
    }
    for (index, place) in places.enumerated() {
      let row = start + 2 + index
      sheet.write("\(place.number)号", row, 0, .formCell)
      guard let geographic = plane.plane.geographic(place.planePosition),
        let coordinates = plane.coordinates(geographic)
      else { continue }
      let numbers = [coordinates.northing, coordinates.easting].map {
        NumberText.decimal($0, decimals: 2, grouped: false)
      }
      sheet.write(numbers.joined(separator: "　"), row, 1, .formCell)
      sheet.write(AngleText.dms(geographic.x), row, 2, .formCell)
      sheet.write(AngleText.dms(geographic.y), row, 3, .formCell)
    }
    return start + 2 + places.count
  }

  private func writeSketch(_ marker: InspectedLine.Marker, from row: inout Int, to sheet: Sheet) throws {
    sheet.writeAcross("位置略图", row, 0...3, .header)
    guard let plane = cells.plane?.plane, let sketch = MarkerSketch(marker, cells, plane) else {
      sheet.setHeight(ofRow: row + 1, points: 200)
      sheet.writeAcross("（没有坐标，略图请手绘）", row + 1, 0...3, .formCell)
      row += 2
      return
    }
    sheet.setHeight(ofRow: row + 1, points: (MarkerSketch.size.height + 3) / 25.4 * 72)
    sheet.writeAcross("", row + 1, 0...3, .formCell)
    let picture = try PagePrinter.png(sketch.drawing(), pixelsPerMillimetre: Self.pixelsPerMillimetre)
    sheet.insertPicture(
      picture, row + 1, 0, pixelsPerMillimetre: Self.pixelsPerMillimetre,
      description: "\(marker.record.number ?? "")位置略图")
    row += 2
  }
}
