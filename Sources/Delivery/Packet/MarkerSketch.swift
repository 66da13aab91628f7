internal import Analysis
internal import Geodesy
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts

/// The location sketch of a marker (位置略图): the line, the marker and its reference objects with their rays, grid north
/// up.
struct MarkerSketch {
  static let size = (width: 166.0, height: 118.0)

  private let marker: InspectedLine.Marker
  private let centre: Position
  private let objects: [ReferenceObjectPlace]
  /// Parts of the line, in the plane.
  private let paths: [[Position]]
  private let level: DivisionLevel?
  private let symbol: StripMapContent.Marker.Symbol
  /// The denominator of the scale.
  private let scale: Double

  /// - Returns: `nil` for a marker that has no place in the plane.
  init?(_ marker: InspectedLine.Marker, _ cells: FormCells, _ plane: MapPlane) {
    guard let centre = marker.record.position.flatMap(plane.project) else { return nil }
    (self.marker, self.centre) = (marker, centre)
    let table = cells.inspection.dataset[.boundaryMarker]
    objects =
      marker.record.position.map { position in
        ReferenceObjectPlace.all(ofRow: marker.record.row, of: cells.inspection.dataset, marker: position, plane)
      } ?? []
    let farthest = objects.map(\.distanceMetres).max() ?? 0
    // Room for the labels around the objects.
    let wanted = max(40, farthest) / (Self.size.height / 2 - 16) * 1000
    scale = [500.0, 1000, 2000, 2500, 5000, 10_000, 25_000, 50_000].first { $0 >= wanted } ?? wanted
    level = cells.line.line.level
    symbol = .init(marker.record, type: table.text(.type, marker.record.row))
    paths = Self.nearby(cells.line, of: marker, plane, reach: hypot(Self.size.width, Self.size.height) / 2000 * scale)
  }

  // MARK: What is shown

  /// What the rays are not, if anything.
  private var bearingNote: String? {
    guard let first = objects.first else { return "方位物未登记方位角和距离" }
    switch first.reference {
    case .magnetic: return "方位角为磁方位角，图上未改正"
    case nil: return "方位角基准未登记，按坐标方位角绘制"
    case .grid, .trueNorth: return nil
    }
  }

  /// The line within a distance of the marker.
  private static func nearby(
    _ line: InspectedLine, of marker: InspectedLine.Marker, _ plane: MapPlane, reach: Double
  ) -> [[Position]] {
    guard let path = line.marked?.path, let chainage = marker.chainageMetres, marker.distanceMetres ?? .infinity < reach
    else { return [] }
    let span = 3 * reach
    let step = max(0.5, reach / 100)
    let (from, to) = (max(0, chainage - span), min(path.lengthMetres, chainage + span))
    guard to > from else { return [] }
    let stations = stride(from: from, through: to, by: step) + [to]
    return [plane.project(stations.map { path.position(atChainage: $0) })]
  }

  // MARK: Drawing

  private var frame: Envelope { Envelope(minX: 1, minY: 1, maxX: Self.size.width - 1, maxY: Self.size.height - 1) }

  private func page(_ position: Position) -> Position {
    Position(
      x: frame.centre.x + (position.x - centre.x) / scale * 1000,
      y: frame.centre.y - (position.y - centre.y) / scale * 1000)
  }

  func drawing() -> SVGDrawing {
    var drawing = SVGDrawing(widthMillimetres: Self.size.width, heightMillimetres: Self.size.height)
    var labels = LabelPlacer(frame: frame.grown(by: -1))
    drawing.rectangle(frame, stroke: Stroke(width: 0.3))
    drawing.clipped(to: frame) { drawing in
      for path in paths { drawing.path(path.map(page), stroke: LineSymbol.stroke(level)) }
    }
    for path in paths { labels.reserve(path.map(page), width: 1.4) }
    drawFurniture(&labels, on: &drawing)
    let place = page(centre)
    labels.reserve(Envelope(place).grown(by: 2))
    let ray = Stroke(width: 0.2, colour: "#404040", dashes: [1.5, 0.8])
    for object in objects {
      let end = page(object.planePosition)
      drawing.clipped(to: frame) { $0.line(place, end, ray) }
      labels.reserve([place, end], width: 1)
      labels.reserve(Envelope(end).grown(by: 1.5))
      drawing.rectangle(Envelope(end).grown(by: 0.9), stroke: Stroke(width: 0.3), fill: "#ffffff")
    }
    MarkerSymbol.draw(symbol, at: place, on: &drawing)
    label(
      marker.record.number ?? "", at: place, TextStyle(size: 3.6, colour: LineSymbol.colour, isBold: true), &labels,
      on: &drawing)
    for object in objects {
      label(Self.text(of: object), at: page(object.planePosition), TextStyle(size: 3), &labels, on: &drawing)
    }
    return drawing
  }

  private static func text(of object: ReferenceObjectPlace) -> String {
    "\(object.number)号 \(object.name) \(object.bearing) \(NumberText.decimal(object.distanceMetres, decimals: 1)) m"
  }

  private func label(
    _ text: String, at position: Position, _ style: TextStyle, _ labels: inout LabelPlacer,
    on drawing: inout SVGDrawing
  ) {
    var style = style
    style.hasHalo = true
    // None may be missing: rather far off, with a hint where it belongs.
    guard let place = labels.place(text, style, beside: position, gap: 2, steps: [1, 2, 3, 5, 7, 10, 14]) else {
      return
    }
    let nearest = Position(
      x: max(place.x, min(position.x, place.x + style.width(of: text))),
      y: max(place.y - style.size * 0.8, min(position.y, place.y)))
    if hypot(nearest.x - position.x, nearest.y - position.y) > 4.5 {
      drawing.line(position, nearest, Stroke(width: 0.12, colour: "#808080"))
    }
    drawing.text(text, at: place, style)
  }

  private func drawFurniture(_ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let arrow = Position(x: frame.maxX - 8, y: frame.minY + 5)
    drawing.path(
      [arrow, Position(x: arrow.x + 2, y: arrow.y + 10), Position(x: arrow.x, y: arrow.y + 8)], closed: true,
      fill: "#000000")
    drawing.path(
      [arrow, Position(x: arrow.x - 2, y: arrow.y + 10), Position(x: arrow.x, y: arrow.y + 8)], closed: true,
      stroke: Stroke(width: 0.2))
    drawing.text("坐标北", at: Position(x: arrow.x, y: arrow.y + 14), TextStyle(size: 2.6, anchor: .middle))
    labels.reserve(Envelope(minX: arrow.x - 5, minY: frame.minY, maxX: frame.maxX, maxY: arrow.y + 15))
    let step = [5.0, 10, 20, 50, 100, 200, 500, 1000].first { $0 / scale * 1000 >= 18 } ?? scale / 50
    let start = Position(x: frame.minX + 4, y: frame.maxY - 5)
    let end = Position(x: start.x + step / scale * 1000, y: start.y)
    // No ratio: the size on paper is the printer's affair, the bar goes with it.
    let note = "\(NumberText.decimal(step, decimals: 0)) m" + (bearingNote.map { "　" + $0 } ?? "")
    let style = TextStyle(size: 2.6)
    // On white: the line may pass here.
    let box = Envelope(
      minX: start.x - 1, minY: start.y - 3, maxX: end.x + 3 + style.width(of: note), maxY: frame.maxY - 1)
    drawing.rectangle(box, fill: "#ffffff")
    for tick in [start, end] {
      drawing.line(tick, Position(x: tick.x, y: tick.y - 1.5), Stroke(width: 0.3))
    }
    drawing.line(start, end, Stroke(width: 0.3))
    drawing.text(note, at: Position(x: end.x + 2, y: end.y), style)
    labels.reserve(box)
  }
}
