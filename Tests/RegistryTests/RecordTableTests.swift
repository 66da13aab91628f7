import Geometry
import TestSupport
import Testing

@testable import Registry

@Suite struct RecordTableTests {
  @Test func columnsThatOnlyOneTableHasAreBlankForTheOthersRows() {
    var table = RecordTable(kind: .placeName)
    table.append([.name: "甲村", .unit: "土桥镇"], origin: Origin(source: 0, row: 2))
    var other = RecordTable(kind: .placeName)
    other.append([.name: "乙村", .classCode: "22100"], origin: Origin(source: 0, row: 2))
    other.append([.classCode: "27200"], origin: Origin(source: 0, row: 3))
    table.append(contentsOf: other, sourceOffset: 4)

    #expect(table.rows.map { table.text(.name, $0) } == ["甲村", "乙村", nil])
    #expect(table.rows.map { table.text(.unit, $0) } == ["土桥镇", nil, nil])
    #expect(table.rows.map { table.text(.classCode, $0) } == [nil, "22100", "27200"])
    #expect(table.origins == [Origin(source: 0, row: 2), Origin(source: 4, row: 2), Origin(source: 4, row: 3)])
    #expect(table.geometry.count == 3)
  }

  @Test func appendingTablesIsAppendingTheirRows() {
    var generator = SeededGenerator(seed: 31)
    let keys: [FieldKey] = [.name, .unit, .code, .status]
    for _ in 0..<200 {
      var whole = RecordTable(kind: .facility)
      var row = 0
      var expected: [[FieldKey: String]] = []
      for _ in 0..<4 {
        let columns = keys.filter { _ in Bool.random(using: &generator) }
        var part = RecordTable(kind: .facility, keys: columns)
        for _ in 0..<Int.random(in: 0...3, using: &generator) {
          var cells: [FieldKey: String] = [:]
          for key in columns where Bool.random(using: &generator) { cells[key] = "\(key.rawValue)\(row)" }
          part.append(cells, geometry: point(Double(row), 1), origin: Origin(source: 0, row: row))
          expected.append(cells)
          row += 1
        }
        whole.append(contentsOf: part)
      }
      #expect(whole.count == expected.count)
      for (row, cells) in expected.enumerated() {
        for key in keys { #expect(whole.text(key, row) == cells[key]) }
        #expect(whole.position(row) == Position(x: Double(row), y: 1))
        #expect(whole.origins[row].row == row)
      }
      for key in whole.keys { #expect(whole[key]?.count == whole.count) }
    }
  }

  @Test func aCellIsGivenWithoutSpaceAtItsEnds() {
    var table = RecordTable(kind: .placeName)
    table.append([.name: "\u{3000}甲 村 "], origin: Origin(source: 0, row: 1))
    table.append([.name: "\u{3000}"], origin: Origin(source: 0, row: 2))
    #expect(table.text(.name, 0) == "甲 村")
    #expect(table.text(.name, 1) == nil)
    #expect(table.text(.unit, 0) == nil)
    #expect(table[.name]?[0] == "\u{3000}甲 村 ")
  }

  private func point(_ x: Double, _ y: Double) -> GeometryColumn {
    var column = GeometryColumn()
    column.appendPoint(x: x, y: y)
    return column
  }
}

@Suite struct DatasetTests {
  @Test func aSinkKeepsBatchesUnderTheirSources() throws {
    var dataset = Dataset()
    var sink: any RecordSink = dataset
    for (file, kind) in [("a.csv", RecordKind.placeName), ("b.csv", .placeName), ("c.csv", .facility)] {
      var source = Source(kind: kind, file: file, layer: "x")
      let index = try sink.begin(source)
      for row in 2...3 {
        var batch = RecordTable(kind: kind)
        batch.append([.name: "\(file)\(row)"], origin: Origin(source: index, row: row))
        try sink.add(batch)
      }
      try sink.add(ImportNote(.unmappedColumn, source: index, value: file))
      try sink.add(RejectedRow(origin: Origin(source: index, row: 4), reason: .init(zh: "坏", en: "bad"), cells: [file]))
      source.importedCount = 2
      try sink.end(source, at: index)
    }
    dataset = try #require(sink as? Dataset)
    #expect(dataset.sources.map(\.file) == ["a.csv", "b.csv", "c.csv"])
    #expect(dataset.sources.allSatisfy { $0.importedCount == 2 })
    #expect(dataset.kinds == [.placeName, .facility])
    let names = dataset[.placeName]
    #expect(names.rows.map { names.text(.name, $0) } == ["a.csv2", "a.csv3", "b.csv2", "b.csv3"])
    #expect(names.origins.map { dataset.source(of: $0).file } == ["a.csv", "a.csv", "b.csv", "b.csv"])
    #expect(dataset.notes.map(\.source) == [0, 1, 2])
    #expect(dataset.rejected.map(\.origin.source) == [0, 1, 2])
  }

  @Test func aSourceWithoutRowsStillIsOfItsKind() {
    var dataset = Dataset()
    dataset.add(Source(kind: .inspection, file: "a.csv", layer: "a"))
    #expect(dataset.kinds == [.inspection])
    #expect(dataset[.inspection].count == 0)
    #expect(dataset[.division].kind == .division)
  }

  @Test func aHeaderTellsWhichColumnReadsAKey() {
    let source = Source(
      kind: .placeName, file: "a.xlsx", layer: "表1",
      headers: [.init(name: "标准名称", key: .name), .init(name: "备用", key: nil)])
    #expect(source.has(.name))
    #expect(!source.has(.unit))
    #expect(source.header(of: .name) == "标准名称")
    #expect(source.tableKey == "a.xlsx/表1")
  }
}

@Suite struct SubjectTests {
  @Test(
    arguments: [
      (.division, [.code: "500151101000", .name: "土桥镇"], "500151101"),
      (.division, [.name: "土桥镇"], nil),
      (.boundaryLine, [.name: "铜合线", .code: "1"], "铜合线"),
      (.boundaryLine, [.code: "500117500151"], "500117500151"),
      (.placeName, [.id: "G1", .placeCode: "P1", .name: "甲村", .unit: "土桥镇"], "G1"),
      (.placeName, [.placeCode: "P1", .name: "甲村"], "P1"),
      (.placeName, [.name: "甲村", .unit: "土桥镇"], "甲村@土桥镇"),
      (.placeName, [.name: "甲村"], "甲村@"),
      (.placeName, [.unit: "土桥镇"], nil),
      (.sign, [.id: "S1", .name: "甲路"], "S1"),
      (.sign, [.name: "甲路"], nil),
      (.facility, [.name: "土桥公墓", .unit: "土桥镇", .id: "F1"], "土桥公墓@土桥镇"),
      (.constraint, [.kind: "水库", .name: "安居水库"], "水库/安居水库"),
      (.population, [.code: "500151101000", .year: "2020", .name: "土桥镇"], "500151101/2020"),
      (.population, [.name: "土桥镇", .year: "2020"], nil),
      (.inspection, [.line: "铜合线", .number: "5117001Q", .inspectedOn: "2021-06"], "铜合线/5117001Q/2021-06"),
    ] as [(RecordKind, [FieldKey: String], String?)])
  func keysAreThoseOfTheContract(_ kind: RecordKind, _ cells: [FieldKey: String], _ key: String?) {
    var table = RecordTable(kind: kind)
    table.append(cells, origin: Origin(source: 0, row: 2))
    #expect(table.key(ofRow: 0) == key)
    #expect(table.subject(ofRow: 0).key == key ?? table.contentKey(ofRow: 0))
    #expect(table.subject(ofRow: 0).kind == kind.rawValue)
  }

  @Test func aFindingAboutATableOrColumnNamesFileAndLayer() {
    let source = Source(kind: .placeName, file: "a.xlsx", layer: "表1")
    #expect(Subject(table: source).key == "a.xlsx/表1")
    #expect(Subject(table: source, field: "name").key == "a.xlsx/表1/name")
    #expect(Subject(table: source).kind == "table")
  }

  @Test func theContentKeyFollowsTheRowAndNothingElse() {
    let rows: [[FieldKey: String]] = [[.unit: "土桥镇"], [.unit: "水口镇"], [.unit: "土桥镇", .status: "建成"], [:]]
    func table(_ order: [Int], keys: [FieldKey]) -> RecordTable {
      var table = RecordTable(kind: .facility, keys: keys)
      for index in order { table.append(rows[index], origin: Origin(source: 3, row: table.count + 2)) }
      return table
    }
    let straight = table([0, 1, 2, 3], keys: [.unit, .status])
    let turned = table([3, 2, 1, 0], keys: [.easting, .status, .unit])
    let keys = straight.rows.map(straight.contentKey)
    #expect(keys == turned.rows.map(turned.contentKey).reversed())
    #expect(Set(keys).count == 4)
    #expect(keys.allSatisfy { $0.wholeMatch(of: /~[0-9a-f]{8}/) != nil })
  }

  @Test func cellsDoNotRunIntoEachOther() {
    var table = RecordTable(kind: .facility)
    table.append([.unit: "ab", .status: "c"], origin: Origin(source: 0, row: 1))
    table.append([.unit: "a", .status: "bc"], origin: Origin(source: 0, row: 2))
    #expect(table.contentKey(ofRow: 0) != table.contentKey(ofRow: 1))
  }
}
