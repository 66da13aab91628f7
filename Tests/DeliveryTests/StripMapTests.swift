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

  @Test("sheets follow the line from its start to its end and hold it with its corridor")
  func sheets() throws {
    let sheets = StripSheet.along(Self.line, widthMetres: 9600, heightMetres: 5650, corridorMetres: 1250)
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
    let sheets = StripSheet.along(Self.line, widthMetres: 9600, heightMetres: 5650, corridorMetres: 1250)
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
    #expect(StripSheet.along([point, point], widthMetres: 9600, heightMetres: 5650, corridorMetres: 1250).isEmpty)
    #expect(StripSheet.along([point], widthMetres: 9600, heightMetres: 5650, corridorMetres: 1250).isEmpty)
    let sheets = StripSheet.along(
      [point, Position(x: point.x, y: point.y + 900)], widthMetres: 1000, heightMetres: 500, corridorMetres: 1250)
    #expect(sheets.allSatisfy { $0.corridorMetres <= 250 })
  }

  @Test("the same content gives the same PDF, and every sheet a page")
  func pages() throws {
    let plane = try #require(try MapPlane(longitude: 106))
    let content = StripMapContent(
      title: "铜合线 工作图", line: [Self.line], level: .county,
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
    let pages = StripMap(content: content, plane: plane, layout: StripMapLayout()).pages()
    #expect(pages.count >= 3)
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
