import Foundation
import Geometry
import Intake
import Registry
import Testing

@Suite struct RecognitionTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    ("区划代码,名称,级别", RecordKind.division),
    ("界桩编号,界线名称,纵坐标,横坐标,界桩类型", .boundaryMarker),
    ("界线名称,界线等级,界线长度,起点,止点", .boundaryLine),
    ("标准名称,罗马字母拼写,地名类别,东经,北纬,所在(跨)行政区", .placeName),
    ("标志编号,标准名称,标志类别,材质,设置单位", .sign),
    ("公墓名称,公墓类型,所属镇街,占地面积(亩),已建墓位,服务镇街", .facility),
    ("区划代码,名称,人口,年份", .population),
    ("界桩号,界线名称,联检日期", .inspection),
    ("类别,名称", .constraint),
    ("名称,东经,北纬", .placeName),
    ("名称,东经,北纬,状态", .facility),
    ("名称,类型,东经,北纬", .facility),
  ])
  func recognisesTheKind(_ header: String, _ kind: RecordKind) throws {
    let cells = header.split(separator: ",").map { $0.contains("人口") || $0.contains("坐标") ? "3298438" : "2021" }
    let request = InputRequest(
      path: try folder.write("t.csv", header + "\n" + cells.joined(separator: ",")), crs: "EPSG:4544")
    let data = try read(request).data
    #expect(data.kinds == [kind])
    #expect(data[kind].count == 1)
    #expect(data.notes.allSatisfy { $0.code != .kindGuessed && $0.code != .unmappedColumn })
  }

  @Test func foldsCaseWidthBlanksAndBrackets() throws {
    let table = try read(folder.write("t.csv", "ｎａｍｅ, 总面积【km²】 ,*罗马字母 拼写\n甲村,1.5,Jiacun\n"))[.placeName]
    #expect(table.texts(.name) == ["甲村"])
    #expect(table.texts("area_km2") == ["1.5"])
    #expect(table.texts(.romanisation) == ["Jiacun"])
  }

  @Test func codesKeptFromSpreadsheetsLoseTheirMarks() throws {
    let text = "行政区代码,名称\n=\"500151001\",甲镇\n'500151002,乙镇\n\"=\"\"500151003\"\"\",'丙\n"
    let table = try read(folder.write("t.csv", text))[.division]
    #expect(table.texts(.code) == ["500151001", "500151002", "500151003"])
    #expect(table.texts(.name) == ["甲镇", "乙镇", "'丙"])
  }

  @Test(arguments: ["\"name\":\"甲\"", "\"id\":\"1\",\"name\":\"甲\""])
  func polygonsWithANameAreDivisions(_ properties: String) throws {
    let square = "{\"type\":\"Polygon\",\"coordinates\":[[[106,29],[107,29],[107,30],[106,30],[106,29]]]}"
    let feature = "{\"type\":\"Feature\",\"properties\":{\(properties)},\"geometry\":\(square)}"
    let data = try read(folder.write("g.geojson", "{\"type\":\"FeatureCollection\",\"features\":[\(feature)]}"))
    #expect(data.kinds == [.division])
  }

  @Test func unknownHeadersAreKeptAsAttributes() throws {
    let data = try read(folder.write("t.csv", "标准名称,甲列,乙列,甲列\n甲村,\"1\"\"\",,3\n乙村,,,\n"))
    #expect(data[.placeName].texts(.attributes) == ["{\"甲列\":\"1\\\"\",\"甲列_2\":\"3\"}", ""])
    #expect(data.notes.filter { $0.code == .unmappedColumn }.map(\.field) == ["甲列", "甲列"])
    #expect(data.sources[0].headers.map(\.allBlank) == [false, false, true, false])
    #expect(data.sources[0].headers.map(\.key) == ["name", nil, nil, nil])
  }

  @Test func guessesWhenNothingIsKnown() throws {
    let data = try read(folder.write("t.csv", "甲,乙\n1,2\n"))
    #expect(data.kinds == [.placeName])
    #expect(data.notes.contains { $0.code == .kindGuessed && $0.value == "place_name" })
  }

  @Test(arguments: ["LEV1,END,第三", "LEVEL,X,Y"])
  func oneCommonWordMakesNoKind(_ header: String) throws {
    let data = try read(folder.write("t.csv", header + "\n1,106,29.8\n"))
    #expect(data.kinds == [.placeName])
    #expect(data.notes.contains { $0.code == .kindGuessed })
  }

  @Test func kindAndFieldsOverride() throws {
    let path = try folder.write("t.csv", "名字,标准名称\n甲村,乙村\n")
    let data = try read(InputRequest(path: path, kind: .facility, fields: [.name: "名字"])).data
    #expect(data[.facility].texts(.name) == ["甲村"])
    #expect(Intake.fieldKey("标准名称", of: .placeName) == .name)
    #expect(Intake.fieldKey("ROMANISATION") == .romanisation)
    #expect(Intake.fieldKey("没有") == nil)
  }

  @Test func aMissingColumnNamesTheNearest() throws {
    let path = try folder.write("t.csv", "标准名称,备注\n甲村,\n")
    let error = try #require(refusal(InputRequest(path: path, fields: [.name: "标准名"])))
    #expect(error.problem == .missingColumn(present: ["标准名称", "备注"], nearest: "标准名称"))
    #expect(
      error.message.zh.contains("t.csv") && error.message.zh.contains("“标准名”") && error.message.zh.contains("是不是“标准名称”")
    )
  }

  @Test func anUnknownFieldNamesTheNearest() throws {
    let path = try folder.write("t.csv", "标准名称,备注\n甲村,\n")
    let error = try #require(refusal(InputRequest(path: path, fields: ["romanization": "备注"])))
    #expect(error.problem == .unknownField(kind: .placeName, nearest: "romanisation"))
  }

  @Test func twoHeadersForOneFieldAreRefusedUnlessOneIsNamed() throws {
    let path = try folder.write("t.csv", "名称,adcode,行政区划代码\n甲镇,1,500151100\n")
    let error = try #require(refusal(InputRequest(path: path)))
    #expect(error.problem == .duplicateMapping(key: .code, headers: ["adcode", "行政区划代码"]))
    let data = try read(InputRequest(path: path, fields: [.code: "行政区划代码"])).data
    #expect(data[.division].texts(.code) == ["500151100"])
  }

  @Test func aTitleWinsOverAnAlias() throws {
    let data = try read(folder.write("t.csv", "地名,标准名称\n乙村,甲村\n"))
    #expect(data[.placeName].texts(.name) == ["甲村"])
    #expect(data[.placeName].texts(.attributes) == ["{\"地名\":\"乙村\"}"])
  }

  @Test func signaturesInSeveralColumnsStayTogether() throws {
    let data = try read(
      folder.write("t.csv", "界桩编号,界线名称,经度,纬度,技术负责1,技术负责2\n5001,甲乙线,106,29.8,张三,李四\n"))
    #expect(data[.boundaryMarker].texts("technical_lead") == ["技术负责1：张三；技术负责2：李四"])
    #expect(data[.boundaryMarker].text(.attributes, 0) == nil)
  }

  // MARK: X and Y

  private func markers(_ rows: [String], _ fields: [FieldKey: String] = [:]) throws -> InputRequest {
    let path = try folder.write("m.csv", "界桩编号,界线名称,X,Y\n" + rows.map { "1,甲乙线,\($0)" }.joined(separator: "\n"))
    return InputRequest(path: path, crs: "EPSG:4544", fields: fields)
  }

  @Test(arguments: [
    ("3298438.143,598617.063", "3298438.143", "598617.063"), ("598617.063,3298438.143", "3298438.143", "598617.063"),
  ])
  func valuesTellWhatXIs(_ row: String, _ northing: String, _ easting: String) throws {
    let table = try read(markers([row])).data[.boundaryMarker]
    #expect(table.texts(.northing) == [northing])
    #expect(table.texts(.easting) == [easting])
    let position = try #require(table.position(0))
    #expect(abs(position.x - 106.02) < 0.01 && abs(position.y - 29.8) < 0.01)
  }

  @Test func oneSwappedRowDoesNotChangeTheColumn() throws {
    let table = try read(markers(["3298438,598617", "3298439,598618", "598619,3298440"])).data[.boundaryMarker]
    #expect(table.texts(.northing) == ["3298438", "3298439", "598619"])
  }

  @Test func xAndYAsDegrees() throws {
    let table = try read(markers(["106.02,29.8"])).data[.boundaryMarker]
    #expect(table.texts(.longitude) == ["106.02"])
  }

  @Test func undecidableAxesAreRefusedWithBothForms() throws {
    let error = try #require(refusal(try markers(["1200,1300"])))
    #expect(error.problem == .ambiguousAxes(x: "X", y: "Y"))
    #expect(error.message.zh.contains("--field northing=X --field easting=Y"))
    #expect(error.message.zh.contains("--field northing=Y --field easting=X"))
    let table = try read(markers(["1200,1300"], [.northing: "X", .easting: "Y"])).data[.boundaryMarker]
    #expect(table.texts(.easting) == ["1300"])
  }
}
