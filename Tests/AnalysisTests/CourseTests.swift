import Foundation
import Geometry
import Registry
import TestSupport
import Testing

@testable import Analysis

@Suite struct CourseTextTests {
  /// What a text says, in short: `*2` marker, `S`/`E` start and end, `东+北 1200` a move.
  private func outline(_ text: String) -> String {
    CourseText(parsing: text).items.map { item in
      switch item {
      case .anchor(let anchor):
        switch anchor.place {
        case .marker(let number): "*\(number)"
        case .start: "S"
        case .end: "E"
        }
      case .move(let move):
        ([move.winds.map(\.word).joined(separator: "+")] + [move.lengthMetres.map { String(Int($0.rounded())) } ?? ""])
          .joined(separator: " ")
      }
    }.joined(separator: " | ")
  }

  @Test(arguments: [
    (
      "从5111001Q号界桩起，边界线向东穿过龙水公路后沿山脊上山，经625 m高地，转南偏东南沿河道中心线顺流下行约1.2千米，至5111002Q号界桩。",
      "*5111001Q | 东  | 南偏东南 1200 | *5111002Q"
    ),
    ("从第1号界桩起，向正北约３００米，折向北北东约0.5km至2号界桩止", "*1 | 北 300 | 北偏东北 500 | *2"),
    ("自起点沿三岔河向东南方向前行2公里到终点", "S | 东南 2000 | E"),
    ("从238184I号三交点起，界线大致呈西南走向，长约1,250米", "*238184I | 西南 1250"),
    ("5111003A、5111003B号界桩", "*5111003A"), ("1号、2号界桩", "*1 | *2"), ("沿3号公路向东，登2号高地", "东 "),
    ("海拔625米，宽10米宽的河，里程1.2千米，面积3平方米", ""), ("距3号界桩200米处向西", "西 "),
    ("向东约1000米，经距起点500米处的小桥，至2号界桩", "东 1000 | *2"), ("与3号界桩相距约50米", ""),
    ("从1#界桩起向东至2#界桩", "*1 | 东  | *2"),
    ("从1号界桩起向东偏东北方向沿山脊至2号界桩，图上长1.5千米", "*1 | 东偏东北 1500 | *2"),
    ("从1号界桩至2号界桩，长约300米，向北约50米", "*1 |  300 | *2 | 北 50"),
    ("向东侧、北岸，向东偏北", ""), ("向东、东北", "东+东北 "), ("", ""), ("无", ""), ("向", ""), ("1", ""), ("从5111001Q", "*5111001Q"),
    ("K5+300 向北约10 米", "北 10"), ("约300米向北，再约200米", " 300 | 北 200"),
  ])
  func reads(_ text: String, _ expected: String) { #expect(outline(text) == expected) }

  @Test func spansCountScalarsOfTheText() {
    let text = "𬭎：从1号界桩起，向东约２．５千米"
    let course = CourseText(parsing: text)
    let scalars = Array(text.unicodeScalars)
    let part = { (span: Range<Int>?) in String(String.UnicodeScalarView(scalars[span ?? 0..<0])) }
    #expect(part(course.anchors.first?.span) == "1")
    guard case .move(let move)? = course.items.last else {
      Issue.record("no move")
      return
    }
    #expect(part(move.windSpan) == "东")
    #expect(part(move.lengthSpan) == "２．５千米")
    #expect(move.lengthMetres == 2500)
  }

  @Test func theTotalLengthIsNoMove() {
    let course = CourseText(parsing: "铜合线全长约51.894千米，从1号界桩起向东")
    #expect(course.total?.metres == 51_894)
    #expect(course.items.count == 2)
  }

  @Test func followsFeatures() {
    guard case .move(let move)? = CourseText(parsing: "向东沿三岔河中心线约300米").items.first else {
      Issue.record("no move")
      return
    }
    #expect(move.along == "三岔河中心线")
  }

  /// Any text, also a damaged one, is read without a trap.
  @Test func readsAnything() {
    var generator = SeededGenerator(seed: 9)
    let pieces = [
      "从", "1", "号", "界桩", "向", "东", "北偏", "约", "3", ".", "米", "千米", "、", "沿", "河", "转", "全长", "Q", "Ｑ", " ", "\u{0}",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 0...24, using: &generator)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &generator)]
      }.joined()
      let count = text.unicodeScalars.count
      let course = CourseText(parsing: text)
      #expect(course.anchors.allSatisfy { $0.span.upperBound <= count })
    }
  }
}

@Suite struct CourseDraftTests {
  struct Drawn {
    var marked: MarkedLine
    var stations: [MarkerStation]
  }

  /// A line with markers, from metres.
  private func drawn(_ vertices: [(Double, Double)], _ places: [(number: String, (Double, Double))]) throws -> Drawn {
    var geometry = GeometryColumn()
    geometry.append(.lineString, [[degrees(vertices)]])
    var lines = RecordTable(kind: .boundaryLine)
    lines.append([.name: "铜合线"], geometry: geometry, origin: Origin(source: 0, row: 1))
    var table = RecordTable(kind: .boundaryMarker)
    for (number, place) in places {
      var point = GeometryColumn()
      let position = degrees([place])[0]
      point.appendPoint(x: position.x, y: position.y)
      table.append([.line: "铜合线", .number: number], geometry: point, origin: Origin(source: 1, row: 1))
    }
    let records = BoundaryLine.all(in: lines)
    let markers = BoundaryMarker.all(in: table, lines: records)
    let marked = try #require(
      try MarkedLine.all(lines: records, geometry: lines.geometry, markers: markers).first)
    return Drawn(marked: marked, stations: MarkerStation.all(of: marked, markers: markers))
  }

  private func draft(_ drawn: Drawn) throws -> String {
    CourseDraft.text(
      lineName: "铜合线", path: try #require(drawn.marked.path), stations: drawn.stations)
  }

  private func contradictions(_ text: String, _ drawn: Drawn) throws -> [CourseComparison.Contradiction] {
    CourseComparison(
      CourseText(parsing: text), with: try #require(drawn.marked.path), stations: drawn.stations
    ).contradictions
  }

  @Test func writesFromMarkerToMarker() throws {
    let line = try drawn(
      [(0, 0), (1000, 0), (1000, 800)], [("5117001Q", (0, 0)), ("5117002A", (1000, 0)), ("5117002B", (1000, 0))])
    let text = try draft(line)
    #expect(text.hasPrefix("【草稿"))
    #expect(
      text.hasSuffix(
        "铜合线，全长约1800米。从5117001Q号界桩（里程0.000千米）起，界线向东约1000米，至5117002A、5117002B号界桩（里程1.000千米）；"
          + "转向北约800米，至终点（里程1.800千米）止。"))
  }

  @Test func runsAsTheMarkersAreNumbered() throws {
    let text = try draft(try drawn([(0, 0), (1000, 0)], [("5117002Q", (100, 0)), ("5117001Q", (900, 0))]))
    #expect(
      text.hasSuffix(
        "从起点（里程0.000千米）起，界线向西约100米，至5117001Q号界桩（里程0.100千米）；继续向西约800米，至5117002Q号界桩（里程0.900千米）；"
          + "继续向西约100米，至终点（里程1.000千米）止。"))
  }

  /// Round trip: no draft contradicts the geometry that it was made from.
  @Test(arguments: 0..<150)
  func aDraftNeverContradictsItsGeometry(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed + 1))
    var heading = Double.random(in: 0..<2 * .pi, using: &generator)
    let (wildness, step) = (Double.random(in: 0...2, using: &generator), Double.random(in: 3...400, using: &generator))
    var vertices = [(0.0, 0.0)]
    for _ in 0..<Int.random(in: 1...200, using: &generator) {
      heading += Double.random(in: -wildness...wildness, using: &generator)
      let length = step * Double.random(in: 0.05...1, using: &generator)
      let last = vertices[vertices.count - 1]
      vertices.append((last.0 + length * cos(heading), last.1 + length * sin(heading)))
    }
    // Sometimes a ring, sometimes a vertex twice.
    if seed.isMultiple(of: 7) { vertices.append(vertices[0]) }
    if seed.isMultiple(of: 5) { vertices.insert(vertices[0], at: 0) }
    let isReversed = Bool.random(using: &generator)
    let count = Int.random(in: 0...8, using: &generator)
    let picked = (0..<count).map { _ in Int.random(in: 0..<vertices.count, using: &generator) }.sorted()
    let places = picked.enumerated().map { index, vertex in
      let serial = String(1000 + (isReversed ? count - index : index + 1)).dropFirst()
      return (number: "5117\(serial)Q", vertices[vertex])
    }
    let line = try drawn(vertices, places)
    let text = try draft(line)
    let found = try contradictions(text, line)
    #expect(found.isEmpty, "\(text)\n\(found)")
  }

  /// And a text that is turned round, or has one wind turned round, does contradict it.
  @Test(arguments: 0..<20)
  func aFalseDirectionIsFound(_ seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed + 500))
    let turn = Double.random(in: 0..<2 * .pi, using: &generator)
    let points = (0...3).map { (2000 * Double($0) * cos(turn), 2000 * Double($0) * sin(turn)) }
    let line = try drawn(points, points.enumerated().map { (number: "511700\($0 + 1)Q", $1) })
    let text = try draft(line)
    let course = CourseText(parsing: text)
    let spans = course.items.compactMap { item -> Range<Int>? in
      if case .move(let move) = item { move.windSpan } else { nil }
    }
    let span = try #require(spans.randomElement(using: &generator))
    var scalars = Array(text.unicodeScalars)
    let word = String(String.UnicodeScalarView(scalars[span]))
    let index = try #require(Wind.all.firstIndex { $0.word == word })
    scalars.replaceSubrange(span, with: Wind.all[(index + 8) % 16].word.unicodeScalars)
    let found = try contradictions(String(String.UnicodeScalarView(scalars)), line)
    #expect(found.count == 1)
    #expect(found.first?.isCertain == true)
    #expect(found.first?.span.lowerBound == span.lowerBound)
  }
}
