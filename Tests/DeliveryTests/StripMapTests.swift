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

  private static func points(_ path: [Position]) -> [StripMapContent.LinePoint] {
    var chainage = 0.0
    return path.indices.map { index in
      if index > 0 { chainage += hypot(path[index].x - path[index - 1].x, path[index].y - path[index - 1].y) }
      return StripMapContent.LinePoint(position: path[index], chainageMetres: chainage)
    }
  }

  private static func sheets(
    _ path: [Position], width: Double = 9600, height: Double = 5650, corridor: Double = 1250
  ) -> [StripSheet] {
    StripSheet.along([points(path)], widthMetres: width, heightMetres: height, corridorMetres: corridor)
  }

  @Test("sheets follow the line from its start to its end and hold it with its corridor")
  func sheets() throws {
    let sheets = Self.sheets(Self.line)
    #expect(sheets.count >= 3)
    #expect(sheets.first?.chainage.lowerBound == 0)
    for (sheet, next) in zip(sheets, sheets.dropFirst()) {
      #expect(sheet.chainage.upperBound == next.chainage.lowerBound)
      #expect(sheet.corridorMetres == 1250)
    }
    for position in Self.line {
      let held = sheets.contains { sheet in
        let local = sheet.local(position)
        return abs(local.x) <= sheet.widthMetres / 2
          && abs(local.y) <= sheet.heightMetres / 2 - sheet.corridorMetres + 1
      }
      #expect(held)
    }
  }

  @Test("turning a position into a sheet and back gives it again")
  func turning() throws {
    var random = SeededGenerator(seed: 4)
    let sheets = Self.sheets(Self.line)
    for sheet in sheets {
      #expect(abs(sheet.rotationRadians) <= .pi / 2)
      let position = Position(
        x: sheet.centre.x + .random(in: -5000...5000, using: &random),
        y: sheet.centre.y + .random(in: -5000...5000, using: &random))
      let back = sheet.plane(sheet.local(position))
      #expect(abs(back.x - position.x) < 1e-6 && abs(back.y - position.y) < 1e-6)
    }
  }

  @Test("a line without length has no sheet, a bend that does not fit narrows the corridor")
  func oddLines() {
    let point = Position(x: 35_580_000, y: 3_290_000)
    #expect(Self.sheets([point, point]).isEmpty)
    #expect(Self.sheets([point]).isEmpty)
    let sheets = Self.sheets([point, Position(x: point.x, y: point.y + 900)], width: 1000, height: 500)
    #expect(sheets.allSatisfy { $0.corridorMetres <= 250 })
  }

  @Test("a large scale gives few sheets with a narrower corridor")
  func largeScale() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let content = StripMapContent(
      title: "", line: [Self.points(Self.line)], level: .town,
      asOf: try #require(CalendarDate(year: 2026, month: 11, day: 24)))
    let layout = StripMapLayout(scale: 10_000)
    #expect(layout.shownCorridorMetres == 790)
    #expect(StripMapLayout(scale: 25_000).shownCorridorMetres == 1250)
    let pages = StripMap(content: content, plane: plane, layout: layout).pages()
    // About 30 km on sheets of 3.4 km.
    #expect((9...20).contains(pages.count))
  }

  @Test("neighbouring sheets read in one direction, also where the line turns to the north or south")
  func oneDirection() {
    let south = (0...300).map { step in
      let along = Double(step) * 100
      return Position(x: 35_580_000 - 0.1 * along + 3000 * sin(along / 4000), y: 3_290_000 - along)
    }
    for path in [Self.line, Self.line.reversed(), south] {
      let sheets = Self.sheets(path)
      #expect(Set(sheets.map(\.runsToTheRight)).count == 1)
      #expect(sheets.allSatisfy { abs($0.rotationRadians) <= 0.75 * .pi })
    }
    #expect(Self.sheets(Self.line).first?.runsToTheRight == true)
    #expect(Self.sheets(south).first?.runsToTheRight == false)
  }

  @Test("the north arrow leaves the line free")
  func northArrow() {
    let frame = Envelope(minX: 0, minY: 0, maxX: 300, maxY: 200)
    let upperRight = MapFurniture.northArrowBox(frame, clearOf: [])
    #expect(upperRight.maxX == 298 && upperRight.minY == 2)
    let crossing = [Position(x: 270, y: -50), Position(x: 301, y: 60)]
    #expect(MapFurniture.northArrowBox(frame, clearOf: [crossing]).minX == 2)
  }

  @Test("the same content gives the same PDF, and every sheet a page")
  func pages() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    var content = StripMapContent(
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
      }, asOf: try #require(CalendarDate(year: 2026, month: 11, day: 24)))
    content.parties = (left: "大足区", right: "铜梁区")
    let pages = StripMap(content: content, plane: plane, layout: StripMapLayout()).pages()
    #expect(pages.count >= 3)
    let first = pages[0].text
    // A party without outline is named beside the line, and the turn to true north stands under the arrow.
    #expect(first.contains("大足区") && first.contains("坐标北在真北") && first.contains("右接第 2 幅"))
    #expect(!first.contains("三交点界桩"))
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
