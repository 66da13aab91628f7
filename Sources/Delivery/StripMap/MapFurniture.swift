internal import Geometry
internal import Glibc
internal import Registry

/// What surrounds the map on a page: title, neatline, north arrow, scale bar, legend, notes.
struct MapFurniture {
  let content: StripMapContent
  let plane: MapPlane
  let view: SheetView
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
    drawing.text("里程 \(range)", at: Position(x: frame.maxX, y: 13), right)
  }

  // MARK: North

  static func northArrowBox(_ frame: Envelope) -> Envelope {
    Envelope(minX: frame.maxX - 20, minY: frame.minY + 2, maxX: frame.maxX - 2, maxY: frame.minY + 22)
  }

  /// Points to grid north, with the turn to true north beside it.
  private func drawNorthArrow(on drawing: inout SVGDrawing) {
    let box = Self.northArrowBox(view.frame)
    drawing.rectangle(box, stroke: Stroke(width: 0.15, colour: "#7f7f7f"), fill: "#ffffff")
    let angle = view.sheet.rotationRadians
    // North is up in the plane; the page is turned by the sheet's rotation.
    let up = Position(x: sin(angle), y: -cos(angle))
    let side = Position(x: -up.y, y: up.x)
    let centre = Position(x: box.centre.x, y: box.centre.y)
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
      ("其他界线", line(Stroke(width: 0.4, colour: "#7f6000", dashes: [4, 1.2]))),
      ("乡级政区界", line(Stroke(width: 0.25, colour: "#7f7f7f", dashes: [1.6, 1]))),
      (
        "里程（自起点）",
        { drawing, position in drawing.circle(Position(x: position.x + 6, y: position.y), radius: 0.5, fill: "#000000")
        }
      ),
    ]
    for symbol in StripMapContent.Marker.Symbol.allCases {
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
