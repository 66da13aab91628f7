import Geometry
public import Registry

/// A draft of a course text (走向说明), written from geometry for people to go on with.
///
/// It runs in the direction in which the markers are numbered, from marker to marker, with winds, lengths along the line
/// and chainages from its own start; it names no rivers, ridges or roads.
public enum CourseDraft {
  public static func text(lineName: String?, path: LinePath, stations: [MarkerStation]) -> String {
    let runsForward = numberedForward(stations)
    // Along the text.
    let chainage = { (metres: Double) in runsForward ? metres : path.lengthMetres - metres }
    var stops = [Stop(name: "起点", chainageMetres: 0)]
    let ordered = runsForward ? stations : stations.reversed()
    stops += ordered.map { Stop(name: name(of: $0), chainageMetres: max(0, chainage($0.chainageMetres))) }
    stops.append(Stop(name: "终点", chainageMetres: path.lengthMetres))
    // A marker at an end says more than the end.
    if stops.count > 2, stops[1].chainageMetres < 1 { stops.removeFirst() }
    if stops.count > 2, path.lengthMetres - stops[stops.count - 2].chainageMetres < 1 { stops.removeLast() }

    var text = "【草稿，由界线几何图形自动生成，须经毗邻双方核对；方向为真北十六方位，里程自本说明起点起算】"
    text += "\(lineName ?? "本界线")，全长约\(metres(path.lengthMetres))。从\(place(of: stops[0]))起，"
    var wind: Wind?
    for (index, (start, end)) in zip(stops, stops.dropFirst()).enumerated() {
      let moves = moves(path, from: start.chainageMetres, to: end.chainageMetres, chainage)
      // At a marker the line may go on or turn.
      let turns = index > 0 && moves.first?.wind != nil && moves.first?.wind != wind
      let verb = index == 0 ? "界线向" : turns ? "转向" : "继续向"
      let phrases = moves.enumerated().map { number, move in
        (move.wind.map { (number == 0 ? verb : "转") + $0.word } ?? "") + "约\(move.metres)米，"
      }
      text += phrases.joined() + "至\(place(of: end))" + (index == stops.count - 2 ? "止。" : "；")
      wind = moves.last?.wind ?? wind
    }
    return text
  }

  private struct Move {
    let wind: Wind?
    /// Whole metres.
    let metres: Int
  }

  private struct Stop {
    var name: String
    var chainageMetres: Double
  }

  private static func place(of stop: Stop) -> String {
    "\(stop.name)（里程\(kilometres(stop.chainageMetres))千米）"
  }

  private static func name(of station: MarkerStation) -> String {
    let numbers = station.numbers.map { number in
      var number = number.filter { !$0.isWhitespace }[...]
      for suffix in ["号界桩", "号"] where number.hasSuffix(suffix) { number = number.dropLast(suffix.count) }
      return String(number)
    }
    return numbers.joined(separator: "、") + "号界桩"
  }

  /// Whether serials rise along the geometry, as far as they say anything.
  private static func numberedForward(_ stations: [MarkerStation]) -> Bool {
    let numbered = stations.filter { $0.serial != nil }
    return MarkerOrder(serials: numbered.compactMap(\.serial), chainages: numbered.map(\.chainageMetres)).direction
      == .withLine
  }

  /// One for each stretch in one direction.
  private static func moves(
    _ path: LinePath, from start: Double, to end: Double, _ chainage: (Double) -> Double
  ) -> [Move] {
    let length = end - start
    guard length >= 0.5 else { return [] }
    let points = path.simplified(
      fromChainage: chainage(start), to: chainage(end), toleranceMetres: min(50, max(10, length / 20)))
    // Each along the text: where it begins, and its wind.
    var stretches: [(from: Double, wind: Wind?)] = []
    for (point, next) in zip(points, points.dropFirst()) {
      let wind = path.azimuth(fromChainage: point, to: next).flatMap(Wind.init)
      if let last = stretches.last, last.wind == wind || wind == nil { continue }
      stretches.append((chainage(point), wind))
    }
    // Rounded from the start of the leg, so that the roundings do not add up.
    let ends = stretches.dropFirst().map(\.from) + [end]
    return zip(stretches, ends).compactMap { stretch, stretchEnd in
      let metres = (stretchEnd - start).rounded() - (max(start, stretch.from) - start).rounded()
      guard metres >= 1 else { return nil }
      return Move(wind: stretch.wind, metres: Int(metres))
    }
  }

  private static func metres(_ length: Double) -> String { "\(Int(length.rounded()))米" }

  private static func kilometres(_ metres: Double) -> String {
    let rounded = Int(metres.rounded())
    let rest = String(rounded % 1000)
    return "\(rounded / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

/// The layer `course`: the boundary lines with a draft of their course text.
public enum CourseLayer {
  /// Whether the course is a draft (`true`) or the recorded text, in exports of the layer.
  public static let draftKey: FieldKey = "course_draft"
  /// The recorded text, where there is one.
  public static let recordedKey: FieldKey = "course_recorded"

  /// One row a line, with its geometry; a line on several rows gives its text to its first.
  ///
  /// Lines whose rows do not join end to end, or without geometry, have no text.
  public static func table(of dataset: Dataset) throws -> RecordTable {
    let table = dataset[.boundaryLine]
    let lines = BoundaryLine.all(in: table)
    let markers = BoundaryMarker.all(in: dataset[.boundaryMarker], lines: lines)
    var layer = RecordTable(kind: .boundaryLine, keys: columns)
    for marked in try MarkedLine.all(lines: lines, geometry: table.geometry, markers: markers) {
      let line = lines[marked.line]
      var cells: [FieldKey: String] = [:]
      for key in copied { cells[key] = table.text(key, line.row) ?? "" }
      cells[recordedKey] = table.text(.course, line.row) ?? ""
      if marked.isContinuous, let path = marked.path {
        cells[.course] = CourseDraft.text(
          lineName: line.name ?? line.code, path: path, stations: MarkerStation.all(of: marked, markers: markers))
        cells[draftKey] = "true"
      }
      layer.append(cells, geometry: table.geometry.single(row: line.row), origin: line.origin)
    }
    return layer
  }

  private static let copied: [FieldKey] = [.code, .name, .level, "unit1", "unit2", .secrecy]
  private static let columns = copied + [.course, draftKey, recordedKey]
}
