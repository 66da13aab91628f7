internal import Geometry
internal import Glibc

/// The kilometre grid of the plane and the graticule of longitude and latitude, with their numbers at the neatline.
struct MapGrid {
  private let view: SheetView
  private let plane: MapPlane
  private var labelled: [Position] = []

  init(_ view: SheetView, _ plane: MapPlane) {
    self.view = view
    self.plane = plane
  }

  private static let gridColour = "#555555"
  private static let graticuleColour = "#2f75b5"
  private static let labelSize = 2.3

  /// Draws the lines inside the map and the numbers outside.
  mutating func draw(on drawing: inout SVGDrawing) {
    for line in kilometreLines() { draw(line, Self.gridColour, Stroke(width: 0.1, colour: "#999999"), on: &drawing) }
    let stroke = Stroke(width: 0.12, colour: Self.graticuleColour, dashes: [1.2, 1.2])
    for line in graticule() { draw(line, Self.graticuleColour, stroke, on: &drawing) }
  }

  private struct Line {
    /// On the page.
    var points: [Position]
    var label: String
  }

  private mutating func draw(_ line: Line, _ colour: String, _ stroke: Stroke, on drawing: inout SVGDrawing) {
    drawing.clipped(to: view.frame) { $0.path(line.points, stroke: stroke) }
    for (from, to) in zip(line.points, line.points.dropFirst()) {
      for crossing in crossings(from, to) { label(line.label, at: crossing, colour, on: &drawing) }
    }
  }

  /// Where a segment crosses the neatline.
  private func crossings(_ from: Position, _ to: Position) -> [Position] {
    let frame = view.frame
    var found: [Position] = []
    for x in [frame.minX, frame.maxX] where (from.x - x) * (to.x - x) < 0 {
      let y = from.y + (to.y - from.y) * (x - from.x) / (to.x - from.x)
      if (frame.minY...frame.maxY).contains(y) { found.append(Position(x: x, y: y)) }
    }
    for y in [frame.minY, frame.maxY] where (from.y - y) * (to.y - y) < 0 {
      let x = from.x + (to.x - from.x) * (y - from.y) / (to.y - from.y)
      if (frame.minX...frame.maxX).contains(x) { found.append(Position(x: x, y: y)) }
    }
    return found
  }

  private mutating func label(
    _ text: String, at crossing: Position, _ colour: String, on drawing: inout SVGDrawing
  ) {
    let frame = view.frame
    let isSide = crossing.x == frame.minX || crossing.x == frame.maxX
    let room = isSide ? Self.labelSize * 1.1 : 9
    let isTaken = labelled.contains { other in
      let isSameEdge = isSide ? other.x == crossing.x : other.y == crossing.y
      return isSameEdge && abs(isSide ? other.y - crossing.y : other.x - crossing.x) < room
    }
    guard !isTaken else { return }
    labelled.append(crossing)
    var style = TextStyle(size: Self.labelSize, colour: colour)
    let position: Position
    if isSide {
      let isLeft = crossing.x == frame.minX
      style.anchor = isLeft ? .end : .start
      position = Position(x: crossing.x + (isLeft ? -1 : 1), y: crossing.y + Self.labelSize * 0.35)
    } else {
      style.anchor = .middle
      let isTop = crossing.y == frame.minY
      position = Position(x: crossing.x, y: crossing.y + (isTop ? -1 : Self.labelSize + 0.6))
    }
    drawing.text(text, at: position, style)
  }

  // MARK: Lines

  private func kilometreLines() -> [Line] {
    let reach = hypot(view.sheet.widthMetres, view.sheet.heightMetres) / 2
    // Lines at least two centimetres apart.
    let spacing = [1000.0, 2000, 5000, 10_000, 20_000, 50_000].first { view.millimetres($0) >= 20 } ?? 100_000
    let centre = view.sheet.centre
    let eastings = Self.multiples(of: spacing, from: centre.x - reach, to: centre.x + reach)
    let northings = Self.multiples(of: spacing, from: centre.y - reach, to: centre.y + reach)
    return eastings.map { easting in
      Line(
        points: view.page([Position(x: easting, y: centre.y - reach), Position(x: easting, y: centre.y + reach)]),
        label: "\(Int(easting / 1000))")
    }
      + northings.map { northing in
        Line(
          points: view.page([Position(x: centre.x - reach, y: northing), Position(x: centre.x + reach, y: northing)]),
          label: "\(Int(northing / 1000))")
      }
  }

  private func graticule() -> [Line] {
    let box = view.sheet.envelope
    let corners = [(box.minX, box.minY), (box.maxX, box.minY), (box.maxX, box.maxY), (box.minX, box.maxY)]
      .compactMap { plane.geographic(Position(x: $0.0, y: $0.1)) }
    guard corners.count == 4 else { return [] }
    let longitudes = corners.map(\.x).sorted()
    let latitudes = corners.map(\.y).sorted()
    // One minute of latitude is about 1.85 km.
    let spacing = [1.0, 2, 5, 10, 20, 30].first { view.millimetres($0 * 1850) >= 40 } ?? 60
    let degrees = spacing / 60
    var lines: [Line] = []
    for longitude in Self.multiples(of: degrees, from: longitudes[0], to: longitudes[3]) {
      lines.append(
        curve("\(Self.minutes(longitude))") { part in
          Position(x: longitude, y: latitudes[0] + (latitudes[3] - latitudes[0]) * part)
        })
    }
    for latitude in Self.multiples(of: degrees, from: latitudes[0], to: latitudes[3]) {
      lines.append(
        curve("\(Self.minutes(latitude))") { part in
          Position(x: longitudes[0] + (longitudes[3] - longitudes[0]) * part, y: latitude)
        })
    }
    return lines
  }

  private func curve(_ label: String, _ position: (Double) -> Position) -> Line {
    let points = (0...24).compactMap { plane.project(position(Double($0) / 24)) }
    return Line(points: view.page(points), label: label)
  }

  private static func multiples(of step: Double, from: Double, to: Double) -> [Double] {
    let (first, last) = (Int((from / step).rounded(.up)), Int((to / step).rounded(.down)))
    return first <= last ? (first...last).map { Double($0) * step } : []
  }

  private static func minutes(_ degrees: Double) -> String {
    let minutes = Int((degrees * 60).rounded())
    return "\(minutes / 60)°\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)′"
  }
}
