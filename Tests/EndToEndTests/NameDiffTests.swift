import Foundation
import Testing

/// `jieming diff` of two tables of place names.
@Suite struct NameDiffTests {
  private let folder: TemporaryFolder

  struct Document: Decodable {
    struct Table<Row: Decodable>: Decodable {
      let rows: [Row]
      let footers: [String]
    }
    struct Change: Decodable {
      let kinds: String
      let oldName: String?
      let newName: String?
      let metres: Double?
      let protected: Bool?
      let basis: String?
    }
    struct Field: Decodable {
      let field: String
      let changed: Int
      let filled: Int
      let emptied: Int
    }
    struct Protected: Decodable { let oldName: String }
    struct Line: Decodable {
      let number: Int
      let date: String?
      let kind: String
      let old: String?
      let new: String?
      let basis: String?
    }
    let schema: String
    let nameChanges: Table<Change>
    let nameFields: Table<Field>?
    let protectedNames: Table<Protected>?
    let updateLog: Table<Line>
  }

  private static let header =
    "标识码,标准名称,类别代码,所属行政区划代码,东经,北纬,邮编,是否列入保护名录,批准机关,批准文号,批准时间\n"

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(
      Self.header + """
        a1,王家湾,22200,500151100,106.05,29.80,402560,,,,
        a2,李家坝,22200,500151100,106.06,29.80,402560,是,,,
        a3,张家沟,22200,500151100,106.07,29.80,402560,,,,
        a4,赵家坡,22200,500151100,106.08,29.80,402560,,,,
        a5,安居城,22200,500151100,106.09,29.80,402560,是,,,
        a6,吴家塝,22200,500151100,106.10,29.80,402560,,,,
        a7,周家嘴,222,500151100,106.11,29.80,402560,,,,

        """, to: "old.csv")
    try folder.write(
      Self.header + """
        a1,王家湾,22200,500151100,106.05,29.80,402560,,,,
        a2,李家新村,22200,500151100,106.06,29.80,402560,是,铜梁区政府,铜府〔2024〕3号,2024-03-01
        a3,张家沟,22200,500151100,106.08,29.80,402560,,,,
        a4,赵家坡,21770,500151101,106.08,29.80,402561,,,,
        b6,吴家 塝,22200,500151100,106.1001,29.80,402560,,,,
        a7,周家嘴,22200,500151100,106.11,29.80,,,,,
        b9,金龙街,23510,500151100,106.20,29.80,402560,,,,

        """, to: "new.csv")
  }

  private func document(_ arguments: String...) throws -> Document {
    let outcome = try Executable.built.run(["diff"] + arguments + ["--format", "json"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try JSONDecoder().decode(Document.self, from: outcome.output)
  }

  @Test func namesWhatChanged() throws {
    let document = try document("old.csv", "new.csv")
    #expect(document.schema == "jieming.diff/1")
    let changes = document.nameChanges.rows
    #expect(changes.map(\.kinds) == ["更名", "位移", "类别变更、所在政区变更", "删除", "名称写法变化", "新增"])
    #expect(changes.map(\.oldName) == ["李家坝", "张家沟", "赵家坡", "安居城", "吴家塝", nil])
    #expect(changes.map(\.newName) == ["李家新村", "张家沟", "赵家坡", nil, "吴家 塝", "金龙街"])
    #expect(changes.map(\.basis) == ["标识码", "标识码", "标识码", nil, "同类同政区、位置相近", nil])
    // 0.01° of longitude at 29.8° north.
    #expect(abs((changes[1].metres ?? 0) - 967) < 1)
    #expect(changes.compactMap(\.metres).count == 1)
    #expect(document.protectedNames?.rows.map(\.oldName) == ["李家坝", "安居城"])
    #expect(changes.map { $0.protected ?? false } == [true, false, false, true, false, false])
  }

  @Test func countsOtherColumns() throws {
    let fields = try document("old.csv", "new.csv").nameFields?.rows ?? []
    let postcode = try #require(fields.first { $0.field == "postcode" })
    #expect(postcode.changed == 2 && postcode.emptied == 1 && postcode.filled == 0)
    #expect(fields.first { $0.field == "approval_number" }?.filled == 1)
    #expect(!fields.contains { ["name", "class_code", "longitude"].contains($0.field) })
  }

  @Test func hasALineForEveryChange() throws {
    let log = try document("old.csv", "new.csv").updateLog.rows
    #expect(log.map(\.number) == Array(1...7))
    #expect(log.map(\.kind) == ["更名", "位移", "类别变更", "所在政区变更", "删除", "名称写法变化", "新增"])
    #expect(log[0].old == "李家坝" && log[0].new == "李家新村")
    #expect(log[0].date == "2024-03-01" && log[0].basis == "铜梁区政府，铜府〔2024〕3号")
    #expect(log[1].old == "106.07, 29.8" && log[1].new == "106.08, 29.8" && log[1].basis == nil)
    #expect(log[4].new == nil && log[6].old == nil)
  }

  @Test func isTheSameForAnyOrderOfRows() throws {
    let lines = try folder.text("new.csv").split(separator: "\n")
    try folder.write(([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", to: "shuffled.csv")
    let (one, other) = (try document("old.csv", "new.csv"), try document("old.csv", "shuffled.csv"))
    #expect(one.nameChanges.rows.map(\.kinds) == other.nameChanges.rows.map(\.kinds))
    #expect(one.nameChanges.rows.map(\.newName) == other.nameChanges.rows.map(\.newName))
  }

  @Test func againstItselfNothingChanged() throws {
    #expect(try folder.jieming("diff", "old.csv", "old.csv").text.contains("没有变化"))
    #expect(try folder.jieming("diff", "old.csv", "old.csv", "--lang", "en").text.contains("Nothing changed."))
  }

  @Test func thresholdsHold() throws {
    let far = try document("old.csv", "new.csv", "--moved-over", "2000").nameChanges.rows
    #expect(!far.contains { $0.kinds.contains("位移") })
    let near = try document("old.csv", "new.csv", "--near", "5").nameChanges.rows
    #expect(near.filter { $0.oldName == "吴家塝" || $0.newName == "吴家 塝" }.map(\.kinds) == ["删除", "新增"])
    let within = try document("old.csv", "new.csv", "--within", "500151100").nameChanges.rows
    #expect(within.first { $0.oldName == "赵家坡" }?.kinds == "删除")
  }

  @Test func withoutIdentifiersByNameAndPlace() throws {
    let header = "标准名称,类别名称,所在行政区,经度,纬度\n"
    try folder.write(
      header + "王家湾,自然村,土桥镇,106.05,29.8\n王家湾,自然村,土桥镇,106.15,29.8\n一组,村民小组,土桥镇,106.2,29.8\n桥头,自然村,土桥镇,,\n",
      to: "before.csv")
    try folder.write(
      header + "王家湾,自然村,土桥镇,106.15,29.8\n王家湾,自然村,土桥镇,106.0501,29.8\n一社,村民小组,土桥镇,106.2,29.8\n桥头,片区,土桥镇,,\n",
      to: "after.csv")
    let changes = try document("before.csv", "after.csv").nameChanges.rows
    #expect(changes.map(\.kinds) == ["更名", "类别变更"])
    #expect(changes.map(\.newName) == ["一社", "桥头"])
    #expect(changes.map(\.basis) == ["同类同政区、位置相近", "政区内唯一同名"])
  }

  @Test func namesThatWentOutOfUseAreChanges() throws {
    let header = "标识码,标准名称,使用时间,地名普查状态,是否列入保护名录\n"
    try folder.write(
      header + "1,王家湾,现今地名,,是\n2,李家坝,,保留,\n3,张家沟,历史地名,,\n4,赵家坡,现今地名,,\n", to: "before.csv")
    try folder.write(
      header + "1,王家湾,历史地名（已废止）,,是\n2,李家坝,,注销,\n3,张家沟,1950年至今,,\n4,赵家坡,1950年至今,,\n", to: "after.csv")
    let document = try document("before.csv", "after.csv")
    #expect(document.nameChanges.rows.map(\.kinds) == ["停止使用", "停止使用", "恢复使用"])
    #expect(document.nameChanges.rows.map(\.oldName) == ["王家湾", "李家坝", "张家沟"])
    #expect(document.nameChanges.footers.first == "合计：停止使用 2 · 恢复使用 1")
    #expect(document.protectedNames?.rows.map(\.oldName) == ["王家湾"])
    #expect(document.updateLog.rows.map(\.old) == ["现今地名", "保留", "历史地名"])
    #expect(document.updateLog.rows.map(\.new) == ["历史地名（已废止）", "注销", "1950年至今"])
  }

  /// A name 31 km away is no better counterpart than another name at the spot.
  @Test func aNameAfarComesLast() throws {
    let header = "标准名称,类别代码,所在行政区,经度,纬度\n"
    try folder.write(
      header + "王家湾,22200,土桥镇,106.05,29.8\n李家坝,22200,土桥镇,106.1,29.8\n", to: "before.csv")
    try folder.write(
      header + "王家塆,22200,土桥镇,106.0501,29.8\n王家湾,22200,土桥镇,106.37,29.8\n李家坝,22200,土桥镇,106.11,29.8\n",
      to: "after.csv")
    let changes = try document("before.csv", "after.csv").nameChanges.rows
    #expect(changes.map(\.kinds) == ["更名", "位移", "新增"])
    #expect(changes.map(\.newName) == ["王家塆", "李家坝", "王家湾"])
    #expect(changes.map(\.basis) == ["同类同政区、位置相近", "同名，相距远，请核", nil])
  }

  /// A whole table that was shifted by the distance of its places has no names changed.
  @Test func aShiftedTableIsNotRenamed() throws {
    let header = "标准名称,类别代码,所在行政区,经度,纬度\n"
    let names = ["甲路", "乙路", "丙路", "丁路"]
    func rows(_ shift: Int) -> String {
      names.enumerated().map { "\($1),23510,巴川街道,106.\(500 + $0 + shift),29.8\n" }.joined()
    }
    try folder.write(header + rows(0), to: "before.csv")
    try folder.write(header + rows(1), to: "after.csv")
    let changes = try document("before.csv", "after.csv").nameChanges.rows
    #expect(changes.map(\.kinds) == Array(repeating: "位移", count: 4))
    #expect(changes.map(\.newName) == names)
  }

  @Test func asAWorkbookInAFolder() throws {
    let outcome = try folder.jieming("diff", "old.csv", "new.csv", "--format", "xlsx", "--output", folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.bytes("地名变更对照表.xlsx").starts(with: Data("PK".utf8)))
  }

  @Test func isTheSameFromWorkspaces() throws {
    for name in ["old", "new"] { #expect(try folder.jieming("import", "\(name).gpkg", "\(name).csv").status == 0) }
    #expect(
      try folder.jieming("diff", "old.gpkg", "new.gpkg").text == folder.jieming("diff", "old.csv", "new.csv").text)
  }

  // MARK: Bad input

  @Test func twoKindsAreNotCompared() throws {
    try folder.write("线路,编号,经度,纬度\n铜合线,5117001Q,106.05,29.8\n", to: "markers.csv")
    let outcome = try folder.jieming("diff", "old.csv", "boundary_marker=markers.csv")
    #expect(outcome.status == 3 && outcome.output.isEmpty)
    expectBilingual(outcome)
    #expect(outcome.messages.contains("旧数据有：地名；新数据有：界桩"))
  }

  @Test func anEmptyTableIsRefused() throws {
    try folder.write(Self.header, to: "empty.csv")
    let outcome = try folder.jieming("diff", "old.csv", "empty.csv")
    #expect(outcome.status == 3 && outcome.output.isEmpty)
    expectBilingual(outcome)
  }

  @Test func repeatedIdentifiersMatchOnlyOneNameAndAreTold() throws {
    try folder.write(
      "标识码,标准名称,经度,纬度\nx,王家湾,106.05,29.8\nx,李家坝,106.06,29.8\ny,张家沟,106.07,29.8\n", to: "before.csv")
    try folder.write(
      "标识码,标准名称,经度,纬度\nx,李家坝,106.06,29.8\nx,赵家坡,106.3,29.8\ny,张家沟,106.07,29.8\n", to: "after.csv")
    let table = try document("before.csv", "after.csv").nameChanges
    #expect(table.rows.map(\.kinds) == ["删除", "新增"])
    #expect(table.rows.map { $0.oldName ?? $0.newName } == ["王家湾", "赵家坡"])
    #expect(table.footers.contains { $0.contains("重复的标识码") && $0.contains("I105") })
  }

  @Test(arguments: [["--near", "-1"], ["--near", "nan"], ["--moved-over", "1e9"]])
  func wrongUsageIsRefused(_ arguments: [String]) throws {
    let outcome = try Executable.built.run(["diff", "old.csv", "new.csv"] + arguments, in: folder.path)
    #expect(outcome.status == 2)
  }
}
