import Foundation
import Intake
import Registry
import Testing

@Suite struct FormTemplateTests {
  private func read(_ files: [String: String]) throws -> [FormTemplate.Form: FormTemplate] {
    let folder = FileManager.default.temporaryDirectory.appending(path: "forms-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files { try Data(text.utf8).write(to: folder.appending(path: name)) }
    return try FormTemplateFile.read(folder: folder.path)
  }

  @Test func everyFormHasADefault() throws {
    let templates = try FormTemplateFile.read(folder: nil)
    #expect(templates.count == FormTemplate.Form.allCases.count)
    let record = try #require(templates[.record])
    #expect(record.paper == .a3 && record.orientation == .landscape)
    // What the inspection table cannot do without is there, so that a filled sheet can be imported.
    let titles = Set(record.columns.map(\.title))
    for field in FieldCatalogue.standard[.inspection] where field.requirement == .required {
      #expect(titles.contains(field.title), "\(field.title)")
    }
    #expect(
      record.columns.contains { $0.choices == .conditions } && record.columns.contains { $0.choices == .measures })
    #expect(FormTemplate.Choices.conditions.words == ["完好", "损坏", "移位", "丢失", "危及", "方位物变化"])
    for choices in record.columns.compactMap(\.choices) {
      #expect(choices.words.joined(separator: ",").count <= 255)
    }
  }

  @Test func aFileReplacesOneForm() throws {
    let templates = try read([
      "marker_results.yaml": """
      title: 本区界桩表
      paper: A3
      columns:
        - {title: 编号, value: number}
        - {title: 评定, width: 9, choices: [合格, 不合格]}
      """
    ])
    let results = try #require(templates[.markerResults])
    #expect(results.title == "本区界桩表" && results.paper == .a3 && results.orientation == .landscape)
    #expect(
      results.columns == [
        .init(title: "编号", value: .marker(.number)), .init(title: "评定", width: 9, choices: .words(["合格", "不合格"])),
      ])
    #expect(templates[.record]?.title == "行政区域界线联合检查记录表")
  }

  @Test(arguments: [
    (
      "record_form.yaml", "title: 表\ncolumns:\n  - {title: 现状, value: previus_condition}", "previous_condition"
    ),
    ("boundary_points.yaml", "title: 表\ncolumns:\n  - {title: 材质, value: material}", "material"),
    ("record_form.yaml", "title: 表\ncolumns:\n  - {title: 现状, valeu: condition}", "value"),
    ("record_form.yaml", "title: 表\npaper: A5\ncolumns:\n  - {title: 现状}", "A4"),
    ("record_form.yaml", "title: 表", "columns"),
    ("record-form.yaml", "title: 表", "record_form.yaml"),
    ("notes.txt", "", "record_form.yaml"),
  ])
  func faultsAreNamed(_ file: String, _ text: String, _ hint: String) throws {
    let error = try #require(throws: ProjectFileError.self) { try read([file: text]) }
    #expect(error.message.zh.contains(hint), "\(error.message.zh)")
    #expect(error.message.en.contains(hint), "\(error.message.en)")
  }

  /// Names of values are documented; a column of one table does not hide that of another.
  @Test func whatANameMeans() {
    #expect(FormValue(named: "condition", in: .record) == .inspection(.condition))
    #expect(FormValue(named: "condition", in: .registration) == .marker(.condition))
    #expect(FormValue(named: "number", in: .record) == .marker(.number))
    #expect(FormValue(named: "northing", in: .markerResults) == .computed(.northing))
    #expect(FormValue(named: "point_note", in: .record) == nil)
    #expect(FormValue(named: "number", in: .boundaryPoints) == nil)
  }
}
