internal import Geometry

/// A page in millimetres, x to the right and y down, as SVG.
///
/// Numbers are written with two decimals, so that the same drawing gives the same bytes everywhere.
struct SVGDrawing {
  let widthMillimetres: Double
  let heightMillimetres: Double
  private var body = ""
  private var definitions = ""
  private var clipCount = 0

  init(widthMillimetres: Double, heightMillimetres: Double) {
    self.widthMillimetres = widthMillimetres
    self.heightMillimetres = heightMillimetres
  }

  /// The whole document.
  var text: String {
    let (width, height) = (Self.number(widthMillimetres), Self.number(heightMillimetres))
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <svg xmlns="http://www.w3.org/2000/svg" width="\(width)mm" height="\(height)mm" viewBox="0 0 \(width) \(height)" \
      font-family="Noto Sans CJK SC, WenQuanYi Micro Hei, SimSun, sans-serif">
      <defs>\(definitions)</defs>
      <rect width="\(width)" height="\(height)" fill="#ffffff"/>
      \(body)</svg>

      """
  }

  // MARK: Shapes

  mutating func line(_ from: Position, _ to: Position, _ style: Stroke) { path([from, to], stroke: style) }

  mutating func path(_ points: [Position], closed: Bool = false, stroke: Stroke? = nil, fill: String? = nil) {
    paths([points], closed: closed, stroke: stroke, fill: fill)
  }

  /// Several paths as one shape; where they are closed, inner ones are holes.
  mutating func paths(_ paths: [[Position]], closed: Bool = false, stroke: Stroke? = nil, fill: String? = nil) {
    let drawn = paths.filter { $0.count > 1 }
    guard !drawn.isEmpty else { return }
    let data = drawn.map { points in
      "M" + points.map { "\(Self.number($0.x)) \(Self.number($0.y))" }.joined(separator: "L") + (closed ? "Z" : "")
    }.joined()
    body += "<path d=\"\(data)\" fill=\"\(fill ?? "none")\" fill-rule=\"evenodd\"\(stroke?.attributes ?? "")/>\n"
  }

  mutating func rectangle(_ box: Envelope, stroke: Stroke? = nil, fill: String? = nil) {
    let corners = [
      Position(x: box.minX, y: box.minY), Position(x: box.maxX, y: box.minY), Position(x: box.maxX, y: box.maxY),
      Position(x: box.minX, y: box.maxY),
    ]
    path(corners, closed: true, stroke: stroke, fill: fill)
  }

  mutating func circle(_ centre: Position, radius: Double, stroke: Stroke? = nil, fill: String? = nil) {
    body +=
      "<circle cx=\"\(Self.number(centre.x))\" cy=\"\(Self.number(centre.y))\" r=\"\(Self.number(radius))\" "
      + "fill=\"\(fill ?? "none")\"\(stroke?.attributes ?? "")/>\n"
  }

  mutating func text(_ text: String, at position: Position, _ style: TextStyle) {
    var attributes = "x=\"\(Self.number(position.x))\" y=\"\(Self.number(position.y))\" font-size=\"\(style.size)\""
    attributes += " fill=\"\(style.colour)\" text-anchor=\"\(style.anchor.rawValue)\""
    if style.isBold { attributes += " font-weight=\"bold\"" }
    if style.rotationDegrees != 0 {
      let (x, y) = (Self.number(position.x), Self.number(position.y))
      attributes += " transform=\"rotate(\(Self.number(style.rotationDegrees)) \(x) \(y))\""
    }
    if style.hasHalo {
      body +=
        "<text \(attributes) stroke=\"#ffffff\" stroke-width=\"\(Self.number(style.size * 0.2))\" "
        + "stroke-linejoin=\"round\">\(XMLText.escaped(text))</text>\n"
    }
    body += "<text \(attributes)>\(XMLText.escaped(text))</text>\n"
  }

  /// Draws what `content` draws, but only inside a box.
  mutating func clipped(to box: Envelope, _ content: (inout SVGDrawing) -> Void) {
    clipCount += 1
    definitions +=
      "<clipPath id=\"c\(clipCount)\"><rect x=\"\(Self.number(box.minX))\" y=\"\(Self.number(box.minY))\" "
      + "width=\"\(Self.number(box.maxX - box.minX))\" height=\"\(Self.number(box.maxY - box.minY))\"/></clipPath>"
    body += "<g clip-path=\"url(#c\(clipCount))\">\n"
    content(&self)
    body += "</g>\n"
  }

  // MARK: Texts

  fileprivate static func number(_ value: Double) -> String {
    let hundredths = (value * 100).rounded()
    guard let whole = Int(exactly: hundredths) else { return "0" }
    let (sign, digits) = (whole < 0 ? "-" : "", abs(whole))
    let decimals = digits % 100
    guard decimals > 0 else { return "\(sign)\(digits / 100)" }
    return "\(sign)\(digits / 100).\(decimals < 10 ? "0" : "")\(decimals)"
  }
}

/// How a line is drawn; millimetres.
struct Stroke {
  var width: Double
  var colour = "#000000"
  /// Lengths of dashes and gaps in turn; none for a solid line.
  var dashes: [Double] = []
  var opacity = 1.0

  fileprivate var attributes: String {
    var text = " stroke=\"\(colour)\" stroke-width=\"\(SVGDrawing.number(width))\" stroke-linejoin=\"round\""
    if !dashes.isEmpty {
      text += " stroke-dasharray=\"\(dashes.map(SVGDrawing.number).joined(separator: " "))\""
    } else {
      text += " stroke-linecap=\"round\""
    }
    if opacity < 1 { text += " stroke-opacity=\"\(SVGDrawing.number(opacity))\"" }
    return text
  }
}

/// How a text is set; the size is that of the font in millimetres.
struct TextStyle {
  enum Anchor: String { case start, middle, end }

  var size: Double
  var colour = "#000000"
  var anchor = Anchor.start
  var isBold = false
  /// Clockwise.
  var rotationDegrees = 0.0
  /// A white edge, for texts on top of lines.
  var hasHalo = false

  /// About how wide a text is at most, in millimetres: Chinese characters are squares, letters and figures of usual fonts
  /// narrower.
  func width(of text: String) -> Double {
    text.unicodeScalars.reduce(0) { sum, scalar in
      switch DisplayWidth.of(scalar) {
      case 0: sum
      case 1: sum + size * (isBold ? 0.68 : 0.62)
      default: sum + size
      }
    }
  }
}
