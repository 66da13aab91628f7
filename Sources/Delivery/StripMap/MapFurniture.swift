internal import Geodesy
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts

/// What surrounds the map on a page: title, neatline, north arrow, scale bar, legend, notes.
struct MapFurniture {
  let content: StripMapContent
  let plane: MapPlane
  let view: SheetView
  let northArrow: Envelope
  let number: Int
  let count: Int

  func draw(on drawing: inout SVGDrawing) {
    let frame = view.frame
    drawing.rectangle(frame, stroke: Stroke(width: 0.5))
    drawing.rectangle(frame.grown(by: 10), stroke: Stroke(width: 0.2))
    drawHead(on: &drawing)
    drawNorthArrow(on: &drawing)
    drawScaleBar(at: Position(x: frame.minX, y: 270), on: &drawing)
    drawLegend(at: Position(x: frame.minX + 112, y: 268), on: &drawing)
    drawNotes(on: &drawing)
  }

  // MARK: Head

  private func drawHead(on drawing: inout SVGDrawing) {
    let frame = view.frame
    drawing.text(
      content.title, at: Position(x: frame.centre.x, y: 12.5),
      TextStyle(size: 6.5, anchor: .middle, isBold: true))
    let banner = Envelope(minX: frame.minX, minY: 5.5, maxX: frame.minX + 32, maxY: 13)
    drawing.rectangle(banner, stroke: Stroke(width: 0.4, colour: "#c00000"))
    drawing.text(
      "内部资料", at: Position(x: banner.centre.x, y: 10.8),
      TextStyle(size: 4.2, colour: "#c00000", anchor: .middle, isBold: true))
    let range = "\(Chainage.text(view.sheet.chainage.lowerBound)) – \(Chainage.text(view.sheet.chainage.upperBound))"
    let right = TextStyle(size: 3.4, anchor: .end)
    drawing.text("第 \(number) 幅，共 \(count) 幅", at: Position(x: frame.maxX, y: 8.5), right)
    drawing.text("里程 \(range)\(neighbours)", at: Position(x: frame.maxX, y: 13), right)
  }

  /// The sheets that show how the line goes on: 　左接第 2 幅，右接第 4 幅.
  private var neighbours: String {
    let (before, after) = (number > 1 ? number - 1 : nil, number < count ? number + 1 : nil)
    let (left, right) = view.sheet.runsToTheRight ? (before, after) : (after, before)
    let texts = [left.map { "左接第 \($0) 幅" }, right.map { "右接第 \($0) 幅" }].compactMap(\.self)
    return texts.isEmpty ? "" : "　" + texts.joined(separator: "，")
  }

  // MARK: North

  /// In a corner where the line is not, the upper right one if possible.
  static func northArrowBox(_ frame: Envelope, clearOf line: [[Position]]) -> Envelope {
    let (width, height) = (20.0, 27.0)
    let corners = [
      (frame.maxX - 2 - width, frame.minY + 2), (frame.minX + 2, frame.minY + 2),
      (frame.maxX - 2 - width, frame.maxY - 2 - height), (frame.minX + 2, frame.maxY - 2 - height),
    ].map { Envelope(minX: $0.0, minY: $0.1, maxX: $0.0 + width, maxY: $0.1 + height) }
    let clear = corners.first { box in
      let room = box.grown(by: 3)
      return !line.contains { path in zip(path, path.dropFirst()).contains { room.meets($0.0, $0.1) } }
    }
    return clear ?? corners[0]
  }

  /// Points to grid north; below stands how far that is from true north in the middle of the sheet.
  private func drawNorthArrow(on drawing: inout SVGDrawing) {
    let box = northArrow
    drawing.rectangle(box, stroke: Stroke(width: 0.15, colour: "#7f7f7f"), fill: "#ffffff")
    if let middle = plane.geographic(view.sheet.centre) {
      let convergence = gridConvergence(
        longitude: middle.x, latitude: middle.y, centralMeridian: Double(plane.centralMeridian))
      let style = TextStyle(size: 2.2, anchor: .middle)
      drawing.text("坐标北在真北", at: Position(x: box.centre.x, y: box.maxY - 4), style)
      drawing.text(
        "以\(convergence < 0 ? "西" : "东") \(Self.minutes(abs(convergence)))",
        at: Position(x: box.centre.x, y: box.maxY - 1.2), style)
    }
    let angle = view.sheet.rotationRadians
    // North is up in the plane; the page is turned by the sheet's rotation.
    let up = Position(x: sin(angle), y: -cos(angle))
    let side = Position(x: -up.y, y: up.x)
    let centre = Position(x: box.centre.x, y: box.minY + 10)
    func point(_ along: Double, _ across: Double) -> Position {
      Position(x: centre.x + up.x * along + side.x * across, y: centre.y + up.y * along + side.y * across)
    }
    drawing.path([point(5, 0), point(-5, 2.2), point(-3, 0)], closed: true, fill: "#000000")
    drawing.path(
      [point(5, 0), point(-5, -2.2), point(-3, 0)], closed: true, stroke: Stroke(width: 0.2), fill: "#ffffff")
    let letter = point(6.8, 0)
    drawing.text(
      "北", at: Position(x: letter.x, y: letter.y + 1.1), TextStyle(size: 2.8, anchor: .middle, isBold: true))
  }

  /// 0°31′.
  private static func minutes(_ degrees: Double) -> String {
    let minutes = Int((degrees * 60).rounded())
    return "\(minutes / 60)°\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)′"
  }

  // MARK: Scale

  private func drawScaleBar(at start: Position, on drawing: inout SVGDrawing) {
    let step = [100.0, 200, 250, 500, 1000, 2000, 5000].first { view.millimetres($0) >= 16 } ?? 10_000
    let width = view.millimetres(step)
    for index in 0..<4 {
      let box = Envelope(
        minX: start.x + Double(index) * width, minY: start.y, maxX: start.x + Double(index + 1) * width,
        maxY: start.y + 1.6)
      drawing.rectangle(box, stroke: Stroke(width: 0.2), fill: index.isMultiple(of: 2) ? "#000000" : "#ffffff")
    }
    for index in 0...4 {
      let metres = step * Double(index)
      let text = step >= 1000 ? "\(Int(metres / 1000))" : "\(Int(metres))"
      drawing.text(
        text + (index == 4 ? (step >= 1000 ? " km" : " m") : ""),
        at: Position(x: start.x + Double(index) * width, y: start.y + 4.8), TextStyle(size: 2.6, anchor: .middle))
    }
    drawing.text(
      "1 : \(NumberText.grouped(view.scale))", at: Position(x: start.x, y: start.y - 2),
      TextStyle(size: 4, isBold: true))
    let lines = [
      "2000国家大地坐标系，高斯-克吕格投影，3°带第\(plane.zone)带（中央经线\(plane.centralMeridian)°）",
      "灰色方里网注记单位为千米，横坐标含带号；蓝色虚线为经纬网",
    ]
    for (index, line) in lines.enumerated() {
      drawing.text(line, at: Position(x: start.x, y: start.y + 10 + 4 * Double(index)), TextStyle(size: 2.6))
    }
  }

  // MARK: Legend

  private func drawLegend(at start: Position, on drawing: inout SVGDrawing) {
    var entries: [(String, (inout SVGDrawing, Position) -> Void)] = [
      (LineSymbol.title(content.level), line(LineSymbol.stroke(content.level))),
      ("其他界线", line(LineSymbol.other)), ("县级以上政区界", line(LineSymbol.county)),
      ("乡级以下政区界", line(LineSymbol.town)),
      (
        "里程（自起点）",
        { drawing, position in drawing.circle(Position(x: position.x + 6, y: position.y), radius: 0.5, fill: "#000000")
        }
      ),
    ]
    let shown = Set(content.markers.map(\.symbol))
    for symbol in StripMapContent.Marker.Symbol.allCases where shown.contains(symbol) {
      entries.append(
        (symbol.title, { MarkerSymbol.draw(symbol, at: Position(x: $1.x + 6, y: $1.y), on: &$0) }))
    }
    entries.append(
      (
        "地名",
        {
          $0.circle(
            Position(x: $1.x + 6, y: $1.y), radius: 0.45, stroke: Stroke(width: 0.15, colour: "#1f3864"),
            fill: "#ffffff")
        }
      ))
    let corridor = view.sheet.corridorMetres
    entries.append(
      (
        "界线两侧 \(NumberText.decimal(corridor / 1000, decimals: 2)) km",
        {
          $0.rectangle(
            Envelope(minX: $1.x, minY: $1.y - 1.4, maxX: $1.x + 12, maxY: $1.y + 1.4), fill: "#fdf3e1")
        }
      ))
    for (index, entry) in entries.enumerated() {
      let position = Position(x: start.x + Double(index / 4) * 50, y: start.y + Double(index % 4) * 5.2)
      entry.1(&drawing, position)
      drawing.text(entry.0, at: Position(x: position.x + 14.5, y: position.y + 1.1), TextStyle(size: 2.9))
    }
  }

  private func line(_ stroke: Stroke) -> (inout SVGDrawing, Position) -> Void {
    { drawing, position in drawing.line(position, Position(x: position.x + 12, y: position.y), stroke) }
  }

  // MARK: Notes

  private func drawNotes(on drawing: inout SVGDrawing) {
    let frame = view.frame
    let notes = [
      "审图号：\(content.reviewNumber ?? "　　　　　　　　")", "制图日期：\(content.asOf)",
      "界线的法定位置以协议书、附图和界桩为准。", "本图供联合检查内部使用，不得公开。",
    ]
    for (index, note) in notes.enumerated() {
      drawing.text(
        note, at: Position(x: frame.maxX, y: 269 + 5.2 * Double(index)), TextStyle(size: 2.9, anchor: .end))
    }
  }
}

extension Envelope {
  /// Whether a straight way between two places goes through the box.
  fileprivate func meets(_ from: Position, _ to: Position) -> Bool {
    guard intersects(Envelope(from).extended(to: to)) else { return false }
    // The corners on one side of the way: it passes the box.
    let sides = [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY)].map { x, y in
      (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x)
    }
    return sides.contains { $0 >= 0 } && sides.contains { $0 <= 0 }
  }
}
