import Foundation
public import Registry
internal import Yams

/// A fault in a project, settings or plan file, with its line.
public struct ProjectFileError: Error, Sendable, Equatable {
  public let file: String
  public let line: Int?
  public let problem: LocalizedText

  public var message: LocalizedText {
    let place = line.map { "\(file):\($0)" } ?? file
    return LocalizedText(zh: "\(place)：\(problem.zh)", en: "\(place): \(problem.en)")
  }
}

/// A YAML file whose keys are checked against the known ones.
struct YAMLDocument {
  let file: String
  let root: YAMLMapping

  /// - Parameter quotesContent: whether errors may quote the file.
  /// - Throws: `ProjectFileError` when the file cannot be read, is no YAML or no mapping.
  init(path: String, quotesContent: Bool = true) throws(ProjectFileError) {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
      throw ProjectFileError(
        file: path, line: nil, problem: LocalizedText(zh: "文件不存在或不是 UTF-8 文本", en: "no such file, or not UTF-8 text"))
    }
    try self.init(text: text, file: URL(filePath: path).lastPathComponent, quotesContent: quotesContent)
  }

  /// - Parameter file: what errors call it.
  init(text: String, file: String, quotesContent: Bool = true) throws(ProjectFileError) {
    self.file = file
    let node: Node?
    do { node = try compose(yaml: text) } catch {
      let mark = (error as? YamlError).flatMap(Self.line)
      throw ProjectFileError(
        file: file, line: mark,
        problem: quotesContent
          ? LocalizedText(zh: "YAML 格式错误：\(error)", en: "not valid YAML: \(error)")
          : LocalizedText(zh: "YAML 格式错误", en: "not valid YAML"))
    }
    guard let mapping = node?.mapping else {
      throw ProjectFileError(
        file: file, line: 1, problem: LocalizedText(zh: "应为“键: 值”的列表", en: "expected a list of `key: value`"))
    }
    root = YAMLMapping(file: file, mapping: mapping, line: 1)
  }

  private static func line(of error: YamlError) -> Int? {
    switch error {
    case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _): mark.line
    default: nil
    }
  }
}

/// One mapping of a YAML file.
struct YAMLMapping {
  let file: String
  let line: Int
  private let mapping: Node.Mapping

  init(file: String, mapping: Node.Mapping, line: Int) {
    self.file = file
    self.mapping = mapping
    self.line = line
  }

  var keys: [String] { mapping.keys.map { $0.string ?? "" } }

  /// The line of a key.
  func line(of key: String) -> Int? { mapping.keys.first { $0.string == key }?.mark?.line }

  /// Refuses the first key that is not among the known ones, naming the nearest.
  func allowOnly(_ known: [String]) throws(ProjectFileError) {
    for key in mapping.keys {
      let name = key.string ?? ""
      guard !known.contains(name) else { continue }
      let nearest = NearestName.of(name, among: known)
      throw error(
        at: key.mark?.line,
        zh: "未知的键“\(name)”" + (nearest.map { "，是否为“\($0)”？" } ?? "，可用：\(known.joined(separator: "、"))"),
        en: "unknown key “\(name)”"
          + (nearest.map { ", did you mean “\($0)”?" } ?? "; known: \(known.joined(separator: ", "))"))
    }
  }

  func text(_ key: String) throws(ProjectFileError) -> String? {
    guard let node = mapping[key], node.null == nil else { return nil }
    guard let text = node.string else { throw wrong(key, node, LocalizedText(zh: "文字", en: "text")) }
    return text
  }

  func required(_ key: String) throws(ProjectFileError) -> String {
    guard let text = try text(key), !text.isEmpty else {
      throw error(at: line, zh: "缺少“\(key)”", en: "“\(key)” is missing")
    }
    return text
  }

  func number(_ key: String) throws(ProjectFileError) -> Double? {
    guard let node = mapping[key], node.null == nil else { return nil }
    guard let number = node.float ?? node.int.map(Double.init), number.isFinite else {
      throw wrong(key, node, LocalizedText(zh: "数字", en: "a number"))
    }
    return number
  }

  func requiredNumber(_ key: String) throws(ProjectFileError) -> Double {
    guard let number = try number(key) else {
      throw error(at: line, zh: "缺少“\(key)”", en: "“\(key)” is missing")
    }
    return number
  }

  func date(_ key: String) throws(ProjectFileError) -> CalendarDate? {
    guard let text = try text(key) else { return nil }
    guard let date = CalendarDate(parsing: text), date.day != nil else {
      throw error(
        at: mapping[key]?.mark?.line, zh: "“\(key)”应为日期，如 2026-11-24，实为“\(text)”",
        en: "“\(key)” should be a date such as 2026-11-24, found “\(text)”")
    }
    return date
  }

  /// One of a closed set of words.
  func choice<Value: RawRepresentable & CaseIterable>(
    _ key: String, _ type: Value.Type
  ) throws(ProjectFileError) -> Value? where Value.RawValue == String {
    guard let text = try text(key) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let known = Value.allCases.map(\.rawValue)
    throw error(
      at: mapping[key]?.mark?.line, zh: "“\(key)”不能是“\(text)”，可用：\(known.joined(separator: "、"))",
      en: "“\(key)” cannot be “\(text)”; known: \(known.joined(separator: ", "))")
  }

  func mapping(_ key: String) throws(ProjectFileError) -> YAMLMapping? {
    guard let node = mapping[key], node.null == nil else { return nil }
    guard let inner = node.mapping else { throw wrong(key, node, LocalizedText(zh: "“键: 值”的列表", en: "a mapping")) }
    return YAMLMapping(file: file, mapping: inner, line: node.mark?.line ?? line)
  }

  func mappings(_ key: String) throws(ProjectFileError) -> [YAMLMapping] {
    guard let node = mapping[key], node.null == nil else { return [] }
    let wanted = LocalizedText(zh: "以“-”开头的项目列表", en: "a list of items")
    guard let sequence = node.sequence else { throw wrong(key, node, wanted) }
    var found: [YAMLMapping] = []
    for item in sequence {
      guard let inner = item.mapping else { throw wrong(key, item, wanted) }
      found.append(YAMLMapping(file: file, mapping: inner, line: item.mark?.line ?? line))
    }
    return found
  }

  /// A setting: number, yes/no, list of texts, or text.
  func settingValue(_ key: String) throws(ProjectFileError) -> RuleSetting.Value? {
    guard let node = mapping[key], node.null == nil else { return nil }
    if let sequence = node.sequence { return .list(sequence.compactMap(\.string)) }
    if let flag = node.bool { return .flag(flag) }
    if let number = node.float ?? node.int.map(Double.init), number.isFinite { return .number(number) }
    return try text(key).map { .text($0) }
  }

  /// One text or a list of texts.
  func texts(_ key: String) throws(ProjectFileError) -> [String] {
    if let sequence = mapping[key]?.sequence { return sequence.compactMap(\.string) }
    return try text(key).map { [$0] } ?? []
  }

  func flag(_ key: String) throws(ProjectFileError) -> Bool? {
    guard let node = mapping[key], node.null == nil else { return nil }
    guard let flag = node.bool else { throw wrong(key, node, LocalizedText(zh: "true 或 false", en: "true or false")) }
    return flag
  }

  func isMapping(_ key: String) -> Bool { mapping[key]?.mapping != nil }

  func error(at line: Int?, zh: String, en: String) -> ProjectFileError {
    ProjectFileError(file: file, line: line, problem: LocalizedText(zh: zh, en: en))
  }

  private func wrong(_ key: String, _ node: Node, _ wanted: LocalizedText) -> ProjectFileError {
    error(at: node.mark?.line, zh: "“\(key)”应为\(wanted.zh)", en: "“\(key)” should be \(wanted.en)")
  }
}
