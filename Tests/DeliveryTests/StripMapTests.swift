import Foundation
import Geometry
import Registry
import TestSupport
import Testing

@testable import Delivery

@Suite("Strip maps")
struct StripMapTests {
  /// A winding line of about 30 km in zone 35.
  private static let line: [Position] = (0...600).map { step in
    let along = Double(step) * 50
    return Position(x: 35_580_000 + along * 0.8, y: 3_290_000 + along * 0.5 + 900 * sin(along / 1500))
  }

  private static func points(_ path: [Position], from start: Double = 0) -> [StripMapContent.LinePoint] {
    var chainage = start
    return path.indices.map { index in
      if index > 0 { chainage += hypot(path[index].x - path[index - 1].x, path[index].y - path[index - 1].y) }
      return StripMapContent.LinePoint(position: path[index], chainageMetres: chainage)
    }
  }

  @Test("sheets follow the line from its start to its end and hold it with its corridor on every side")
  func sheets() throws {
    let sheets = StripSheet.along([Self.points(Self.line)], widthMetres: 9600, heightMetres: 5600, corridorMetres: 1250)
    #expect(sheets.count >= 3)
    #expect(sheets.first?.chainage.lowerBound == 0)
    for (sheet, next) in zip(sheets, sheets.dropFirst()) {
      #expect(sheet.chainage.upperBound == next.chainage.lowerBound)
    }
    for position in Self.line {
      // Vertices between two stations may reach out by a fraction of their distance.
      let held = sheets.contains { $0.envelope.grown(by: -1250 + 40).contains(position) }
      #expect(held)
    }
  }

  /// At 1:10,000 a corridor of 1.25 km on both sides is wider than the paper is high: a line of 7 km took 129 sheets.
  @Test("at any scale a sheet holds a stretch of half of the map", arguments: [2000, 5000, 10_000, 25_000])
  func sheetsAreNeverShort(_ scale: Int) throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let content = StripMapContent(title: "", line: [Self.points(Self.line)], level: .county, asOf: try Self.asOf)
    let map = StripMap(content: content, plane: plane, layout: StripMapLayout(scale: scale))
    let cut = try #require(map.sheets())
    let side = min(cut.page.frame.maxX - cut.page.frame.minX, cut.page.frame.maxY - cut.page.frame.minY)
    let smallest = side * Double(scale) / 1000
    for sheet in cut.sheets.dropLast() {
      #expect(sheet.chainage.upperBound - sheet.chainage.lowerBound >= smallest * 0.45)
    }
    #expect(cut.corridorMetres == min(1250, smallest / 4))
    let first = try #require(map.pages(cut).first?.text)
    #expect(first.contains("受图幅所限，两侧宽度不足 1.25 km") == (cut.corridorMetres < 1250))
  }

  @Test("north is up on every sheet, and the arrows stand outside the map")
  func north() throws {
    for page in [MapPage.across, .upright] {
      #expect(!page.frame.grown(by: 10).intersects(page.north))
      let paper = Envelope(minX: 0, minY: 0, maxX: page.width, maxY: page.height)
      for box in [page.frame, page.north, page.index] {
        #expect(
          paper.contains(Position(x: box.minX, y: box.minY)) && paper.contains(Position(x: box.maxX, y: box.maxY)))
      }
      #expect(!page.north.intersects(page.index))
    }
    let sheets = StripSheet.along([Self.points(Self.line)], widthMetres: 9600, heightMetres: 5600, corridorMetres: 1250)
    let view = SheetView(sheet: try #require(sheets.first), frame: MapPage.across.frame, scale: 25_000)
    let (south, north) = (view.page(Position(x: 0, y: 0)), view.page(Position(x: 0, y: 1000)))
    #expect(south.x == north.x && abs(south.y - north.y - 40) < 1e-9)
  }

  @Test("turning a position into a page and back gives it again")
  func turning() throws {
    var random = SeededGenerator(seed: 4)
    for sheet in StripSheet.along([Self.points(Self.line)], widthMetres: 9600, heightMetres: 5600, corridorMetres: 1250)
    {
      let view = SheetView(sheet: sheet, frame: MapPage.across.frame, scale: 25_000)
      let position = Position(
        x: sheet.centre.x + .random(in: -5000...5000, using: &random),
        y: sheet.centre.y + .random(in: -5000...5000, using: &random))
      let back = view.plane(view.page(position))
      #expect(abs(back.x - position.x) < 1e-6 && abs(back.y - position.y) < 1e-6)
    }
  }

  @Test("a line without length has no sheet, one in many parts not a sheet for each")
  func oddLines() {
    let point = Position(x: 35_580_000, y: 3_290_000)
    func sheets(_ paths: [[Position]], limit: Int = .max) -> [StripSheet] {
      var start = 0.0
      let parts = paths.map { path in
        let points = Self.points(path, from: start)
        start = points.last?.chainageMetres ?? start
        return points
      }
      return StripSheet.along(parts, widthMetres: 9600, heightMetres: 5600, corridorMetres: 1250, limit: limit)
    }
    #expect(sheets([[point, point]]).isEmpty)
    #expect(sheets([[point]]).isEmpty)
    #expect(sheets([]).isEmpty)
    #expect(sheets([Self.line], limit: 2).isEmpty)
    let pieces = zip(Self.line, Self.line.dropFirst()).map { [$0, $1] }
    #expect(sheets(pieces).count <= sheets([Self.line]).count + 1)
    let far = Self.line.map { Position(x: $0.x + 500_000, y: $0.y) }
    #expect(sheets([Self.line, far]).count == 2 * sheets([Self.line]).count)
  }

  // MARK: What is written

  private static var asOf: CalendarDate { get throws { try #require(CalendarDate(year: 2026, month: 11, day: 24)) } }

  /// The baseline of a text on a page.
  private func place(of text: String, on page: SVGDrawing) throws -> Position {
    let pattern = try Regex("<text x=\"([0-9.]+)\" y=\"([0-9.]+)\"[^>]*>\(text)</text>")
    let match = try #require(page.text.firstMatch(of: pattern), "\(text)")
    return Position(
      x: try #require(match[1].substring.flatMap { Double($0) }),
      y: try #require(match[2].substring.flatMap { Double($0) }))
  }

  @Test("each party is named on its side, also one without polygon")
  func parties() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let (west, east) = (Position(x: 35_580_000, y: 3_290_000), Position(x: 35_587_000, y: 3_290_000))
    let north = [
      west, east, Position(x: east.x, y: east.y + 9000), Position(x: west.x, y: west.y + 9000), west,
    ]
    for (parties, isFirstNorth) in [
      ([StripMapContent.Party(name: "甲县", polygons: [[north]]), .init(name: "乙县")], true),
      ([StripMapContent.Party(name: "甲县"), .init(name: "乙县", polygons: [[north]])], false),
    ] {
      let content = StripMapContent(
        title: "", line: [Self.points([west, east])], level: .county, parties: parties, asOf: try Self.asOf)
      let map = StripMap(content: content, plane: plane, layout: StripMapLayout())
      let cut = try #require(map.sheets())
      let page = try #require(map.pages(cut).first)
      let (first, second) = (try place(of: "甲县", on: page), try place(of: "乙县", on: page))
      // A straight line to the east goes through the middle of its sheet.
      let middle = cut.page.frame.centre.y
      #expect(isFirstNorth ? first.y < middle - 2 : first.y > middle + 2)
      #expect(isFirstNorth ? second.y > middle + 2 : second.y < middle - 2)
    }
    // Nobody knows whose side is whose.
    let unknown = StripMapContent(
      title: "", line: [Self.points([west, east])], level: .county, parties: [.init(name: "甲县"), .init(name: "乙县")],
      asOf: try Self.asOf)
    let map = StripMap(content: unknown, plane: plane, layout: StripMapLayout())
    let cut = try #require(map.sheets())
    #expect(map.pages(cut).allSatisfy { !$0.text.contains("甲县") })
  }

  @Test("the legend shows what the map has")
  func legend() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let triple = StripMapContent.Marker(position: Self.line[9], label: "1", symbol: .triple)
    var content = StripMapContent(
      title: "", line: [Self.points(Self.line)], level: .county, markers: [triple], asOf: try Self.asOf)
    func text() throws -> String {
      let map = StripMap(content: content, plane: plane, layout: StripMapLayout())
      let cut = try #require(map.sheets())
      return try #require(map.pages(cut).first?.text)
    }
    #expect(try text().contains("同号三立界桩") && !text().contains("单立界桩") && !text().contains("其他界线"))
    #expect(try !text().contains("政区范围线"))
    content.units = [.init(name: "甲县", rings: [], level: .county)]
    #expect(try text().contains("县级以上政区范围线") && !text().contains("乡级政区范围线"))
  }

  @Test("labels keep clear of signs and of each other")
  func labels() throws {
    var placer = LabelPlacer(frame: Envelope(minX: 0, minY: 0, maxX: 100, maxY: 100))
    let style = TextStyle(size: 2.8, isBold: true)
    let sign = Envelope(Position(x: 50, y: 50)).grown(by: MarkerSymbol.reach)
    placer.reserve(sign)
    var boxes = [sign]
    for _ in 0..<6 {
      let label = placer.place("1151005Q", style, beside: Position(x: 50, y: 50), gap: 2.4, steps: [1, 2, 3, 4.5])
      let place = try #require(label)
      // Bold figures are up to 0.65 of their size wide.
      let box = Envelope(
        minX: place.x, minY: place.y - 2.2, maxX: place.x + 8 * 0.65 * 2.8, maxY: place.y + 0.1)
      #expect(!boxes.contains(where: box.intersects))
      boxes.append(box)
    }
    #expect(!placer.isFree(sign))
  }

  @Test("the same content gives the same PDF, and every sheet a page")
  func pages() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let content = StripMapContent(
      title: "铜合线 工作图", line: [Self.points(Self.line)], level: .county,
      markers: stride(from: 0, to: Self.line.count, by: 60).map {
        .init(position: Self.line[$0], label: "5117\($0 / 60 + 101)Q", symbol: $0 % 120 == 0 ? .single : .pair)
      },
      units: [
        .init(
          name: "铜梁区", rings: [Self.line + [Position(x: 35_610_000, y: 3_280_000), Self.line[0]]], level: .county),
        .init(
          name: "合川区", rings: [Self.line + [Position(x: 35_580_000, y: 3_310_000), Self.line[0]]], level: .county),
      ],
      places: [.init(name: "张家<湾>&", position: Position(x: 35_583_000, y: 3_291_300))],
      ticks: stride(from: 0, to: Self.line.count, by: 20).map {
        .init(position: Self.line[$0], chainageMetres: Double($0) * 50)
      }, asOf: try Self.asOf)
    let map = StripMap(content: content, plane: plane, layout: StripMapLayout())
    let pages = map.pages(try #require(map.sheets()))
    #expect(pages.count >= 3)
    for expected in ["坐标北", "子午线收敛角 +0°", "图幅接合表", "接第 2 幅", "第 1 幅，共 \(pages.count) 幅"] {
      #expect(pages[0].text.contains(expected), "\(expected)")
    }
    #expect(!pages[0].text.contains("接第 0 幅") && pages[1].text.contains("接第 1 幅"))
    let first = pages[0].text
    #expect(first.contains("铜合线 工作图") && first.contains("内部资料") && first.contains("张家&lt;湾&gt;&amp;"))
    #expect(first.contains("铜梁区") && first.contains("合川区"))
    let folder = FileManager.default.temporaryDirectory.appending(path: "strip-map-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let paths = ["a.pdf", "b.pdf"].map { folder.appending(path: $0).path() }
    for path in paths {
      try PagePrinter.writePDF(pages, title: content.title, created: content.asOf, to: path)
    }
    let files = try paths.map { try Data(contentsOf: URL(filePath: $0)) }
    #expect(files[0] == files[1])
    #expect(files[0].starts(with: Data("%PDF".utf8)))
    if let keep = ProcessInfo.processInfo.environment["JIEMING_KEEP"] {
      try files[0].write(to: URL(filePath: keep))
    }
  }
}
