internal import Analysis
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts
internal import Toponymy

extension StripMapContent {
  /// What the strip map of a line shows: the line, what stands on it, and what lies around it.
  init(_ line: InspectedLine, of inspection: JointInspection, plane: MapPlane, layout: StripMapLayout) {
    let dataset = inspection.dataset
    let markers = dataset[.boundaryMarker]
    let parties = line.parties(in: inspection)
    title =
      VisibleText.of(line.name) + (parties.isEmpty ? "" : "（\(parties.joined(separator: "—"))）") + "联合检查工作图"
    level = line.line.level
    asOf = inspection.asOf
    let parts = line.marked?.path?.parts ?? []
    // A printer shows a tenth of a millimetre.
    self.line = parts.map { part in
      let points = part.compactMap { vertex in
        plane.project(vertex.position).map { LinePoint(position: $0, chainageMetres: vertex.chainage) }
      }
      return Self.thinned(points, spacing: Double(layout.scale) / 20_000)
    }.filter { $0.count > 1 }
    self.markers = line.markers.compactMap { marker in
      guard let position = marker.record.position.flatMap(plane.project) else { return nil }
      return Marker(
        position: position, label: VisibleText.of(marker.record.number ?? "（无号）"),
        symbol: .init(marker.record, type: markers.text(.type, marker.record.row)))
    }
    guard let near = Self.surroundings(parts.map { $0.map(\.position) }, layout) else { return }
    let lines = dataset[.boundaryLine]
    let own = Set((line.marked?.rows ?? []) + (line.marked?.otherRows ?? []))
    otherLines = lines.rows.filter { row in
      !own.contains(row) && lines.geometry.types[row].dimension == 1 && lines.geometry.meets(near, row: row)
    }.flatMap { plane.paths(ofRow: $0, of: lines.geometry) }
    let areas = inspection.divisions.filter { dataset[.division].geometry.types[$0.row].dimension == 2 }
    let shown = areas.filter { dataset[.division].geometry.meets(near, row: $0.row) }
    units = shown.compactMap { division in
      guard let name = division.name, division.level ?? .county <= .town else { return nil }
      return Unit(
        name: VisibleText.of(name), rings: plane.paths(ofRow: division.row, of: dataset[.division].geometry),
        level: division.level)
    }
    self.parties = parties.map { Self.party($0, areas: shown, dataset[.division].geometry, plane) }
    places = Self.settlements(dataset[.placeName], near, plane)
    if let path = line.marked?.path { ticks = Self.ticks(path, plane, layout) }
  }

  /// With the polygons near the line: its own, else those of its towns.
  private static func party(
    _ name: String, areas: [Division], _ geometry: GeometryColumn, _ plane: MapPlane
  ) -> Party {
    var rows = UnitIndex(areas).divisions(named: name).map { areas[$0].row }
    if rows.isEmpty {
      rows = areas.filter { $0.districtName == name }.map(\.row)
    }
    return Party(name: name, polygons: rows.map { plane.paths(ofRow: $0, of: geometry) })
  }

  /// The bounds of everything that a sheet can show, in degrees; `nil` without a line.
  private static func surroundings(_ paths: [[Position]], _ layout: StripMapLayout) -> Envelope? {
    var bounds: Envelope?
    for position in paths.joined() { bounds = bounds?.extended(to: position) ?? Envelope(position) }
    // Half the diagonal of an A3 page, on each side of the line.
    let metres = 0.26 * Double(layout.scale)
    return bounds?.grown(by: metres / 90_000)
  }

  /// Settlements and villages, villages first; streets, shops and rivers would fill the map.
  private static func settlements(_ table: RecordTable, _ near: Envelope, _ plane: MapPlane) -> [Place] {
    var seen: Set<String> = []
    var places: [(place: Place, rank: Int)] = []
    for row in table.rows {
      guard let position = table.position(row), near.contains(position),
        let code = table.text(.classCode, row).flatMap({ ClassCode($0) }),
        let rank = ["215", "216", "22"].firstIndex(where: code.belongs(to:)),
        let name = table.text(.name, row), let place = plane.project(position)
      else { continue }
      // A village and its committee stand for one place.
      guard seen.insert("\(name)@\(Int(place.x / 500)),\(Int(place.y / 500))").inserted else { continue }
      places.append((Place(name: VisibleText.of(name), position: place), rank))
    }
    return (0..<3).flatMap { rank in places.filter { $0.rank == rank }.map(\.place) }
  }

  /// Every kilometre, closer on large scales and farther apart on small ones.
  private static func ticks(_ path: LinePath, _ plane: MapPlane, _ layout: StripMapLayout) -> [Tick] {
    let spacing = [100.0, 200, 500, 1000, 2000, 5000, 10_000].first { $0 / Double(layout.scale) >= 0.03 } ?? 20_000
    return stride(from: 0, through: path.lengthMetres, by: spacing).compactMap { chainage in
      plane.project(path.position(atChainage: chainage)).map { Tick(position: $0, chainageMetres: chainage) }
    }
  }

  /// Without vertices closer to the one kept before; the first and the last stay.
  private static func thinned(_ path: [LinePoint], spacing: Double) -> [LinePoint] {
    guard var last = path.first?.position, path.count > 2 else { return path }
    var kept = [path[0]]
    for point in path.dropFirst().dropLast()
    where hypot(point.position.x - last.x, point.position.y - last.y) >= spacing {
      kept.append(point)
      last = point.position
    }
    return kept + path.suffix(1)
  }
}

extension Division {
  /// The name of the district that its code begins with, in the list of codes.
  var districtName: String? {
    code.flatMap { try? DivisionCode($0.prefix(6)) }.flatMap { DivisionList.linkedIn.units[$0]?.name }
  }
}

extension StripMapContent.Marker.Symbol {
  /// By the letter of the number, else by the recorded type.
  init(_ marker: BoundaryMarker, type: String?) {
    switch marker.parsedNumber?.letter {
    case "A", "B": self = .pair
    case "C", "D", "E": self = .triple
    case "I": self = .junction
    case "Q": self = .single
    default:
      let type = type ?? ""
      self =
        type.contains("三交点") ? .junction : type.contains("双立") ? .pair : type.contains("三立") ? .triple : .single
    }
  }
}

extension GeometryColumn {
  fileprivate func meets(_ box: Envelope, row: Int) -> Bool { envelope(ofRow: row)?.intersects(box) ?? false }
}
