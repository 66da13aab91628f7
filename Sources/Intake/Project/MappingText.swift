internal import Registry

extension MappingFile {
  /// A mapping file that reads the same layers the same way, to be corrected by hand.
  ///
  /// Reference systems and encodings stand in comments: what the files themselves say goes on deciding them, unless the
  /// user names one.
  public static func text(_ summaries: [ReadSummary]) -> String {
    header + summaries.map(entry).joined(separator: "\n")
  }

  private static let header = """
    # 界名映射文件：各图层按什么读入。可以改正后保存，用 jieming import … --mapping 本文件 导入。
    # How each layer is read; correct it and give it to jieming import --mapping.
    #   kind        数据类型
    #   fields      字段: 原表列名（几列合为一个字段时写成列表）
    #   attributes  不对应任何字段、原样保留的列
    #   skip: true  不读这个图层
    layers:

    """

  private static func entry(_ summary: ReadSummary) -> String {
    let source = summary.source
    var lines = ["  - file: \(scalar(source.file))", "    layer: \(scalar(source.layer))"]
    if let reason = summary.skipped {
      lines.append("    skip: true  # \(reason.zh)")
      return lines.joined(separator: "\n") + "\n"
    }
    let note = summary.kindIsGuessed ? "  # 按图形推测 guessed" : ""
    lines.append("    kind: \(source.kind.rawValue)\(note)")
    if !source.crs.isEmpty { lines.append("    # crs: \(source.crs)") }
    if !source.encoding.isEmpty { lines.append("    # encoding: \(source.encoding)") }
    lines += columns(source)
    return lines.joined(separator: "\n") + "\n"
  }

  private static func columns(_ source: Source) -> [String] {
    // Of a header that occurs twice nothing can be said; numbers kept of impossible points are no columns of the file.
    var counts: [String: Int] = [:]
    for header in source.headers { counts[FieldNames.fold(header.name), default: 0] += 1 }
    let headers = source.headers.filter { header in
      counts[FieldNames.fold(header.name)] == 1 && !header.name.hasPrefix("\(FieldKey.geometry.rawValue).")
    }
    var keys: [String] = []
    for key in headers.compactMap(\.key) where !keys.contains(key) { keys.append(key) }
    var lines: [String] = []
    if !keys.isEmpty { lines.append("    fields:") }
    for key in keys {
      let names = headers.filter { $0.key == key }.map { scalar($0.name) }
      let title = FieldCatalogue.standard.field(source.kind, FieldKey(rawValue: key))?.title
      let value = names.count == 1 ? names[0] : "[\(names.joined(separator: ", "))]"
      lines.append("      \(key): \(value)" + (title.map { "  # \($0)" } ?? ""))
    }
    let others = headers.filter { $0.key == nil }
    if !others.isEmpty { lines.append("    attributes:") }
    return lines + others.map { "      - \(scalar($0.name))" }
  }

  /// A text as YAML: plain where nothing in it means something else.
  private static func scalar(_ text: String) -> String {
    func isLetter(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isIdeographic || scalar.isASCII && scalar.properties.isAlphabetic
    }
    let isWord = text.unicodeScalars.allSatisfy { scalar in
      isLetter(scalar) || ("0"..."9").contains(scalar) || "_.-()（）".unicodeScalars.contains(scalar)
    }
    if isWord, text.unicodeScalars.first.map(isLetter) == true, !reserved.contains(text.lowercased()) { return text }
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": quoted += "\\\(scalar)"
      case _
      where scalar.value < 0x20 || (0x7F...0xA0).contains(scalar.value)
        || scalar.properties.isWhitespace
          && scalar != " ":
        quoted +=
          "\\U" + String(repeating: "0", count: 8 - String(scalar.value, radix: 16).count)
          + String(scalar.value, radix: 16)
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }

  private static let reserved: Set = ["true", "false", "yes", "no", "on", "off", "y", "n", "null"]
}
