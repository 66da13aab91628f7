import Foundation
import Testing

/// `import --dry-run` says what would be read, and leaves a mapping that reads it the same way.
@Suite struct MappingTests {
  private static let names = "标准名称,所在村,备注,东经,北纬\n张家湾,石坝村,老,106.0,29.8\n李家塆,石坝村,新,106.1,29.9\n"

  @Test func aDryRunWritesNothing() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    let outcome = try folder.jieming("import", "w.gpkg", "names.csv", "--dry-run")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(folder.fileNames == ["names.csv"])
    for expected in ["地名 (place_name)，由表头判断", "读取 2 · 导入 2 · 未导入 0", "标准名称 → name", "备注 → "] {
      #expect(outcome.text.contains(expected), "\(expected): \(outcome.text)")
    }
    let english = try folder.jieming("import", "w.gpkg", "names.csv", "--dry-run", "--lang", "en")
    #expect(english.text.contains("place names (place_name), by its headers"), "\(english.text)")
  }

  /// Nor does it change a workspace; it tells what would be replaced, and refuses what an import would.
  @Test func aDryRunLooksAtTheWorkspace() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv").status == 0)
    let before = try folder.bytes("w.gpkg")
    let again = try folder.jieming("import", "w.gpkg", "names.csv", "--dry-run")
    #expect(again.text.contains("替换：工作库里的同名来源"), "\(again.text)")
    try folder.write(Self.names, to: "copy.csv")
    let copy = try folder.jieming("import", "w.gpkg", "copy.csv", "--dry-run")
    #expect(copy.status == 3)
    expectBilingual(copy, naming: "copy.csv")
    #expect(try folder.bytes("w.gpkg") == before)
    let other = try folder.jieming("import", "names.csv", "copy.csv", "--dry-run")
    #expect(other.status == 3)
    expectBilingual(other, naming: "names.csv")
  }

  /// Spreadsheets, Shapefiles, GeoJSON and CSV of the sample.
  @Test func theMappingReadsTheSame() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(to: folder)
    let dry = try folder.jieming("import", "w.gpkg", "sample", "--dry-run", "--mapping", "m.yaml")
    #expect(dry.status == 0, "\(dry.messages)")
    #expect(try folder.jieming("import", "mapped.gpkg", "sample", "--mapping", "m.yaml").status == 0)
    #expect(try folder.jieming("import", "plain.gpkg", "sample").status == 0)
    for name in ["mapped", "plain"] {
      #expect(try folder.jieming("export", "\(name).gpkg", "--output", name).status == 0)
    }
    let exports = folder.fileNames.filter { $0.hasPrefix("plain/") }
    #expect(exports.count >= 8)
    for file in exports { #expect(try folder.bytes(file) == folder.bytes(file.replacing("plain/", with: "mapped/"))) }
    let sources = try folder.jieming("sources", "mapped.gpkg", "--format", "json").text
    #expect(sources.contains(#""mapping": "m.yaml""#) || sources.contains(#""mapping":"m.yaml""#), "\(sources)")
    // A mapping that is there is used, not written over.
    let written = try folder.bytes("m.yaml")
    #expect(try folder.jieming("import", "w.gpkg", "sample", "--dry-run", "--mapping", "m.yaml").status == 0)
    #expect(try folder.bytes("m.yaml") == written)
  }

  @Test func whatIsCorrectedInTheMappingCounts() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    #expect(try folder.jieming("import", "w.gpkg", "names.csv", "--dry-run", "--mapping", "m.yaml").status == 0)
    let mapping = try folder.text("m.yaml")
    let corrected = mapping.replacing("name: 标准名称", with: "alias: 标准名称")
      .replacing("remark: 备注", with: "name: 备注")
    #expect(corrected != mapping)
    try folder.write(corrected, to: "m.yaml")
    try #require(folder.text("m.yaml").contains("name: 备注"), "\(mapping)")
    let outcome = try folder.jieming("export", "names.csv", "--mapping", "m.yaml", "--output", "n.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let exported = try folder.text("n.geojson")
    #expect(exported.contains(#""name":"老""#) && exported.contains(#""alias":"张家湾""#), "\(exported)")

    try folder.write("layers:\n  - file: names.csv\n    skip: true\n", to: "skip.yaml")
    let skipped = try folder.jieming("import", "s.gpkg", "names.csv", "--mapping", "skip.yaml")
    #expect(skipped.status == 0)
    #expect(skipped.text.contains("映射文件写明不读") && skipped.messages.contains("没有导入任何记录"), "\(skipped.text)")
  }

  @Test(arguments: [
    ("- file: names.csv\n    fields: {name: 标准名陈}", "标准名称"),
    ("- file: names.csv\n    fields: {nmae: 标准名称}", "name"),
    ("- file: names.csv\n    kind: place_nam", "place_name"),
    ("- file: names.csv\n    layer: nmaes", "names"),
    ("- file: names.csv\n    feilds: {name: 标准名称}", "fields"),
    ("- file: nmaes.csv", "m.yaml"),
  ])
  func whatIsNotThereIsAnErrorWithTheNearest(entry: String, nearest: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "names.csv")
    try folder.write("layers:\n  \(entry)\n", to: "m.yaml")
    let outcome = try folder.jieming("import", "w.gpkg", "names.csv", "--mapping", "m.yaml")
    #expect(outcome.status == 2, "\(outcome.messages)")
    expectBilingual(outcome, naming: nearest)
    #expect(folder.fileNames == ["m.yaml", "names.csv"])
  }

  @Test func aProjectNamesItsMappings() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.names, to: "p/data/names.csv")
    try folder.write(
      "layers:\n  - file: data/names.csv\n    kind: place_name\n    fields: {former_name: 备注}\n", to: "p/maps/m.yaml")
    try folder.write(
      "inputs:\n  - file: data/names.csv\n    mapping: maps/m.yaml\n    internal: true\n", to: "p/project.yaml")
    let outcome = try folder.jieming("run", "p", "--out", "out")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.text("out/data/place_name.geojson").contains(#""former_name":"老""#))
    let sources = try folder.jieming("sources", "out/workspace.gpkg")
    #expect(sources.text.contains("data/names.csv") && sources.text.contains("仅限内部"), "\(sources.text)")
    try folder.write("inputs:\n  - file: data/names.csv\n    mapping: maps/x.yaml\n", to: "p/project.yaml")
    let missing = try folder.jieming("run", "p", "--out", "out")
    #expect(missing.status == 2)
    expectBilingual(missing, naming: "x.yaml")
  }
}
