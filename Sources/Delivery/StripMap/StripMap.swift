internal import Geometry
internal import Glibc
internal import Registry

/// Draws the sheets of a boundary line, one page each.
struct StripMap {
  let content: StripMapContent
  let plane: MapPlane
  let layout: StripMapLayout

  /// A3 across.
  private static let page = (width: 420.0, height: 297.0)
  static let frame = Envelope(minX: 18, minY: 26, maxX: 402, maxY: 252)

  /// More sheets than this are no map that anyone prints.
  static let sheetLimit = 300

  /// - Returns: a page for each sheet; none for a line without length, or one for which the scale is far too large.
  func pages() -> [SVGDrawing] {
    let metres = Double(layout.scale) / 1000
    let length = content.line.reduce(0) { $0 + (($1.last?.chainageMetres ?? 0) - ($1.first?.chainageMetres ?? 0)) }
    guard length <= Double(Self.sheetLimit) * (Self.frame.maxX - Self.frame.minX) * metres else { return [] }
    let sheets = StripSheet.along(
      content.line, widthMetres: (Self.frame.maxX - Self.frame.minX) * metres,
      heightMetres: (Self.frame.maxY - Self.frame.minY) * metres, corridorMetres: layout.shownCorridorMetres)
    guard sheets.count <= 2 * Self.sheetLimit else { return [] }
    return sheets.enumerated().map { index, sheet in
      var drawing = SVGDrawing(widthMillimetres: Self.page.width, heightMillimetres: Self.page.height)
      let view = SheetView(sheet: sheet, frame: Self.frame, scale: layout.scale)
      let line = content.line.flatMap { view.visible($0.map(\.position)) }
      let northArrow = MapFurniture.northArrowBox(view.frame, clearOf: line)
      draw(view, line, northArrow, on: &drawing)
      MapFurniture(
        content: content, plane: plane, view: view, northArrow: northArrow, number: index + 1, count: sheets.count
      ).draw(on: &drawing)
      return drawing
    }
  }

  private func draw(
    _ view: SheetView, _ line: [[Position]], _ northArrow: Envelope, on drawing: inout SVGDrawing
  ) {
    drawing.clipped(to: view.frame) { drawing in
      drawCorridor(line, view, on: &drawing)
    }
    var grid = MapGrid(view, plane)
    grid.draw(on: &drawing)
    let others = content.otherLines.flatMap(view.visible)
    drawing.clipped(to: view.frame) { drawing in
      for unit in content.units { draw(unit, view, on: &drawing) }
      for path in others { drawing.path(path, stroke: LineSymbol.other) }
      for path in line { drawing.path(path, stroke: LineSymbol.stroke(content.level)) }
    }
    var labels = LabelPlacer(frame: view.frame.grown(by: -1))
    for path in line { labels.reserve(path, width: 2.4) }
    labels.reserve(northArrow)
    drawMarkers(view, &labels, on: &drawing)
    drawTicks(view, line, &labels, on: &drawing)
    drawUnitNames(view, line, &labels, on: &drawing)
    drawParties(view, &labels, on: &drawing)
    drawPlaces(view, line, &labels, on: &drawing)
  }

  private func drawCorridor(_ line: [[Position]], _ view: SheetView, on drawing: inout SVGDrawing) {
    let width = view.millimetres(2 * layout.shownCorridorMetres)
    for path in line { drawing.path(path, stroke: Stroke(width: width, colour: "#fdf3e1")) }
  }

  private func draw(_ unit: StripMapContent.Unit, _ view: SheetView, on drawing: inout SVGDrawing) {
    let isTown = unit.level == .town || unit.level == .village
    let stroke =
      isTown ? LineSymbol.town : LineSymbol.county
    for ring in unit.rings { for path in view.visible(ring) { drawing.path(path, stroke: stroke) } }
  }

  private func drawMarkers(_ view: SheetView, _ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let shown = content.markers.filter { view.shows($0.position) }
    for marker in shown {
      let position = view.page(marker.position)
      labels.reserve(Envelope(position).grown(by: 1.4))
      MarkerSymbol.draw(marker.symbol, at: position, on: &drawing)
    }
    let style = TextStyle(size: 2.8, colour: LineSymbol.colour, isBold: true, hasHalo: true)
    for marker in shown {
      let position = view.page(marker.position)
      guard let place = labels.place(marker.label, style, beside: position, gap: 2.2, steps: [1, 2, 3.5, 5, 7.5]) else {
        continue
      }
      // A label farther off needs a hint where it belongs.
      let middle = Position(x: place.x + style.width(of: marker.label) / 2, y: place.y - style.size * 0.4)
      if hypot(middle.x - position.x, middle.y - position.y) > style.width(of: marker.label) {
        drawing.line(position, middle, Stroke(width: 0.15, colour: LineSymbol.colour))
      }
      drawing.text(marker.label, at: place, style)
    }
  }

  private func drawTicks(
    _ view: SheetView, _ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing
  ) {
    let style = TextStyle(size: 2.2, colour: "#404040", hasHalo: true)
    for tick in content.ticks where view.shows(tick.position) {
      let position = view.page(tick.position)
      drawing.circle(position, radius: 0.5, fill: "#000000")
      let text = Chainage.text(tick.chainageMetres)
      guard let place = labels.place(text, style, beside: position, gap: 1.4) else { continue }
      drawing.text(text, at: place, style)
    }
  }

  /// Names each unit once a sheet, beside the line.
  private func drawUnitNames(
    _ view: SheetView, _ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing
  ) {
    for unit in content.units {
      let isTown = unit.level == .town || unit.level == .village
      let style = TextStyle(
        size: isTown ? 3.2 : 5, colour: isTown ? "#7f7f7f" : "#7f6000", isBold: !isTown, hasHalo: true)
      let rings = unit.rings.map(view.page).filter { ring in
        ring.dropFirst().reduce(ring.first.map(Envelope.init)) { $0?.extended(to: $1) }?.intersects(view.frame) ?? false
      }
      guard !rings.isEmpty, let anchor = NameAnchor.find(in: rings, frame: view.frame, line: line, view),
        let place = labels.place(unit.name, style, beside: anchor, gap: 0)
      else { continue }
      drawing.text(unit.name, at: place, style)
    }
  }

  /// The names of the two parties on their sides of the line; of one whose outline is named on the sheet, that will do.
  private func drawParties(_ view: SheetView, _ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    guard let parties = content.parties, let middle = middle(of: view.sheet) else { return }
    let (here, ahead) = (view.page(middle.here), view.page(middle.ahead))
    let length = hypot(ahead.x - here.x, ahead.y - here.y)
    guard length > 0 else { return }
    // To the left of the line, on a page whose y runs down.
    let left = Position(x: (ahead.y - here.y) / length, y: -(ahead.x - here.x) / length)
    let away = view.millimetres(0.6 * min(view.sheet.corridorMetres, layout.shownCorridorMetres))
    let style = TextStyle(size: 6, colour: "#7f6000", anchor: .start, isBold: true, hasHalo: true)
    for (name, side) in [(parties.left, 1.0), (parties.right, -1.0)] where !isNamed(name, view) {
      let anchor = Position(x: here.x + side * away * left.x, y: here.y + side * away * left.y)
      guard let place = labels.place(name, style, beside: anchor, gap: 1, steps: [0, 4, 10, 20]) else { continue }
      drawing.text(name, at: place, style)
    }
  }

  private func isNamed(_ name: String, _ view: SheetView) -> Bool {
    content.units.contains { unit in
      unit.name == name
        && unit.rings.contains { ring in
          view.page(ring).contains(where: view.frame.contains)
        }
    }
  }

  /// A place of the line in the middle of its stretch on a sheet, and the next.
  private func middle(of sheet: StripSheet) -> (here: Position, ahead: Position)? {
    let chainage = (sheet.chainage.lowerBound + sheet.chainage.upperBound) / 2
    for part in content.line {
      guard let next = part.firstIndex(where: { $0.chainageMetres > chainage }), next > 0,
        part[next - 1].chainageMetres <= chainage
      else { continue }
      return (part[next - 1].position, part[next].position)
    }
    return nil
  }

  private func drawPlaces(
    _ view: SheetView, _ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing
  ) {
    let reach = view.millimetres(layout.shownCorridorMetres)
    let style = TextStyle(size: 2.4, colour: "#1f3864", hasHalo: true)
    for place in content.places where view.shows(place.position) {
      let position = view.page(place.position)
      guard NameAnchor.distance(position, to: line) <= reach else { continue }
      guard let label = labels.place(place.name, style, beside: position, gap: 1) else { continue }
      drawing.circle(position, radius: 0.45, stroke: Stroke(width: 0.15, colour: "#1f3864"), fill: "#ffffff")
      drawing.text(place.name, at: label, style)
    }
  }
}
