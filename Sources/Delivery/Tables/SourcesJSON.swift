public import Registry
internal import Texts

/// What `jieming sources` says of each source.
public enum SourcesReport {
  /// The provenance of every source as JSON.
  ///
  /// - Parameter dataset: the sources with their notes; records are not looked at.
  public static func json(_ dataset: Dataset, toolVersion: String) -> [UInt8] {
    let notes = noteCounts(dataset)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", "jieming.sources/1")
      json.tool(version: toolVersion)
      json.array("sources", .lines) { json in
        for (source, count) in zip(dataset.sources, notes) {
          json.object(.lines) { write(source, notes: count, to: &$0) }
        }
      }
    }
    return json.document
  }

  private static func write(_ source: Source, notes: Int, to json: inout JSONWriter) {
    json.member("kind", source.kind.rawValue)
    json.member("file", source.file)
    json.member("layer", source.layer)
    json.member("path", source.path)
    json.member("sha256", source.sha256)
    json.member("size", source.size)
    json.member("modified", source.modified)
    json.member("format", source.format)
    json.member("encoding", source.encoding)
    json.object("crs") { json in
      json.member("label", source.crs)
      json.member("pipeline", source.pipeline)
      json.member("pipelineAccuracyMetres", source.pipelineAccuracyMetres)
    }
    json.member("accuracyMetres", source.accuracyMetres)
    json.member("mapping", source.mapping)
    json.key("internal")
    json.value(source.isInternal)
    json.member("read", source.readCount)
    json.member("imported", source.importedCount)
    json.member("rejected", source.rejectedCount)
    json.member("notes", notes)
    json.array("columns", .lines) { json in
      for header in source.headers {
        json.object { json in
          json.member("name", header.name)
          json.member("field", header.key)
        }
      }
    }
  }

  /// The table of sources, then what does not fit into it, source by source.
  public static func text(_ dataset: Dataset, _ language: Language) -> String {
    let notes = noteCounts(dataset)
    var text = SummaryTables.sources(dataset.sources).text(language)
    for (source, count) in zip(dataset.sources, notes) {
      text += "\n\(source.file)/\(source.layer)\n"
      for (title, value) in details(source, notes: count, language) where !value.isEmpty {
        text += "  \(DisplayWidth.padded(title, to: 12))\(value)\n"
      }
    }
    return text
  }

  private static func details(
    _ source: Source, notes: Int, _ language: Language
  ) -> [(title: String, value: String)] {
    func title(_ zh: String, _ en: String) -> String { LocalizedText(zh: zh, en: en)[language] }
    let error = source.pipelineAccuracyMetres.map { number in
      // A projection alone is exact.
      guard number > 0 else { return LocalizedText(zh: "（误差小于 1 毫米）", en: " (error below 1 mm)")[language] }
      let metres = NumberText.decimal(number, decimals: number == number.rounded() ? 0 : 2)
      return LocalizedText(zh: "（误差约 \(metres) 米）", en: " (error about \(metres) m)")[language]
    }
    let pipeline = ProvenanceText.pipeline(source)[language]
    return [
      (title("路径", "path"), source.path),
      (title("修改时间", "modified"), source.modified),
      (title("大小", "size"), NumberText.grouped(source.size)),
      ("SHA-256", source.sha256),
      (title("坐标换算", "pipeline"), pipeline.isEmpty ? "" : pipeline + (error ?? "")),
      (title("映射文件", "mapping"), source.mapping),
      (title("导入记录", "notes"), notes == 0 ? "" : String(notes)),
      (title("使用范围", "use"), source.isInternal ? title("仅限内部", "internal only") : ""),
    ]
  }

  private static func noteCounts(_ dataset: Dataset) -> [Int] {
    var counts = Array(repeating: 0, count: dataset.sources.count)
    for note in dataset.notes { counts[note.source] += 1 }
    return counts
  }
}
