internal import Analysis
internal import Geometry
internal import Glibc
internal import Registry
internal import Texts

/// A line against the other versions of it that were loaded (版本对比): where they are apart by more than the tolerance.
struct LineVersions {
  struct Other {
    let title: LocalizedText
    let path: LinePath
    let profile: DeviationProfile
    let toleranceMetres: Double
    /// Who gains the land to the left and to the right of the line by it; `nil` where unknown.
    let parties: (left: String, right: String)?
  }

  let line: InspectedLine
  let path: LinePath
  let others: [Other]

  /// - Returns: `nil` without another version.
  init?(_ line: InspectedLine, of inspection: JointInspection) throws {
    let lines = inspection.lines
    guard let row = line.marked?.rows.first,
      let own = inspection.versions.first(where: { $0.lines.contains { lines[$0].row == row } }), own.key != nil
    else { return nil }
    let first = lines[own.lines[0]]
    let others = try inspection.versions.compactMap { version -> Other? in
      let other = lines[version.lines[0]]
      guard version.key == own.key, version.lines != own.lines,
        other.origin.source != first.origin.source || own.path.runsAlong(version.path)
      else { return nil }
      let finding = inspection.result.findings.first {
        $0.rule == "B206" && $0.subject == first.subject && $0.related.contains(other.subject)
      }
      let tolerance =
        finding?.measure?.limit ?? max(first.toleranceMetres, other.mapScale == nil ? 0 : other.toleranceMetres)
      let file = inspection.dataset.source(of: other.origin).file
      return Other(
        title: LocalizedText(zh: "\(file)第 \(other.origin.row) 行", en: "\(file), row \(other.origin.row)"),
        path: version.path,
        profile: try DeviationProfile(of: own.path, against: version.path, toleranceMetres: tolerance),
        toleranceMetres: tolerance, parties: finding.flatMap { Self.parties($0, inspection) })
    }
    guard !others.isEmpty else { return nil }
    (self.line, path, self.others) = (line, own.path, others)
  }

  /// The finding's areas are those of the unit on the left and of the unit on the right.
  private static func parties(_ finding: Finding, _ inspection: JointInspection) -> (left: String, right: String)? {
    let prefix = "area_to_"
    let names = finding.measures.filter { $0.name.hasPrefix(prefix) }.map { measure in
      let key = String(measure.name.dropFirst(prefix.count))
      return inspection.divisions.first { $0.subject.key == key }?.name ?? key
    }
    return names.count == 2 ? (names[0], names[1]) : nil
  }

  // MARK: Table

  /// One row a stretch.
  func table(_ plane: TablePlane?) -> ReportTable {
    var table = ReportTable(
      key: "versions", title: LocalizedText(zh: "版本对比", en: "Versions"),
      columns: [
        .init("version", zh: "另一份数据", en: "Other version"), .init("number", zh: "段号", en: "Stretch"),
        .init("from", zh: "起点里程（米）", en: "From (m)"), .init("to", zh: "终点里程（米）", en: "To (m)"),
        .init("length", zh: "长度（米）", en: "Length (m)"), .init("maximum", zh: "最大相距（米）", en: "Maximum (m)"),
        .init("mean", zh: "平均相距（米）", en: "Mean (m)"),
        .init("left", zh: "本线多划给左侧（平方米）", en: "This line gives the left (m²)"),
        .init("leftUnit", zh: "左侧单位", en: "Unit on the left"),
        .init("right", zh: "本线多划给右侧（平方米）", en: "This line gives the right (m²)"),
        .init("rightUnit", zh: "右侧单位", en: "Unit on the right"),
        .init("northing", zh: "最大处纵坐标X", en: "Northing X of the maximum"),
        .init("easting", zh: "最大处横坐标Y", en: "Easting Y of the maximum"),
      ])
    for column in [11, 12] { table.columns[column].isCoordinate = true }
    for other in others {
      for (index, stretch) in other.profile.stretches.enumerated() {
        let place = plane?.coordinates(stretch.place)
        table.rows.append([
          .localized(other.title), .count(index + 1), .number(stretch.fromMetres, decimals: 1),
          .number(stretch.toMetres, decimals: 1), .number(stretch.lengthMetres, decimals: 1),
          .number(stretch.maximumMetres, decimals: 2), .number(stretch.meanMetres, decimals: 2),
          .number(stretch.leftSquareMetres, decimals: 0), .text(other.parties?.left ?? ""),
          .number(stretch.rightSquareMetres, decimals: 0), .text(other.parties?.right ?? ""),
          .number(place?.northing, decimals: 3), .number(place?.easting, decimals: 3),
        ])
      }
    }
    table.footers = others.map(summary)
    table.footers.append(
      LocalizedText(
        zh: "里程沿本线自起点起算；左、右按本线前进方向。本表只报告差异，哪一份有效由批准该界线的机关依据协议书确定。",
        en: "Chainages along this line from its start; left and right as seen along it. The agreement decides."))
    return table
  }

  private func summary(_ other: Other) -> LocalizedText {
    let (maximum, mean) = (other.profile.maximumMetres, other.profile.meanMetres)
    func text(_ value: Double) -> String { NumberText.decimal(value, decimals: 2) }
    let count = other.profile.stretches.count
    return LocalizedText(
      zh: "与\(other.title.zh)最大相距 \(text(maximum)) 米，平均 \(text(mean)) 米，限差 \(text(other.toleranceMetres)) 米，"
        + (count == 0 ? "没有超限的段" : "超限 \(count) 段"),
      en: "\(other.title.en): up to \(text(maximum)) m, mean \(text(mean)) m, limit \(text(other.toleranceMetres)) m, "
        + "\(count) stretches over it")
  }
}

// MARK: Picture

extension LineVersions {
  private static let page = (width: 297.0, height: 210.0)
  private static let chart = Envelope(minX: 24, minY: 34, maxX: 285, maxY: 88)
  private static let plan = Envelope(minX: 24, minY: 106, maxX: 285, maxY: 200)
  private static let otherColour = "#c00000"

  /// A page for each other version: how far it is along the line, and a plan of where it is farthest.
  func pages(_ plane: MapPlane?) -> [SVGDrawing] { others.map { page($0, plane) } }

  private func page(_ other: Other, _ plane: MapPlane?) -> SVGDrawing {
    var drawing = SVGDrawing(widthMillimetres: Self.page.width, heightMillimetres: Self.page.height)
    drawing.text(
      "\(VisibleText.of(line.name))版本对比", at: Position(x: Self.page.width / 2, y: 14),
      TextStyle(size: 6, anchor: .middle, isBold: true))
    drawing.text(
      VisibleText.of(summary(other).zh), at: Position(x: Self.page.width / 2, y: 22),
      TextStyle(size: 3.6, anchor: .middle))
    drawProfile(other, &drawing)
    if let plane, let worst = other.profile.stretches.max(by: { $0.maximumMetres < $1.maximumMetres }) {
      drawPlan(other, worst, plane, &drawing)
    }
    return drawing
  }

  private func drawProfile(_ other: Other, _ drawing: inout SVGDrawing) {
    let box = Self.chart
    let (length, highest) = (max(path.lengthMetres, 1), max(other.profile.maximumMetres, other.toleranceMetres, 0.001))
    func place(_ chainage: Double, _ metres: Double) -> Position {
      Position(
        x: box.minX + chainage / length * (box.maxX - box.minX),
        y: box.maxY - metres / (1.1 * highest) * (box.maxY - box.minY))
    }
    drawing.text("相距（米）", at: Position(x: box.minX, y: box.minY - 2), TextStyle(size: 3.2))
    // As many places as the paper shows; of those that fall together the farthest.
    let columns = 500
    var heights = [Double?](repeating: nil, count: columns + 1)
    for distance in other.profile.distances where distance.chainageMetres.isFinite && distance.metres.isFinite {
      let column = Int((min(max(distance.chainageMetres / length, 0), 1) * Double(columns)).rounded())
      heights[column] = max(heights[column] ?? 0, distance.metres)
    }
    let curve = heights.enumerated().compactMap { column, height in
      height.map { place(Double(column) / Double(columns) * length, $0) }
    }
    drawing.path(
      [place(0, 0)] + curve + [place(length, 0)], closed: true, stroke: Stroke(width: 0.2, colour: Self.otherColour),
      fill: "#f4cccc")
    let limit = [place(0, other.toleranceMetres), place(length, other.toleranceMetres)]
    drawing.path(limit, stroke: Stroke(width: 0.25, colour: "#404040", dashes: [2, 1]))
    drawing.rectangle(box, stroke: Stroke(width: 0.3))
    let label = TextStyle(size: 3, anchor: .end)
    for value in [0, highest] {
      drawing.text(
        NumberText.decimal(value, decimals: 1), at: Position(x: box.minX - 1.5, y: place(0, value).y + 1), label)
    }
    drawing.text(
      "限差 \(NumberText.decimal(other.toleranceMetres, decimals: 1))",
      at: Position(x: box.maxX - 1, y: limit[0].y - 1), TextStyle(size: 3, anchor: .end, hasHalo: true))
    for tick in 0...5 {
      let chainage = length * Double(tick) / 5
      drawing.line(
        place(chainage, 0), Position(x: place(chainage, 0).x, y: box.maxY + 1.5), Stroke(width: 0.3))
      drawing.text(
        Chainage.text(chainage), at: Position(x: place(chainage, 0).x, y: box.maxY + 5.5),
        TextStyle(size: 3, anchor: .middle))
    }
  }

  private func drawPlan(
    _ other: Other, _ stretch: DeviationProfile.Stretch, _ plane: MapPlane, _ drawing: inout SVGDrawing
  ) {
    let margin = max(0.15 * stretch.lengthMetres, 2 * stretch.maximumMetres, 5)
    let own = plane.project(
      path.positions(from: max(0, stretch.fromMetres - margin), to: min(path.lengthMetres, stretch.toMetres + margin)))
    guard let first = own.first, let worst = plane.project(stretch.place) else { return }
    let bounds = own.dropFirst().reduce(Envelope(first).extended(to: worst)) { $0.extended(to: $1) }
      .grown(by: stretch.maximumMetres)
    let box = Self.plan
    let scale = min(
      (box.maxX - box.minX) / (bounds.maxX - bounds.minX), (box.maxY - box.minY) / (bounds.maxY - bounds.minY))
    func onPage(_ position: Position) -> Position {
      Position(
        x: box.centre.x + (position.x - bounds.centre.x) * scale,
        y: box.centre.y - (position.y - bounds.centre.y) * scale)
    }
    let theirs = other.path.parts.map { part in plane.project(part.map(\.position)).map(onPage) }
    drawing.text(
      "最大处 \(Chainage.text(stretch.fromMetres))–\(Chainage.text(stretch.toMetres))（上为坐标北）",
      at: Position(x: box.minX, y: box.minY - 2), TextStyle(size: 3.2))
    drawing.clipped(to: box) { drawing in
      drawing.paths(theirs, stroke: Stroke(width: 0.5, colour: Self.otherColour, dashes: [2, 1]))
      drawing.path(own.map(onPage), stroke: Stroke(width: 0.5))
      drawing.circle(onPage(worst), radius: 1.5, stroke: Stroke(width: 0.3, colour: Self.otherColour))
    }
    drawing.rectangle(box, stroke: Stroke(width: 0.3))
    drawBar(scale, box, &drawing)
    let legend = Position(x: box.maxX - 62, y: box.maxY - 9)
    drawing.rectangle(
      Envelope(minX: legend.x - 3, minY: legend.y - 5, maxX: box.maxX, maxY: box.maxY), stroke: Stroke(width: 0.3),
      fill: "#ffffff")
    drawing.line(legend, Position(x: legend.x + 10, y: legend.y), Stroke(width: 0.5))
    drawing.text("本线", at: Position(x: legend.x + 12, y: legend.y + 1), TextStyle(size: 3, hasHalo: true))
    let below = Position(x: legend.x, y: legend.y + 5)
    drawing.line(
      below, Position(x: below.x + 10, y: below.y), Stroke(width: 0.5, colour: Self.otherColour, dashes: [2, 1]))
    drawing.text(
      VisibleText.of(other.title.zh), at: Position(x: below.x + 12, y: below.y + 1), TextStyle(size: 3, hasHalo: true))
  }

  /// - Parameter scale: millimetres on the page per metre.
  private func drawBar(_ scale: Double, _ box: Envelope, _ drawing: inout SVGDrawing) {
    let wanted = 60 / scale
    let power = pow(10, floor(log10(wanted)))
    let metres = [5.0, 2, 1].map { $0 * power }.first { $0 <= wanted } ?? power
    let start = Position(x: box.minX + 4, y: box.maxY - 4)
    drawing.line(start, Position(x: start.x + metres * scale, y: start.y), Stroke(width: 0.8))
    drawing.text(
      "\(NumberText.decimal(metres, decimals: metres < 1 ? 2 : 0)) 米", at: Position(x: start.x, y: start.y - 1.5),
      TextStyle(size: 3, hasHalo: true))
  }
}
