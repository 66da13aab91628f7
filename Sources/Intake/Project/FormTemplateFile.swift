import Foundation
internal import GISResources
public import Registry

/// Reads the templates of forms: those linked in, and the files that a bureau puts in their place.
public enum FormTemplateFile {
  /// All forms; a form for which the folder has a file `<form>.yaml` is as that says, the others are the defaults.
  ///
  /// - Parameter folder: `nil` for the defaults.
  /// - Throws: `ProjectFileError` when the folder has no template, a YAML file of another name, or one with an unknown key or
  ///   value.
  public static func read(folder: String?) throws(ProjectFileError) -> [FormTemplate.Form: FormTemplate] {
    let known = FormTemplate.Form.allCases.map { "\($0.rawValue).yaml" }
    var files: [String] = []
    if let folder {
      files = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { $0.hasSuffix(".yaml") }
      if let other = files.sorted().first(where: { !known.contains($0) }) {
        throw unknown(other, known, nearest: NearestName.of(other, among: known))
      }
      guard !files.isEmpty else {
        throw ProjectFileError(
          file: folder, line: nil,
          problem: LocalizedText(
            zh: "文件夹不存在或没有表格模板（\(known.joined(separator: "、"))）",
            en: "no such folder, or no template in it (\(known.joined(separator: ", ")))"))
      }
    }
    var templates: [FormTemplate.Form: FormTemplate] = [:]
    for form in FormTemplate.Form.allCases {
      let file = "\(form.rawValue).yaml"
      let document =
        if let folder, files.contains(file) {
          try YAMLDocument(path: "\(folder)/\(file)")
        } else {
          try YAMLDocument(text: GISResources.text(form.rawValue) ?? "", file: file)
        }
      templates[form] = try template(document.root, form)
    }
    return templates
  }

  private static func unknown(_ file: String, _ known: [String], nearest: String?) -> ProjectFileError {
    ProjectFileError(
      file: file, line: nil,
      problem: LocalizedText(
        zh: "不是表格模板" + (nearest.map { "，文件名是否应为“\($0)”？" } ?? "，可用：\(known.joined(separator: "、"))"),
        en: "no template of a form"
          + (nearest.map { ", should it be called “\($0)”?" } ?? "; known: \(known.joined(separator: ", "))")))
  }

  private static func template(
    _ root: YAMLMapping, _ form: FormTemplate.Form
  ) throws(ProjectFileError) -> FormTemplate {
    try root.allowOnly(["title", "paper", "orientation", "columns"])
    var columns: [FormTemplate.Column] = []
    for column in try root.mappings("columns") { columns.append(try self.column(column, form)) }
    guard !columns.isEmpty else {
      throw root.error(at: root.line, zh: "没有列出各列（columns）", en: "no columns are listed")
    }
    return FormTemplate(
      title: try root.required("title"), paper: try root.choice("paper", FormTemplate.Paper.self) ?? .a4,
      orientation: try root.choice("orientation", FormTemplate.Orientation.self) ?? .landscape, columns: columns)
  }

  private static func column(
    _ mapping: YAMLMapping, _ form: FormTemplate.Form
  ) throws(ProjectFileError) -> FormTemplate.Column {
    try mapping.allowOnly(["title", "value", "width", "choices"])
    var value: FormValue?
    if let name = try mapping.text("value") {
      value = FormValue(named: name, in: form)
      guard value != nil else {
        let nearest = NearestName.of(name, among: FormValue.names(in: form))
        throw mapping.error(
          at: mapping.line,
          zh: "没有名为“\(name)”的内容" + (nearest.map { "，是否为“\($0)”？" } ?? "，可用的见 Documentation/inspection.md"),
          en: "there is no value “\(name)”"
            + (nearest.map { ", did you mean “\($0)”?" } ?? "; see Documentation/inspection.md"))
      }
    }
    let width = try mapping.number("width")
    if let width, !(1...255).contains(width) {
      throw mapping.error(at: mapping.line, zh: "width 应在 1 到 255 之间", en: "width takes 1 to 255")
    }
    return FormTemplate.Column(
      title: try mapping.required("title"), value: value, width: width.map { Int($0) }, choices: try choices(mapping))
  }

  private static func choices(_ mapping: YAMLMapping) throws(ProjectFileError) -> FormTemplate.Choices? {
    let words = try mapping.texts("choices")
    switch words {
    case []: return nil
    case ["conditions"]: return .conditions
    case ["measures"]: return .measures
    case ["yes_no"]: return .yesNo
    default:
      // Excel keeps the list in 255 characters.
      guard words.joined(separator: ",").count <= 255, !words.contains(where: { $0.contains(",") }) else {
        throw mapping.error(
          at: mapping.line, zh: "choices 合计不能超过 255 个字，词中不能有逗号",
          en: "choices take 255 characters together and no comma in a word")
      }
      return .words(words)
    }
  }
}
