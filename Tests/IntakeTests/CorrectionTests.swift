import Intake
import Registry
import Testing

/// Tables of corrected rows as they come back from a bureau.
@Suite struct CorrectionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let front = ["原文件", "原图层", "原行号", "出错列", "未导入原因"]
  private static let towns = Fixtures.Sheet(
    name: "人口",
    rows: [1: front + ["区划代码", "名称", "人口"], 2: ["p.csv", "p", "2", "人口", "不是数", "500151100", "土桥镇", "2500"]])

  private func corrections(_ sheets: [Fixtures.Sheet]) throws -> [CorrectedRows] {
    let original = try folder.write("p.csv", "区划代码,名称,人口\n500151100,土桥镇,不详\n500151101,二坪镇,待查\n")
    let sources = try read(original).sources
    let path = try folder.write("fix.xlsx", Fixtures.workbook(sheets))
    return try Intake.readCorrections(InputRequest(path: path), of: sources)
  }

  @Test func oneSheetIsRead() throws {
    let parts = try corrections([Self.towns])
    #expect(parts.map(\.rows) == [[2]])
    #expect(parts.map { $0.result[.population].count } == [1])
  }

  /// What stands beside it must not vanish: other tables in the file, on a further sheet, hidden, or below.
  @Test(arguments: [
    Fixtures.Sheet(name: "地名", rows: [1: ["标准名称", "备注"], 2: ["甲村", ""]]),
    Fixtures.Sheet(name: "隐藏", isHidden: true, rows: towns.rows), Fixtures.Sheet(name: "说明", rows: [1: ["随便写写"]]),
  ])
  func otherSheetsAreRefused(other: Fixtures.Sheet) throws {
    let error = try #require(throws: IntakeError.self) { try corrections([Self.towns, other]) }
    #expect(error.layer == other.name, "\(error)")
  }

  @Test func aTableBelowIsRefusedOrRead() throws {
    var sheet = Self.towns
    sheet.rows[5] = ["公墓名称", "公墓类型", "所属镇街"]
    sheet.rows[6] = ["甲公墓", "公益性", "甲镇"]
    let error = try #require(throws: IntakeError.self) { try corrections([sheet]) }
    #expect(error.layer == "人口（表2）")
  }

  /// The headers of its source need not be known ones.
  @Test func aSheetWithoutKnownHeadersIsRead() throws {
    let other = Fixtures.Sheet(name: "丙", rows: [1: Self.front + ["列甲"], 2: ["q.csv", "q", "2", "", "", "x"]])
    let error = try #require(throws: IntakeError.self) { try corrections([Self.towns, other]) }
    #expect(error.message.zh.contains("没有来源“q.csv/q”"), "\(error.message.zh)")
  }
}
