internal import Geometry
internal import Glibc
internal import Registry

/// The map itself on a page: grid, boundaries, markers, names.
struct MapFace {
  let content: StripMapContent
  let plane: MapPlane
  let view: SheetView
  let cut: StripMap.Sheets
  let index: Int

  func draw(on drawing: inout SVGDrawing) {
    let line = content.paths.flatMap(view.visible)
    drawing.clipped(to: view.frame) { drawing in
      let width = view.millimetres(2 * cut.corridorMetres)
      for path in line { drawing.path(path, stroke: Stroke(width: width, colour: "#fdf3e1")) }
    }
    var grid = MapGrid(view, plane)
    grid.draw(on: &drawing)
    let others = content.otherLines.flatMap(view.visible)
    drawing.clipped(to: view.frame) { drawing in
      for unit in content.units {
        for path in unit.rings.flatMap(view.visible) { drawing.path(path, stroke: LineSymbol.outline(unit)) }
      }
      for path in others { Self.draw(path, LineSymbol.other, on: &drawing) }
      for path in line { Self.draw(path, LineSymbol.stroke(content.level), on: &drawing) }
    }
    var labels = LabelPlacer(frame: view.frame.grown(by: -1))
    for path in line { labels.reserve(path, width: 2) }
    drawMarkers(&labels, on: &drawing)
    drawTicks(&labels, on: &drawing)
    drawAdjoining(&labels, on: &drawing)
    for path in others { labels.reserve(path, width: 1) }
    drawParties(line, others, &labels, on: &drawing)
    drawUnitNames(line, &labels, on: &drawing)
    drawPlaces(line, &labels, on: &drawing)
  }

  /// On white, so that the outline of a polygon does not fill the gaps of the dashes.
  private static func draw(_ path: [Position], _ stroke: Stroke, on drawing: inout SVGDrawing) {
    drawing.path(path, stroke: Stroke(width: stroke.width, colour: "#ffffff"))
    drawing.path(path, stroke: stroke)
  }

  // MARK: On the line

  private func drawMarkers(_ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let shown = content.markers.filter { view.shows($0.position) }
    for marker in shown {
      let position = view.page(marker.position)
      labels.reserve(Envelope(position).grown(by: MarkerSymbol.reach))
      MarkerSymbol.draw(marker.symbol, at: position, on: &drawing)
    }
    let style = TextStyle(size: 2.8, colour: LineSymbol.colour, isBold: true, hasHalo: true)
    for marker in shown {
      let position = view.page(marker.position)
      guard let place = labels.place(marker.label, style, beside: position, gap: 2.4, steps: [1, 2, 3, 4.5, 7]) else {
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

  private func drawTicks(_ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let style = TextStyle(size: 2.2, colour: "#404040", hasHalo: true)
    for tick in content.ticks where view.shows(tick.position) {
      let position = view.page(tick.position)
      drawing.circle(position, radius: 0.5, fill: "#000000")
      let text = Chainage.text(tick.chainageMetres)
      guard let place = labels.place(text, style, beside: position, gap: 1.6, steps: [1, 1.8, 3]) else { continue }
      drawing.text(text, at: place, style)
    }
  }

  /// Where the line leaves the map, which sheet shows it further on.
  private func drawAdjoining(_ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let style = TextStyle(size: 2.8, colour: "#404040", isBold: true, hasHalo: true)
    let exits = exits
    for (exit, neighbour) in [(exits.back, index - 1), (exits.forward, index + 1)] {
      guard let exit, cut.sheets.indices.contains(neighbour) else { continue }
      let text = "接第 \(neighbour + 1) 幅"
      guard let place = labels.place(text, style, beside: exit, gap: 1.5, steps: [1, 2.5, 5, 8]) else { continue }
      drawing.text(text, at: place, style)
    }
  }

  /// Where the line crosses the edge of the map last before the stretch of the sheet, and first behind it.
  private var exits: (back: Position?, forward: Position?) {
    let stretch = cut.sheets[index].chainage
    var exits: (back: Position?, forward: Position?)
    for path in content.line {
      for (from, to) in zip(path, path.dropFirst()) {
        guard let crossing = crossing(from.position, to.position) else { continue }
        if to.chainageMetres <= stretch.lowerBound { exits.back = crossing }
        if from.chainageMetres >= stretch.upperBound {
          exits.forward = crossing
          return exits
        }
      }
    }
    return exits
  }

  private func crossing(_ from: Position, _ to: Position) -> Position? {
    guard view.shows(from) != view.shows(to) else { return nil }
    var (inside, outside) = view.shows(from) ? (from, to) : (to, from)
    for _ in 0..<20 {
      let middle = Position(x: (inside.x + outside.x) / 2, y: (inside.y + outside.y) / 2)
      if view.shows(middle) { inside = middle } else { outside = middle }
    }
    return view.page(inside)
  }

  // MARK: Beside the line

  /// Names the two sides of the line.
  private func drawParties(
    _ line: [[Position]], _ others: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing
  ) {
    let style = TextStyle(size: 5, colour: "#7f6000", isBold: true, hasHalo: true)
    for (number, party) in content.parties.enumerated() {
      let isDrawn = !party.polygons.isEmpty
      guard isDrawn || content.parties.contains(where: { !$0.polygons.isEmpty }) else { continue }
      let anchor = NameAnchor.find(frame: view.frame, line: line) { place, distance in
        let position = view.plane(place)
        if isDrawn { return party.encloses(position) }
        // What is not known to be another's is the party's, as far as this line is the nearest.
        return !content.parties.enumerated().contains { $0 != number && $1.encloses(position) }
          && !content.units.contains { RingSide.encloses($0.rings, position) }
          && distance < 0.7 * NameAnchor.distance(place, to: others)
      }
      guard let anchor, let place = labels.place(party.name, style, centredNear: anchor) else { continue }
      drawing.text(party.name, at: place, style)
    }
  }

  /// Names each unit once a sheet, beside the line.
  private func drawUnitNames(_ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let parties = Set(content.parties.filter { !$0.polygons.isEmpty }.map(\.name))
    let near = view.sheet.envelope
    for unit in content.units where !parties.contains(unit.name) {
      let style = TextStyle(
        size: unit.isTown ? 3.2 : 4, colour: unit.isTown ? "#6f6f6f" : "#7f6000", isBold: !unit.isTown, hasHalo: true)
      let rings = unit.rings.filter { ring in
        ring.dropFirst().reduce(ring.first.map(Envelope.init)) { $0?.extended(to: $1) }?.intersects(near) ?? false
      }
      guard !rings.isEmpty,
        let anchor = NameAnchor.find(
          frame: view.frame, line: line, isWanted: { place, _ in RingSide.encloses(rings, view.plane(place)) }),
        let place = labels.place(unit.name, style, centredNear: anchor)
      else { continue }
      drawing.text(unit.name, at: place, style)
    }
  }

  private func drawPlaces(_ line: [[Position]], _ labels: inout LabelPlacer, on drawing: inout SVGDrawing) {
    let reach = view.millimetres(cut.corridorMetres)
    let style = TextStyle(size: 2.4, colour: "#1f3864", hasHalo: true)
    for place in content.places where view.shows(place.position) {
      let position = view.page(place.position)
      // A sign on top of another would stand for both.
      let sign = Envelope(position).grown(by: MarkerSymbol.placeRadius + 0.2)
      guard labels.isFree(sign), NameAnchor.distance(position, to: line) <= reach,
        let label = labels.place(place.name, style, beside: position, gap: 1.1)
      else { continue }
      labels.reserve(sign)
      MarkerSymbol.drawPlace(at: position, on: &drawing)
      drawing.text(place.name, at: label, style)
    }
  }
}
