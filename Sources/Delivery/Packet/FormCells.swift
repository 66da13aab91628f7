internal import Analysis
internal import Geodesy
internal import Geometry
internal import Registry
internal import Texts

/// The plane that tables give coordinates in, and whether eastings begin with the number of the zone.
struct TablePlane {
  let plane: MapPlane
  let hasZonePrefix: Bool

  var title: String { plane.title(hasZonePrefix: hasZonePrefix) }

  /// X (north) and Y (east) to the millimetre.
  func coordinates(_ position: Position) -> (northing: Double, easting: Double)? {
    plane.project(position).map { point in
      (Self.rounded(point.y), Self.rounded(plane.easting(point, hasZonePrefix: hasZonePrefix)))
    }
  }

  private static func rounded(_ metres: Double) -> Double { (metres * 1000).rounded() / 1000 }
}

/// Fills the columns of forms.
struct FormCells {
  let inspection: JointInspection
  let line: InspectedLine
  /// `nil` where the line has no place in the zones of China.
  let plane: TablePlane?

  // MARK: Rows of markers

  func cell(_ column: FormTemplate.Column, marker: InspectedLine.Marker, serial: Int) -> ReportTable.Cell {
    switch column.value {
    case nil, .inspection: return .blank
    case .marker(let key): return recorded(key, marker.record.row)
    case .computed(let value): return computed(value, marker, serial)
    }
  }

  private func recorded(_ key: FieldKey, _ row: Int) -> ReportTable.Cell {
    guard let text = inspection.dataset[.boundaryMarker].text(key, row) else { return .blank }
    if let field = FieldCatalogue.standard.field(.boundaryMarker, key), field.type == .number,
      let number = parseDecimal(text)
    {
      return .number(number, decimals: 3)
    }
    return .text(text)
  }

  private func computed(
    _ value: FormValue.Computed, _ marker: InspectedLine.Marker, _ serial: Int
  ) -> ReportTable.Cell {
    let last = inspection.lastInspection(of: marker)
    switch value {
    case .serial: return .ordinal(serial)
    case .line: return .text(line.name)
    case .northing, .easting, .longitude, .latitude, .longitudeDMS, .latitudeDMS:
      return marker.record.position.map { position(value, $0) } ?? .blank
    case .chainage, .chainageMetres: return marker.chainageMetres.map { chainage(value, $0) } ?? .blank
    case .distanceToLine: return marker.distanceMetres.map { .number($0, decimals: 1) } ?? .blank
    case .side: return side(of: marker).map { .text($0) } ?? .blank
    case .previousCondition:
      let table = inspection.dataset[.inspection]
      return (last.flatMap { table.text(.condition, $0.row) }).map { .text($0) }
        ?? recorded(.condition, marker.record.row)
    case .previousMeasure: return last?.measureText.map { .text($0) } ?? .blank
    case .previousDate: return last?.date.map { .text($0.description) } ?? .blank
    case .previousRound:
      return (last?.round ?? line.last?.round).map { .text($0) } ?? .blank
    case .nextRound: return (line.last?.round).flatMap(InspectionRound.next).map { .text($0) } ?? .blank
    case .pointNote: return .blank
    }
  }

  /// Looking from the start of the line to its end.
  private func side(of marker: InspectedLine.Marker) -> String? {
    guard let path = line.marked?.path, let chainage = marker.chainageMetres, let foot = marker.foot,
      let position = marker.record.position, let distance = marker.distanceMetres
    else { return nil }
    if distance < 0.5 { return "线上" }
    guard let along = path.azimuth(fromChainage: max(0, chainage - 1), to: min(path.lengthMetres, chainage + 1))
    else { return nil }
    let across = Ellipsoid.cgcs2000.azimuth(from: (foot.x, foot.y), to: (position.x, position.y))
    return (across - along).remainder(dividingBy: 360) < 0 ? "左" : "右"
  }

  // MARK: Rows of boundary points

  func cell(_ column: FormTemplate.Column, point: BoundaryPoint) -> ReportTable.Cell {
    guard case .computed(let value) = column.value else { return .blank }
    switch value {
    case .serial: return .ordinal(point.serial)
    case .line: return .text(line.name)
    case .chainage, .chainageMetres: return chainage(value, point.chainageMetres)
    case .pointNote: return point.note.map { .text($0) } ?? .blank
    default: return position(value, point.position)
    }
  }

  // MARK: Numbers

  private func position(_ value: FormValue.Computed, _ position: Position) -> ReportTable.Cell {
    guard position.x.isFinite, abs(position.y) <= 90 else { return .blank }
    switch value {
    case .northing: return plane?.coordinates(position).map { .number($0.northing, decimals: 3) } ?? .blank
    case .easting: return plane?.coordinates(position).map { .number($0.easting, decimals: 3) } ?? .blank
    case .longitude: return .number(position.x, decimals: 7)
    case .latitude: return .number(position.y, decimals: 7)
    case .longitudeDMS: return .text(AngleText.dms(position.x))
    case .latitudeDMS: return .text(AngleText.dms(position.y))
    default: return .blank
    }
  }

  private func chainage(_ value: FormValue.Computed, _ metres: Double) -> ReportTable.Cell {
    value == .chainage ? .text(Chainage.text(metres)) : .number(metres, decimals: 1)
  }
}

/// A turning point of a line (边界点).
struct BoundaryPoint {
  let serial: Int
  let position: Position
  let chainageMetres: Double
  let note: String?

  /// The vertices of a line in order; O(vertices + markers · log).
  static func all(of line: InspectedLine) -> [BoundaryPoint] {
    let points = (line.marked?.path?.parts ?? []).flatMap { part in
      part.enumerated().map { index, vertex in
        (
          position: vertex.position, chainage: vertex.chainage, isEnd: index == 0 || index == part.count - 1
        )
      }
    }
    let notes = notes(line.markers, points.map(\.position))
    return points.enumerated().map { index, point in
      let end = index == 0 ? "起点" : index == points.count - 1 ? "终点" : point.isEnd ? "段端点" : nil
      let all = [end].compactMap(\.self) + (notes[index] ?? [])
      return BoundaryPoint(
        serial: index + 1, position: point.position, chainageMetres: point.chainage,
        note: all.isEmpty ? nil : all.joined(separator: "、"))
    }
  }

  /// The markers that stand on a vertex, to a metre.
  private static func notes(_ markers: [InspectedLine.Marker], _ vertices: [Position]) -> [Int: [String]] {
    let placed = markers.compactMap { marker in marker.record.position.map { (marker.record, $0) } }
    guard !placed.isEmpty else { return [:] }
    let order = vertices.indices.sorted { (vertices[$0].x, $0) < (vertices[$1].x, $1) }
    var notes: [Int: [String]] = [:]
    for (record, position) in placed {
      // A metre is less than this many degrees of longitude up to 60° of latitude.
      let reach = 2e-5
      var (low, high) = (0, order.count)
      while low < high {
        let middle = (low + high) / 2
        if vertices[order[middle]].x < position.x - reach { low = middle + 1 } else { high = middle }
      }
      var nearest: (distance: Double, vertex: Int)?
      while low < order.count, vertices[order[low]].x <= position.x + reach {
        let distance = EllipsoidalMeasure.distance(vertices[order[low]], position)
        if distance <= 1, distance < nearest?.distance ?? .infinity { nearest = (distance, order[low]) }
        low += 1
      }
      if let nearest { notes[nearest.vertex, default: []].append("界桩\(record.number ?? "")") }
    }
    return notes
  }
}

extension InspectedLine {
  func parties(in inspection: JointInspection) -> [String] {
    FieldKey.units.prefix(2).compactMap { text($0, in: inspection) }
  }

  /// A column of the first row of the line that says something.
  func text(_ key: FieldKey, in inspection: JointInspection) -> String? {
    let table = inspection.dataset[.boundaryLine]
    return group.lazy.compactMap { table.text(key, inspection.lines[$0].row) }.first.map(VisibleText.of)
  }
}

/// Rounds of joint inspections as they are named: 第四轮.
enum InspectionRound {
  /// - Returns: `nil` for any other form, which only people can go on with.
  static func next(_ text: String) -> String? {
    let text = text.filter { !$0.isWhitespace }
    guard text.hasPrefix("第"), text.hasSuffix("轮") else { return nil }
    let number = String(text.dropFirst().dropLast())
    if let value = Int(number), value > 0, value < 100 { return "第\(value + 1)轮" }
    guard let index = words.firstIndex(of: number), index + 1 < words.count else { return nil }
    return "第\(words[index + 1])轮"
  }

  private static let words: [String] =
    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"] + ["一", "二", "三", "四", "五", "六", "七", "八", "九"].map { "十\($0)" }
}
