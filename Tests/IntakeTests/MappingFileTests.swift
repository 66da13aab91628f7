import Foundation
import Geometry
import Intake
import Registry
import TestSupport
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

  /// What a dry run writes is read again: further tables of a sheet, and what is no data in an archive.
  @Test func whatADryRunWroteIsAccepted() throws {
    let sheet = Fixtures.Sheet(
      name: "成果",
      rows: [1: ["标准名称", "备注"], 2: ["甲村", "老"], 4: ["附：公墓"], 5: ["公墓名称", "公墓类型", "所属镇街"], 6: ["甲公墓", "公益性", "甲镇"]])
    let archive = ZipFixture.archive([
      ZipFixture.Entry("村/地名.csv", "标准名称,备注\n乙村,新\n"), ZipFixture.Entry("说明.pdf", "%PDF"),
      ZipFixture.Entry("旧.zip", "PK"),
    ])
    for path in [
      try folder.write("w.xlsx", Fixtures.workbook([sheet])), try folder.write("a.zip", archive),
    ] {
      let plain = try read(InputRequest(path: path))
      var request = InputRequest(path: path)
      request.mapping = try MappingFile.read(folder.write("m.yaml", MappingFile.text(plain.summaries)))
      let mapped = try read(request)
      #expect(mapped.data.kinds == plain.data.kinds && mapped.summaries.count == plain.summaries.count)
      #expect(mapped.data.sources.allSatisfy { $0.mapping == "m.yaml" })
    }
  }

  private func mapped(_ path: String, _ entries: String) throws -> InputRequest {
    var request = InputRequest(path: path)
    request.mapping = try MappingFile.read(folder.write("m.yaml", "layers:\n" + entries))
    return request
  }

  @Test func aFurtherTableIsSkippedByItsName() throws {
    let path = try folder.write("t.csv", "标准名称,备注\n甲村,老\n\n公墓名称,公墓类型,所属镇街\n甲公墓,公益性,甲镇\n")
    #expect(try read(path).kinds == [.placeName, .facility])
    let skipped = try read(mapped(path, "  - file: t.csv\n    layer: t（表2）\n    skip: true\n"))
    #expect(skipped.data.kinds == [.placeName])
    #expect(skipped.summaries.map { $0.skipped != nil } == [false, true])
    let missing = try mapped(path, "  - file: t.csv\n    layer: t（表3）\n    skip: true\n")
    #expect(throws: ProjectFileError.self) { try read(missing) }
  }

  @Test func aMappingReadsAFileInAnArchive() throws {
    let path = try folder.write(
      "a.zip", ZipFixture.archive([ZipFixture.Entry("村/地名.csv", "标准名称,备注\n乙村,新\n")]))
    let request = try mapped(path, "  - file: a.zip/村/地名.csv\n    fields: {alias: 备注}\n")
    #expect(try #require(request.mapping).concerns(request))
    #expect(try read(request).data[.placeName].texts("alias") == ["新"])
    for entry in ["file: a.zip/村/地明.csv", "file: a.zip/村/地名.csv\n    layer: 地明"] {
      let wrong = try mapped(path, "  - \(entry)\n")
      let error = try #require(throws: ProjectFileError.self) { try read(wrong) }
      #expect(error.message.zh.contains("是否为“") && error.message.zh.contains("地名"), "\(error.message.zh)")
    }
  }

  /// A source that was read is read again by itself, wherever it stood.
  @Test func oneSourceIsReadAgain() throws {
    let text = "标准名称,备注\n甲村,老\n\n公墓名称,公墓类型,所属镇街\n甲公墓,公益性,甲镇\n"
    let path = try folder.write(
      "a.zip", ZipFixture.archive([ZipFixture.Entry("甲/t.csv", text), ZipFixture.Entry("乙/t.csv", text + "乙公墓,,\n")]))
    let request = InputRequest(path: path)
    let sources = try read(request).data.sources
    #expect(sources.count == 4)
    for source in sources {
      let again = try read(request.again(source)).data.sources
      #expect(again.map(\.tableKey) == [source.tableKey] && again.map(\.kind) == [source.kind])
    }
  }

  @Test func oneColumnIsNotTwoFields() throws {
    let path = try folder.write("t.csv", "标准名称,备注\n甲,乙\n")
    let error = try #require(refusal(InputRequest(path: path, fields: [.name: "标准名称", "alias": "标准名称"])))
    #expect(error.column == "标准名称" && error.message.zh.contains("alias 和 name"), "\(error.message.zh)")
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
