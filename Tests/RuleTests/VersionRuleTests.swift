import Registry
import Testing

@testable import Rules

@Suite struct VersionRuleTests {
  /// The first copy has no units of its own; the second has, and may run the other way: the land stays with its party.
  @Test(arguments: ["0 0, 400 0, 500 30, 600 0, 1000 0", "1000 0, 600 0, 500 30, 400 0, 0 0"])
  func theLandGoesToTheUnitThatLiesThere(_ second: String) throws {
    let found = try findings(
      "B206",
      """
      division                    | code      | name | geom
                                  | 500151101 | 北镇 | 0 0, 400 0, 500 0, 600 0, 1000 0, 1000 1000, 0 1000
                                  | 500151102 | 南镇 | 0 0, 0 -1000, 1000 -1000, 1000 0, 600 0, 500 0, 400 0
      boundary_line tongliang.shp | code         | name   | geom
                                  | 500117500151 | 北南线 | 0 0, 400 0, 500 0, 600 0, 1000 0
      boundary_line hechuan.shp   | code         | name   | unit1 | unit2 | geom
                                  | 500117500151 | 北南线 | 北镇  | 南镇  | \(second)
      """)
    let measures = try #require(found.first).measures
    // The first copy runs to the south of the second: it gives the land between to the north.
    let areas = measures.filter { $0.name.hasPrefix("area_to_") }
    #expect(areas.map(\.name) == ["area_to_500151101", "area_to_500151102"])
    #expect((areas.first?.measure.value ?? 0) > 2000 && areas.last?.measure.value == 0)
  }

  @Test func everyStretchIsAmongTheMeasures() throws {
    let found = try findings(
      "B206",
      """
      boundary_line tongliang.shp | name   | geom
                                  | 铜合线 | 0 0, 1000 0, 2000 0
      boundary_line hechuan.shp   | name   | geom
                                  | 合铜线 | 0 0, 400 0, 500 30, 600 0, 1400 0, 1500 -40, 1600 0, 2000 0
      """)
    let measures = Dictionary(
      (found.first?.measures ?? []).map { ($0.name, $0.measure.value) }, uniquingKeysWith: { first, _ in first })
    #expect(measures["stretches"] == 2)
    #expect(abs((measures["stretch_1_maximum"] ?? 0) - 30) < 0.1)
    #expect(abs((measures["stretch_2_maximum"] ?? 0) - 40) < 0.1)
    #expect((measures["stretch_1_area_left"] ?? 0) > 2500 && measures["stretch_1_area_right"] == 0)
    #expect((measures["stretch_2_area_right"] ?? 0) > 3500 && measures["stretch_2_area_left"] == 0)
    #expect((measures["stretch_2_from"] ?? 0) > 1400 && (measures["stretch_2_to"] ?? 0) < 1600)
  }
}
