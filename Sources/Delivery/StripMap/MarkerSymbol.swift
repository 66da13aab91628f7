internal import Geometry

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

extension StripMapContent.Marker.Symbol {
  var title: String {
    switch self {
    case .single: "单立界桩"
    case .pair: "同号双立界桩"
    case .triple: "同号三立界桩"
    case .junction: "三交点界桩"
    }
  }
}
