internal import Geometry
internal import Registry
internal import Texts

/// The signs of a map with their meaning; only those that the maps of the line have.
struct MapLegend {
  let content: StripMapContent
  let corridorMetres: Double

  private typealias Entry = (title: String, draw: (inout SVGDrawing, Position) -> Void)

  static let columnWidth = 46.0

  /// - Parameter rows: how many entries stand below each other.
  func draw(at start: Position, rows: Int, _ drawing: inout SVGDrawing) {
    for (index, entry) in entries.enumerated() {
      let position = Position(
        x: start.x + Double(index / rows) * Self.columnWidth, y: start.y + Double(index % rows) * 5.2)
      entry.draw(&drawing, position)
      drawing.text(entry.title, at: Position(x: position.x + 14.5, y: position.y + 1.1), TextStyle(size: 2.9))
    }
  }

  private var entries: [Entry] {
    var entries: [Entry] = [(LineSymbol.title(content.level), line(LineSymbol.stroke(content.level)))]
    if !content.otherLines.isEmpty { entries.append(("其他界线", line(LineSymbol.other))) }
    if content.units.contains(where: { !$0.isTown }) {
      entries.append(("县级以上政区范围线", line(LineSymbol.outline(ofTown: false))))
    }
    if content.units.contains(where: \.isTown) {
      entries.append(("乡级政区范围线", line(LineSymbol.outline(ofTown: true))))
    }
    let shown = Set(content.markers.map(\.symbol))
    for symbol in StripMapContent.Marker.Symbol.allCases where shown.contains(symbol) {
      entries.append((symbol.title, { MarkerSymbol.draw(symbol, at: Self.middle($1), on: &$0) }))
    }
    if !content.ticks.isEmpty {
      entries.append(("里程（自起点）", { $0.circle(Self.middle($1), radius: 0.5, fill: "#000000") }))
    }
    if !content.places.isEmpty {
      entries.append(("地名", { MarkerSymbol.drawPlace(at: Self.middle($1), on: &$0) }))
    }
    entries.append(
      (
        "界线两侧 \(NumberText.decimal(corridorMetres / 1000, decimals: 2)) km",
        {
          $0.rectangle(
            Envelope(minX: $1.x, minY: $1.y - 1.4, maxX: $1.x + 12, maxY: $1.y + 1.4), fill: "#fdf3e1")
        }
      ))
    return entries
  }

  private static func middle(_ start: Position) -> Position { Position(x: start.x + 6, y: start.y) }

  private func line(_ stroke: Stroke) -> (inout SVGDrawing, Position) -> Void {
    { drawing, position in drawing.line(position, Position(x: position.x + 12, y: position.y), stroke) }
  }
}
