import Foundation
import Geometry
import Intake
import Registry
import Testing

/// Mapping files as values: what is written is read again, whatever the headers look like.
@Suite struct MappingFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [
    "备注: 其他", "- 备注", "true", "'引号\"", "#备注", "{a}", "12", "备注\t一", "~", "高兴(km²)", "🏠", "a\\b", "null", "1e3",
    "是否有\u{2028}换行", "*别处", "&备注", "%",
  ])
  func anyHeaderSurvives(header: String) throws {
    let cell = header.replacing("\"", with: "\"\"")
    let path = try folder.write("t.csv", "标准名称,\"\(cell)\"\n甲,1\n")
    var data = Dataset()
    let summaries = try Intake.read(InputRequest(path: path), into: &data)
    let found = try #require(data.sources.first?.headers.last?.name)
    let mapping = try MappingFile.read(folder.write("m.yaml", MappingFile.text(summaries)))
    let layer = try #require(mapping.layers.first)
    #expect(layer.file == "t.csv" && layer.layer == "t" && layer.kind == .placeName)
    #expect(layer.attributes == [found])
    #expect(layer.fields == [.name: ["标准名称"]])

    var request = InputRequest(path: path)
    request.mapping = mapping
    var again = Dataset()
    _ = try Intake.read(request, into: &again)
    #expect(again[.placeName].texts(.attributes) == data[.placeName].texts(.attributes))
    #expect(again.sources.map(\.mapping) == ["m.yaml"])
  }

  @Test func optionsStandAboveTheMapping() throws {
    let path = try folder.write("t.csv", "名称,类型\n甲,乙\n")
    let mapping = try folder.write(
      "m.yaml", "layers:\n  - file: t.csv\n    kind: facility\n    fields: {name: 类型}\n    attributes: [名称]\n")
    var request = InputRequest(path: path, kind: .placeName)
    request.mapping = try MappingFile.read(mapping)
    var data = Dataset()
    _ = try Intake.read(request, into: &data)
    #expect(data.kinds == [.placeName] && data[.placeName].texts(.name) == ["乙"])
    request.fields = [.name: "名称"]
    data = Dataset()
    _ = try Intake.read(request, into: &data)
    #expect(data[.placeName].texts(.name) == ["甲"])
  }

  @Test func formsOfNumbers() throws {
    let path = try folder.write("t.csv", "标准名称,经度,纬度\n甲,1060112,294800\n")
    var request = InputRequest(path: path, kind: .placeName)
    request.mapping = try MappingFile.read(
      folder.write("m.yaml", "layers:\n  - {file: t.csv, packedDegrees: true, swapAxes: true}\n"))
    #expect(request.mapping?.layers[0].swapsAxes == true)
    var data = Dataset()
    _ = try Intake.read(request, into: &data)
    #expect(abs((data[.placeName].position(0)?.x ?? 0) - 106.02) < 1e-9)
  }

  @Test func oneFieldOfSeveralColumns() throws {
    let path = try folder.write("t.csv", "标准名称,甲说,乙说\n甲,一,二\n")
    var request = InputRequest(path: path, kind: .placeName)
    request.mapping = try MappingFile.read(
      folder.write("m.yaml", "layers:\n  - file: t.csv\n    fields: {remark: [甲说, 乙说]}\n"))
    var data = Dataset()
    _ = try Intake.read(request, into: &data)
    #expect(data[.placeName].texts("remark") == ["甲说：一；乙说：二"])
  }
}
