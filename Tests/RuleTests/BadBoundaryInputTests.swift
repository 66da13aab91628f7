import Registry
import Testing

@testable import Rules

/// Lines and markers that are none: every rule about them must come through, and say what it can.
@Suite struct BadBoundaryInputTests {
  private func run(_ text: String) throws -> [Finding] {
    let example = try ExampleReader.read(text)
    let checker = try Checker(RuleSelection(select: ["M", "B2"]))
    let asOf = try #require(example.asOf)
    return try checker.check(Area(dataset: example.dataset, asOf: asOf)).findings
  }

  private func rules(_ text: String) throws -> Set<String> { Set(try run(text).map(\.rule)) }

  @Test func markersOfAnUnknownLine() throws {
    let found = try rules(
      """
      boundary_line   | name   | course | geom
                      | 铜合线 | 从1号界桩起，向东约3千米至2号界桩。 | 0 0, 3000 0
      boundary_marker | line   | number   | geom
                      | 铜河线 | 5117001A | 0 0
                      | 铜河线 | 5117001B | 0 10
                      |        | 111751I  | 0 10
                      |        |          |
      """)
    #expect(found.contains("M107"))
  }

  @Test func markersAllAtOnePoint() throws {
    let found = try run(
      """
      boundary_line   | name   | course | geom
                      | 铜合线 | 从1号界桩起，向东约1千米至2号界桩，转北约1千米至3号界桩，全长2千米。 | 0 0, 3000 0
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002A | 0 0
                      | 铜合线 | 5117002B | 0 0
                      | 铜合线 | 5117003Q | 0 0
      """)
    #expect(!found.contains { $0.rule == "M105" || $0.rule == "M108" })
    #expect(found.contains { $0.rule == "B207" })
  }

  @Test(arguments: [
    "0 0", "0 0, 0 0", "0 0, 0 0, 0 0", "", "0 0, 1000 0, 1000 1000, 500 0, 500 -500", "0 0, 1000 0, 0 0, 1000 0",
    "0 0, 1000 0, 500 900, 0 0", "0 0; 1000 0", "0 0, 100 0; 500 500, 900 900", "0 0, 1e-7 0", "0 0, 90000000 0",
  ])
  func linesThatAreNone(_ geometry: String) throws {
    _ = try run(
      """
      boundary_line   | name   | unit1 | unit2 | marker_count | number_pattern | course | last_inspection | geom
                      | 铜合线 | 铜梁区 | 合川区 | 3颗 | ((( | 从5117001Q号界桩起，向东约0米，转北约1千米至5117002A号界桩，全长0千米。 | 2021 | \(geometry)
      boundary_marker | line   | number   | type | unit1 | unit2 | unit3 | condition | reference1_bearing | reference1_longitude | reference1_latitude | geom
                      | 铜合线 | 5117001Q | 单立 | 铜梁区 | 合川区 | 大足区 | 损坏 | 370° | 106.02 | 129.8 | 0 0
                      | 铜合线 | 5117002A | 双立 | 铜梁区 | 合川区 | 大足区 |      |  x   | 106.02 | 29.8  | 10 10
                      | 铜合线 | 5117002B | 双立 | 铜梁区 | 合川区 | 大足区 |      |  0   |   0    |  0    | 10 -10
                      | 铜合线 | 111751I  | 三交点 | 铜梁区 | 合川区 | 大足区 |      |     |        |       |
      inspection      | line   | number | inspected_on | condition | measure
                      |        |        |              |           |
                      | 铜合线 | 9      | 上个月       | ？        | 移位
      """)
  }

  @Test func noMarkersAndNoLines() throws {
    #expect(try rules("boundary_line | name | course | geom\n | 铜合线 | 向东 | 0 0, 3000 0").isEmpty)
    #expect(try rules("boundary_marker | line | number").isEmpty)
    #expect(try rules("inspection | line | number | inspected_on | condition").isEmpty)
  }

  @Test func divisionsWithoutOrWithBrokenPolygons() throws {
    let found = try rules(
      """
      division        | code   | name   | geom
                      | 500151 | 铜梁区 | 0 0, 1000 1000, 1000 0, 0 1000
                      | 500117 | 合川区 |
                      | 500111 | 大足区 | 0 0, 1 1
      boundary_marker | line   | number  | unit1  | unit2  | unit3  | geom
                      | 铜合线 | 111751I | 铜梁区 | 合川区 | 大足区 | 90000 0
      """)
    #expect(found.contains("M110"))
  }
}
