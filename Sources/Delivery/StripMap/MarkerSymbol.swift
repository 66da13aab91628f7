internal import Geometry

/// The signs of markers and places.
enum MarkerSymbol {
  /// Half the size of the largest, in millimetres.
  static let reach = 1.6
  static let placeRadius = 0.45

  static func drawPlace(at position: Position, on drawing: inout SVGDrawing) {
    drawing.circle(
      position, radius: placeRadius, stroke: Stroke(width: 0.15, colour: "#1f3864"), fill: "#ffffff")
  }

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
