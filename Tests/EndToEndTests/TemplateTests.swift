import Foundation
import Testing

/// `jieming template`: what is filled in comes back as the kind, every column known.
@Suite struct TemplateTests {
  static let kinds = [
    "division", "boundary_line", "boundary_marker", "place_name", "sign", "facility", "constraint", "population",
    "inspection",
  ]

  @Test(arguments: kinds)
  func everyColumnIsRecognised(kind: String) throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.jieming("template", kind, "--output", "t.xlsx")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let plan = try folder.jieming("import", "w.gpkg", "t.xlsx", "--dry-run")
    #expect(plan.status == 0, "\(plan.messages)")
    #expect(plan.text.contains("(\(kind))，由表头判断"), "\(plan.text)")
    let columns = plan.text.split(separator: "\n").filter { $0.contains(" → ") }
    #expect(columns.count >= 3)
    for column in columns { #expect(!column.contains("→ 属性"), "\(column)") }
    #expect(plan.text.contains("*") != ["division"].contains(kind), "only that kind can do without any one column")
    // The sheet with the explanations is none of records.
    #expect(plan.text.contains("填写说明\n  不读"), "\(plan.text)")
  }

  /// One row typed into the file, as a spreadsheet program stores it.
  @Test(.enabled(if: Tool.python != nil, "python3 is not installed"), arguments: kinds)
  func aFilledTemplateIsImported(kind: String) throws {
    let folder = try TemporaryFolder()
    #expect(try folder.jieming("template", kind, "-o", "t.xlsx").status == 0)
    try folder.write(Self.filler, to: "fill.py")
    let filled = try Executable(path: try #require(Tool.python)).run(
      ["fill.py", "t.xlsx", "filled.xlsx"], in: folder.path)
    #expect(filled.status == 0, "\(filled.messages)")
    let outcome = try folder.jieming("import", "w.gpkg", "filled.xlsx")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(outcome.text.contains("→ \(kind) "), "\(outcome.text)")
    #expect(outcome.text.contains("read 1 · imported 1 · quarantined 0"), "\(outcome.text)")
    let document = try FindingsDocument(from: folder.jieming("check", "w.gpkg", "--format", "json"))
    #expect(document.records == [kind: 1])
  }

  /// A 1 in every cell but those that are coordinates or shapes.
  private static let filler = """
    import re, sys, zipfile
    source, target = sys.argv[1:]
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                text = text.decode()
                cells = ""
                for column, title in re.findall(r'<c r="([A-Z]+)1"[^>]*><is><t[^>]*>([^<]*)</t>', text):
                    value = {"东经": "106.05", "北纬": "29.85", "经度": "106.05", "纬度": "29.85"}.get(title.rstrip("*"), "1")
                    if "日期" in title: value = "2020-05-01"
                    if re.match("纵坐标|横坐标|几何|坐标系|至", title): continue
                    cells += f'<c r="{column}2" t="inlineStr"><is><t>{value}</t></is></c>'
                text = text.replace("</sheetData>", f'<row r="2">{cells}</row></sheetData>').encode()
            new.writestr(name, text)
    """

  @Test func nearestKind() throws {
    let folder = try TemporaryFolder()
    let outcome = try folder.jieming("template", "facilty", "-o", "t.xlsx")
    #expect(outcome.status == 2)
    expectBilingual(outcome, naming: "facility")
    #expect(folder.fileNames.isEmpty)
  }

  /// What was filled in is not replaced by an empty table.
  @Test func replacesNothingUnasked() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.jieming("template", "sign", "-o", "t.xlsx").status == 0)
    let again = try folder.jieming("template", "sign", "-o", "t.xlsx")
    #expect(again.status == 3)
    expectBilingual(again, naming: "t.xlsx")
    #expect(try folder.jieming("template", "sign", "-o", "t.xlsx", "--force").status == 0)
  }

  @Test func hasDropDownsNotesAndTextColumns() throws {
    let folder = try TemporaryFolder()
    #expect(try folder.jieming("template", "facility", "-o", "t.xlsx").status == 0)
    let unpacked = try Executable(path: "/bin/sh").run(
      ["-c", "unzip -p t.xlsx xl/worksheets/sheet1.xml xl/comments1.xml xl/styles.xml"], in: folder.path)
    try #require(unpacked.status == 0, "unzip")
    for expected in ["规划,在建,建成,已满,停用", "是,否", "必填", "state=\"frozen\"", "formatCode=\"@\""] {
      #expect(unpacked.text.contains(expected), "\(expected)")
    }
  }
}
