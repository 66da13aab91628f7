public import Registry

/// How encoding and reference system of a source were known, in words: the source itself keeps short labels, such as
/// `EPSG:4523 (column)`.
public enum ProvenanceText {
  public static func encoding(_ source: Source) -> LocalizedText { text(source.encoding) }

  public static func crs(_ source: Source) -> LocalizedText { text(source.crs) }

  /// Empty where nothing was done.
  public static func pipeline(_ source: Source) -> LocalizedText {
    if source.keepsDatum { return LocalizedText(zh: "不换算，保留原坐标", en: "datum kept") }
    let pipeline = source.pipeline == "+proj=noop" ? "" : source.pipeline
    return LocalizedText(zh: pipeline, en: pipeline)
  }

  private static func text(_ label: String) -> LocalizedText {
    for (word, chinese) in origins where label.hasSuffix("(\(word))") {
      let value = label.dropLast(word.count + 2).trimmingSuffix { $0 == " " }
      return LocalizedText(zh: "\(value)（\(chinese)）", en: label)
    }
    return LocalizedText(zh: label, en: label)
  }

  private static let origins = [
    ("column", "按坐标系列"), ("assumed", "推定"), ("valid UTF-8", "内容相符"), ("detected", "由内容判断"),
  ]
}

extension Substring {
  fileprivate func trimmingSuffix(_ isFree: (Character) -> Bool) -> Substring {
    self[..<(lastIndex { !isFree($0) }.map(index(after:)) ?? startIndex)]
  }
}
