internal import Geodesy
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts

/// What surrounds the map on a page: title, neatline, norths, scale bar, index of sheets, notes.
struct MapFurniture {
  let content: StripMapContent
  let plane: MapPlane
  let view: SheetView
  let cut: StripMap.Sheets
  let index: Int
  let layout: StripMapLayout

  private var page: MapPage { cut.page }

  func draw(on drawing: inout SVGDrawing) {
    drawing.rectangle(page.frame, stroke: Stroke(width: 0.5))
    drawing.rectangle(page.frame.grown(by: 10), stroke: Stroke(width: 0.2))
    drawHead(on: &drawing)
    drawScaleBar(on: &drawing)
    drawNorths(on: &drawing)
    MapLegend(content: content, corridorMetres: cut.corridorMetres).draw(
      at: page.legend, rows: page.legendRows, &drawing)
    drawIndex(on: &drawing)
    drawNotes(on: &drawing)
  }

  // MARK: Head

  private func drawHead(on drawing: inout SVGDrawing) {
    let frame = page.frame
    let banner = Envelope(minX: frame.minX, minY: 5.5, maxX: frame.minX + 32, maxY: 13)
    drawing.rectangle(banner, stroke: Stroke(width: 0.4, colour: "#c00000"))
    drawing.text(
      "内部资料", at: Position(x: banner.centre.x, y: 10.8),
      TextStyle(size: 4.2, colour: "#c00000", anchor: .middle, isBold: true))
    var title = TextStyle(size: 6.5, anchor: .middle, isBold: true)
    let room = frame.maxX - frame.minX - 2 * 60
    title.size *= min(1, room / max(1, title.width(of: content.title)))
    drawing.text(content.title, at: Position(x: frame.centre.x, y: 12.5), title)
    let stretch = view.sheet.chainage
    let range =
      "\(Chainage.text(stretch.lowerBound)) – \(Chainage.text(stretch.upperBound))"
    let right = TextStyle(size: 3.4, anchor: .end)
    drawing.text("第 \(index + 1) 幅，共 \(cut.sheets.count) 幅", at: Position(x: frame.maxX, y: 8.5), right)
    drawing.text("里程 \(range)", at: Position(x: frame.maxX, y: 13), right)
  }

  // MARK: North

  /// Grid north, which is up, and which way true north lies; the angle between them is a number, not to scale.
  private func drawNorths(on drawing: inout SVGDrawing) {
    let box = page.north
    let foot = Position(x: box.centre.x, y: box.maxY - 7)
    let tip = Position(x: foot.x, y: box.minY + 5)
    drawing.path(
      [tip, Position(x: foot.x + 2.4, y: foot.y), Position(x: foot.x, y: foot.y - 2.5)], closed: true, fill: "#000000")
    drawing.path(
      [tip, Position(x: foot.x - 2.4, y: foot.y), Position(x: foot.x, y: foot.y - 2.5)], closed: true,
      stroke: Stroke(width: 0.2), fill: "#ffffff")
    drawing.text("坐标北", at: Position(x: tip.x, y: tip.y - 1), TextStyle(size: 2.6, anchor: .middle, isBold: true))
    guard let convergence else { return }
    let side = convergence >= 0 ? -1.0 : 1.0
    let star = Position(x: foot.x + side * 6, y: tip.y + 2)
    drawing.line(Position(x: foot.x, y: foot.y - 2.5), star, Stroke(width: 0.2))
    drawing.text(
      "真北", at: Position(x: star.x + side * 0.5, y: star.y),
      TextStyle(size: 2.4, anchor: convergence >= 0 ? .end : .start))
    drawing.text(
      "子午线收敛角 \(Self.angle(convergence))", at: Position(x: box.centre.x, y: box.maxY - 2.5),
      TextStyle(size: 2.4, anchor: .middle))
  }

  /// How far grid north lies east of true north in the middle of the sheet, in degrees.
  private var convergence: Double? {
    plane.geographic(view.sheet.centre).map {
      gridConvergence(longitude: $0.x, latitude: $0.y, centralMeridian: Double(plane.centralMeridian))
    }
  }

  private static func angle(_ degrees: Double) -> String {
    let minutes = Int((abs(degrees) * 60).rounded())
    let rest = minutes % 60
    return "\(degrees < 0 ? "−" : "+")\(minutes / 60)°\(rest < 10 ? "0" : "")\(rest)′"
  }

  // MARK: Scale

  private func drawScaleBar(on drawing: inout SVGDrawing) {
    let start = page.scaleBar
    let step = [50, 100.0, 200, 250, 500, 1000, 2000, 5000, 10_000].first { view.millimetres($0) >= 16 } ?? 20_000
    let width = view.millimetres(step)
    let count = max(1, min(4, Int((page.north.minX - 4 - start.x) / width)))
    for part in 0..<count {
      let box = Envelope(
        minX: start.x + Double(part) * width, minY: start.y, maxX: start.x + Double(part + 1) * width,
        maxY: start.y + 1.6)
      drawing.rectangle(box, stroke: Stroke(width: 0.2), fill: part.isMultiple(of: 2) ? "#000000" : "#ffffff")
    }
    for part in 0...count {
      let metres = step * Double(part)
      let text = step >= 1000 ? "\(Int(metres / 1000))" : "\(Int(metres))"
      drawing.text(
        text + (part == count ? (step >= 1000 ? " km" : " m") : ""),
        at: Position(x: start.x + Double(part) * width, y: start.y + 4.8), TextStyle(size: 2.6, anchor: .middle))
    }
    drawing.text(
      "1 : \(NumberText.grouped(view.scale))", at: Position(x: start.x, y: start.y - 2),
      TextStyle(size: 4, isBold: true))
    let lines = [
      "2000国家大地坐标系，高斯-克吕格投影，3°带第\(plane.zone)带（中央经线\(plane.centralMeridian)°）",
      "灰色方里网注记单位为千米，横坐标含带号；蓝色虚线为经纬网",
    ]
    for (number, line) in lines.enumerated() {
      drawing.text(line, at: Position(x: start.x, y: start.y + 10 + 4 * Double(number)), TextStyle(size: 2.6))
    }
  }

  // MARK: Index of sheets

  private func drawIndex(on drawing: inout SVGDrawing) {
    let sheets = cut.sheets.map(\.envelope)
    guard sheets.count > 1, let first = sheets.first else { return }
    let whole = sheets.dropFirst().reduce(first) { all, sheet in
      Envelope(
        minX: min(all.minX, sheet.minX), minY: min(all.minY, sheet.minY), maxX: max(all.maxX, sheet.maxX),
        maxY: max(all.maxY, sheet.maxY))
    }
    let room = page.index
    let factor = min(
      (room.maxX - room.minX) / (whole.maxX - whole.minX), (room.maxY - room.minY) / (whole.maxY - whole.minY))
    func place(_ position: Position) -> Position {
      Position(
        x: room.centre.x + (position.x - whole.centre.x) * factor,
        y: room.centre.y - (position.y - whole.centre.y) * factor)
    }
    func box(_ sheet: Envelope) -> Envelope {
      Envelope(place(Position(x: sheet.minX, y: sheet.minY))).extended(
        to: place(Position(x: sheet.maxX, y: sheet.maxY)))
    }
    for sheet in sheets { drawing.rectangle(box(sheet), stroke: Stroke(width: 0.1, colour: "#7f7f7f")) }
    drawing.rectangle(box(sheets[index]), stroke: Stroke(width: 0.35), fill: "#fdf3e1")
    for path in content.paths {
      // A tenth of a millimetre is enough.
      var last = Position(x: -.infinity, y: 0)
      let points = path.map(place).filter { point in
        guard hypot(point.x - last.x, point.y - last.y) >= 0.2 else { return false }
        last = point
        return true
      }
      drawing.path(points, stroke: Stroke(width: 0.2, colour: LineSymbol.colour))
    }
    // Numbers of many sheets would cover each other.
    let shown =
      sheets.count <= 10 ? Array(sheets.indices) : [index - 1, index, index + 1].filter(sheets.indices.contains)
    for number in shown {
      let centre = box(sheets[number]).centre
      drawing.text(
        "\(number + 1)", at: Position(x: centre.x, y: centre.y + 0.9),
        TextStyle(size: 2.4, anchor: .middle, isBold: number == index, hasHalo: true))
    }
    drawing.text("图幅接合表", at: Position(x: room.centre.x, y: room.minY - 1.5), TextStyle(size: 2.6, anchor: .middle))
  }

  // MARK: Notes

  private func drawNotes(on drawing: inout SVGDrawing) {
    var notes = ["审图号：\(content.reviewNumber ?? "　　　　　　　　")", "制图日期：\(content.asOf)"]
    if cut.corridorMetres < layout.corridorMetres {
      let wanted = NumberText.decimal(layout.corridorMetres / 1000, decimals: 2)
      notes.append("受图幅所限，两侧宽度不足 \(wanted) km")
    }
    notes += ["界线的法定位置以协议书、附图和界桩为准。", "本图供联合检查内部使用，不得公开。"]
    for (number, note) in notes.enumerated() {
      drawing.text(
        note, at: Position(x: page.notes.x, y: page.notes.y + 5.2 * Double(number)), TextStyle(size: 2.9, anchor: .end))
    }
  }
}
