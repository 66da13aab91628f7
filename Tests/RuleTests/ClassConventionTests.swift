import Registry
import Testing

@testable import Rules

/// What most of a thousand and more names of a class share is told once; fewer are told one by one.
@Suite struct ClassConventionTests {
  private func findings(_ rule: String, villages: Int, faulty: Int, streets: Int = 0) throws -> [Finding] {
    var rows = "place_name | place_code | name | romanisation | class_code\n"
    for row in 0..<villages {
      rows += " | \(row) | 王家湾 | \(row < faulty ? "Wangjia Wan" : "Wangjiawan") | 22200\n"
    }
    for row in 0..<streets { rows += " | s\(row) | 建设路 | Jianshelu | 23510\n" }
    let example = try ExampleReader.read(rows)
    let area = Area(dataset: example.dataset, asOf: try #require(example.asOf))
    return try Checker(RuleSelection(select: [rule])).check(area).findings
  }

  @Test func aConventionIsOneFindingAndTheOtherClassKeepsItsOwn() throws {
    let found = try findings("N603", villages: 1500, faulty: 1400, streets: 3)
    #expect(found.count == 4)
    let column = try #require(found.first { $0.subject.kind == "table" })
    #expect(column.measure?.value == 1400)
    #expect(column.arguments["classes"] == MessageArgument.list(["22200 × 1,400"]))
    #expect(column.arguments["standard"] == MessageArgument.text("Wangjiawan"))
  }

  @Test func lessThanHalfOrLessThanAThousandAreToldOneByOne() throws {
    #expect(try findings("N603", villages: 2500, faulty: 1200).count == 1200)
    #expect(try findings("N603", villages: 999, faulty: 999).count == 999)
  }
}
