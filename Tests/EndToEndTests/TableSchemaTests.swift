import Foundation
import Testing

/// The JSON of the commands that print tables keeps to the schemas that are published.
@Suite struct TableSchemaTests {
  private static let schemas = URL(filePath: Sample.folder).appending(path: "../../../Documentation/schema")
    .standardized.path

  private static let check = """
    import json, sys
    from jsonschema import Draft202012Validator
    schema, document = [json.load(open(path, encoding="utf-8")) for path in sys.argv[1:]]
    Draft202012Validator.check_schema(schema)
    errors = list(Draft202012Validator(schema).iter_errors(document))
    for error in errors[:10]: print(error.json_path, error.message)
    sys.exit(len(errors) > 0)
    """

  private func check(_ file: String, in folder: TemporaryFolder, _ schema: String) throws -> Executable.Outcome {
    let path = try #require(Tool.python)
    return try Executable(path: path).run(
      ["-c", Self.check, "\(Self.schemas)/\(schema).schema.json", file], in: folder.path)
  }

  /// Skipped where Python has no module `jsonschema`.
  @Test(.enabled(if: Tool.hasJSONSchema))
  func coverageKeepsToItsSchema() throws {
    let folder = try Sample.finishedRun().folder
    let outcome = try check("out/coverage.json", in: folder, "coverage")
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.messages)")
    // The check can fail.
    let other = try TemporaryFolder()
    try other.write(
      try folder.text("out/coverage.json").replacing("\"counted\": true", with: "\"counted\": 1"), to: "c")
    #expect(try check("c", in: other, "coverage").status == 1)
  }

  /// Skipped where Python has no module `jsonschema`.
  @Test(.enabled(if: Tool.hasJSONSchema))
  func scoreKeepsToItsSchema() throws {
    let folder = try Sample.finishedRun().folder
    let outcome = try check("out/names/验收评分.json", in: folder, "score")
    #expect(outcome.status == 0, "\(outcome.text)\(outcome.messages)")
    let other = try TemporaryFolder()
    try other.write(
      try folder.text("out/names/验收评分.json").replacing("\"item1\"", with: "\"first\""), to: "s")
    #expect(try check("s", in: other, "score").status == 1)
  }

  /// Skipped where Python has no module `jsonschema`.
  @Test(.enabled(if: Tool.hasJSONSchema))
  func diffKeepsToItsSchema() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(Sample.towns + ["place_names.xlsx", "population.csv"], to: folder, as: "old")
    try Sample.copy(Sample.towns + ["population.csv"], to: folder, as: "new")
    try folder.write(
      "地名代码,标准名称,类别代码,东经,北纬,是否列入保护名录\n50015100212100000002,梨岭河,12100,106.2,29.9,是\n,金龙街,23510,106,29.8,\n",
      to: "new/names.csv")
    let outcome = try folder.jieming("diff", "old", "new", "--format", "json", "--output", "diff.json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let checked = try check("diff.json", in: folder, "diff")
    #expect(checked.status == 0, "\(checked.text)\(checked.messages)")
    let text = try folder.text("diff.json")
    #expect(text.contains("\"protectedNames\"") && text.contains("\"balance\"") && text.contains("\"updateLog\""))
    try folder.write(text.replacing("\"kinds\"", with: "\"kind\""), to: "broken.json")
    #expect(try check("broken.json", in: folder, "diff").status == 1)
  }

  /// Skipped where Python has no module `jsonschema`.
  @Test(.enabled(if: Tool.hasJSONSchema))
  func checkNameKeepsToItsSchema() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(Sample.towns + ["place_names.xlsx"], to: folder, as: "in")
    #expect(try folder.jieming("import", "w.gpkg", "in").status == 0)
    try folder.write(
      "标准名称,类别代码,罗马字母拼写,所在(跨)行政区,东经,北纬\n桃溪村,21610,Taoxi Cun,,106.05,29.84\n桃溪村,21610,,某镇,a,b\n,,,,,\n万国城,221,,,,\n乐,街,,,,\n",
      to: "new.csv")
    let outcome = try folder.jieming(
      "check-name", "--batch", "new.csv", "--workspace", "w.gpkg", "--format", "json", "--output", "names.json")
    #expect(outcome.status == 3, "\(outcome.messages)")
    let checked = try check("names.json", in: folder, "check-name")
    #expect(checked.status == 0, "\(checked.text)\(checked.messages)")
    let text = try folder.text("names.json")
    #expect(text.contains("\"faults\"") && text.contains("\"inBatch\"") && text.contains("\"reason\""))
    try folder.write(text.replacing("\"made\"", with: "\"done\""), to: "broken.json")
    #expect(try check("broken.json", in: folder, "check-name").status == 1)
  }
}
