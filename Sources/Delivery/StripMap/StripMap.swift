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
  private static let frame = Envelope(minX: 18, minY: 26, maxX: 402, maxY: 252)

  /// More sheets than this are no map that anyone prints.
  static let sheetLimit = 300

  /// - Returns: a page for each sheet; none for a line without length, or one for which the scale is far too large.
  func pages() -> [SVGDrawing] {
    let metres = Double(layout.scale) / 1000
    guard lengthMetres <= Double(Self.sheetLimit) * (Self.frame.maxX - Self.frame.minX) * metres else { return [] }
    var chainage = 0.0
    var sheets: [StripSheet] = []
    for part in content.line {
      sheets += StripSheet.along(
        part, widthMetres: (Self.frame.maxX - Self.frame.minX) * metres,
        heightMetres: (Self.frame.maxY - Self.frame.minY) * metres, corridorMetres: layout.corridorMetres,
        startChainage: chainage)
      chainage += zip(part, part.dropFirst()).reduce(0) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
    }
    guard sheets.count <= 2 * Self.sheetLimit else { return [] }
    return sheets.enumerated().map { index, sheet in
      var drawing = SVGDrawing(widthMillimetres: Self.page.width, heightMillimetres: Self.page.height)
      let view = SheetView(sheet: sheet, frame: Self.frame, scale: layout.scale)
      draw(view, on: &drawing)
      MapFurniture(content: content, plane: plane, view: view, number: index + 1, count: sheets.count)
        .draw(on: &drawing)
      return drawing
    }
  }

  /// In the plane.
  private var lengthMetres: Double {
    content.line.reduce(0) { total, part in
      zip(part, part.dropFirst()).reduce(total) { $0 + hypot($1.1.x - $1.0.x, $1.1.y - $1.0.y) }
    }
  }

  private func draw(_ view: SheetView, on drawing: inout SVGDrawing) {
    let line = content.line.flatMap(view.visible)
    drawing.clipped(to: view.frame) { drawing in
      drawCorridor(line, view, on: &drawing)
    }
    var grid = MapGrid(view, plane)
    grid.draw(on: &drawing)
    let others = content.otherLines.flatMap(view.visible)
    drawing.clipped(to: view.frame) { drawing in
      for unit in content.units { draw(unit, view, on: &drawing) }
      for path in others { drawing.path(path, stroke: Stroke(width: 0.4, colour: "#7f6000", dashes: [4, 1.2])) }
      for path in line { drawing.path(path, stroke: LineSymbol.stroke(content.level)) }
    }
    var labels = LabelPlacer(frame: view.frame.grown(by: -1))
    for path in line { labels.reserve(path, width: 1.6) }
    labels.reserve(MapFurniture.northArrowBox(view.frame))
    drawMarkers(view, &labels, on: &drawing)
    drawTicks(view, line, &labels, on: &drawing)
    drawUnitNames(view, line, &labels, on: &drawing)
    drawPlaces(view, line, &labels, on: &drawing)
  }

  private func drawCorridor(_ line: [[Position]], _ view: SheetView, on drawing: inout SVGDrawing) {
    let width = view.millimetres(2 * layout.corridorMetres)
    for path in line { drawing.path(path, stroke: Stroke(width: width, colour: "#fdf3e1")) }
  }

  private func draw(_ unit: StripMapContent.Unit, _ view: SheetView, on drawing: inout SVGDrawing) {
    let isTown = unit.level == .town || unit.level == .village
    let stroke =
      isTown
      ? Stroke(width: 0.25, colour: "#7f7f7f", dashes: [1.6, 1]) : Stroke(width: 0.35, colour: "#7f6000")
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
      guard let place = labels.place(marker.label, style, beside: position, gap: 1.8, steps: [1, 2.5, 4, 6, 9]) else {
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

  private func drawPlaces(
    _ view: SheetView, _ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing
  ) {
    let reach = view.millimetres(layout.corridorMetres)
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

/// Chainages as surveyors write them: `K3+250`.
enum Chainage {
  static func text(_ metres: Double) -> String {
    let whole = Int(metres.rounded())
    let rest = String(whole % 1000)
    return "K\(whole / 1000)+" + String(repeating: "0", count: 3 - rest.count) + rest
  }
}

/// The signs of markers.
enum MarkerSymbol {
  static func draw(_ symbol: StripMapContent.Marker.Symbol, at position: Position, on drawing: inout SVGDrawing) {
    let stroke = Stroke(width: 0.3, colour: LineSymbol.colour)
    switch symbol {
    case .single:
      drawing.circle(position, radius: 1.1, stroke: stroke, fill: "#ffffff")
      drawing.circle(position, radius: 0.35, fill: LineSymbol.colour)
    case .pair:
      drawing.rectangle(Envelope(position).grown(by: 1), stroke: stroke, fill: "#ffffff")
      drawing.circle(position, radius: 0.35, fill: LineSymbol.colour)
    case .triple, .junction:
      let corners = [(0.0, -1.4), (1.25, 0.8), (-1.25, 0.8)].map {
        Position(x: position.x + $0.0, y: position.y + $0.1)
      }
      drawing.path(corners, closed: true, stroke: stroke, fill: symbol == .junction ? LineSymbol.colour : "#ffffff")
    }
  }
}

/// Finds where the name of a unit stands on a sheet.
enum NameAnchor {
  /// A point of the unit inside the map, not on the line and not far from it; `nil` when the sheet shows nothing of it.
  static func find(in rings: [[Position]], frame: Envelope, line: [[Position]], _ view: SheetView) -> Position? {
    let wanted = 18.0
    var best: (position: Position, cost: Double)?
    for column in 1..<24 {
      for row in 1..<14 {
        let position = Position(
          x: frame.minX + (frame.maxX - frame.minX) * Double(column) / 24,
          y: frame.minY + (frame.maxY - frame.minY) * Double(row) / 14)
        guard isInside(position, rings) else { continue }
        let cost = abs(distance(position, to: line) - wanted) + 0.15 * abs(position.x - frame.centre.x)
        if cost < best?.cost ?? .infinity { best = (position, cost) }
      }
    }
    return best?.position
  }

  static func distance(_ position: Position, to paths: [[Position]]) -> Double {
    var least = Double.infinity
    for path in paths {
      for (from, to) in zip(path, path.dropFirst()) {
        let (x, y) = (to.x - from.x, to.y - from.y)
        let square = x * x + y * y
        let part =
          square > 0 ? max(0, min(1, ((position.x - from.x) * x + (position.y - from.y) * y) / square)) : 0
        least = min(least, hypot(from.x + part * x - position.x, from.y + part * y - position.y))
      }
    }
    return least
  }

  private static func isInside(_ position: Position, _ rings: [[Position]]) -> Bool {
    var isInside = false
    for ring in rings {
      for (from, to) in zip(ring, ring.dropFirst()) where (from.y > position.y) != (to.y > position.y) {
        let x = from.x + (to.x - from.x) * (position.y - from.y) / (to.y - from.y)
        if x > position.x { isInside.toggle() }
      }
    }
    return isInside
  }
}
