import Foundation
import Geometry
import Registry
import Testing
import Workspace

@Suite("What goes into a workspace comes out again")
struct RoundTripTests {
  @Test("records, sources, notes and rejected rows")
  func dataset() throws {
    let folder = try TemporaryFolder()
    let inputs = [Inputs.divisions, Inputs.placeNames("a.xlsx", count: 300), Inputs.placeNames("b.xlsx", count: 7)]
    try importing(inputs, into: folder.workspace)
    var expected = Dataset()
    for input in inputs { try input.read(into: &expected) }

    let found = try Workspace.open(folder.workspace).dataset()
    #expect(found.sources == expected.sources)
    #expect(found.notes == expected.notes)
    #expect(found.rejected == expected.rejected)
    #expect(found.kinds == [.division, .placeName])
    let (table, original) = (found[.placeName], expected[.placeName])
    #expect(table.keys == original.keys)
    for key in original.keys { #expect(table[key] == original[key], "\(key.rawValue)") }
    #expect(table.geometry == original.geometry)
    #expect(table.origins == original.origins)
  }

  @Test("single polygons become Multi in the table of divisions, and keep their vertices")
  func promoted() throws {
    let folder = try TemporaryFolder()
    try importing([Inputs.divisions], into: folder.workspace)
    let found = try Workspace.open(folder.workspace).dataset()[.division].geometry
    let original = Inputs.divisions.records.geometry
    #expect(found.types == [.multiPolygon, .multiPolygon])
    #expect(found.coordinates == original.coordinates)
    #expect(found.parts(ofRow: 1).count == 2)
    #expect(found.rings(ofPart: found.parts(ofRow: 1).lowerBound).count == 2)
  }

  @Test("text stays as it was given: zeros, blanks, NUL, long and broken text")
  func textAsGiven() throws {
    let cells = ["33.90", "007", " ", "\u{3000}", "", "a\u{0}b", "1e5", String(repeating: "长", count: 5000), "'\";--"]
    var names = TextColumn(cells)
    // A byte that is not UTF-8.
    [UInt8](arrayLiteral: 0x41, 0xFF, 0x42).withUnsafeBufferPointer { names.append($0) }
    var geometry = GeometryColumn()
    for _ in 0...cells.count { geometry.appendNone() }
    let table = RecordTable(
      kind: .facility, columns: [(.name, names)], geometry: geometry,
      origins: (0...cells.count).map { Origin(source: 0, row: $0 + 2) })
    let folder = try TemporaryFolder()
    try importing(
      [Input(source: Source(kind: .facility, file: "f.csv", layer: "f"), records: table)], into: folder.workspace)
    #expect(try Workspace.open(folder.workspace).dataset()[.facility][.name] == names)
  }

  @Test("a coordinate that is no number leaves the row without geometry")
  func notFinite() throws {
    var geometry = GeometryColumn()
    geometry.appendPoint(x: .nan, y: 29)
    geometry.appendPoint(x: 106, y: 29)
    let table = RecordTable(
      kind: .sign, columns: [(.name, TextColumn(["甲", "乙"]))], geometry: geometry,
      origins: [Origin(source: 0, row: 2), Origin(source: 0, row: 3)])
    let folder = try TemporaryFolder()
    try importing(
      [Input(source: Source(kind: .sign, file: "s.csv", layer: "s"), records: table)], into: folder.workspace)
    #expect(try Workspace.open(folder.workspace).dataset()[.sign].geometry.types == [.none, .point])
  }

  @Test("a key outside the catalogue gets a column")
  func unknownKey() throws {
    var table = RecordTable(kind: .population)
    table.append(["code": "500151", "a \"new\" key": "1"], origin: Origin(source: 0, row: 2))
    let folder = try TemporaryFolder()
    try importing(
      [Input(source: Source(kind: .population, file: "p.csv", layer: "p"), records: table)], into: folder.workspace)
    let found = try Workspace.open(folder.workspace).dataset()[.population]
    #expect(found.keys == table.keys)
    #expect(found.text("a \"new\" key", 0) == "1")
  }

  @Test("a source without rows is still a source of its kind")
  func emptySource() throws {
    let folder = try TemporaryFolder()
    let input = Input(
      source: Source(kind: .inspection, file: "i.csv", layer: "i"), records: RecordTable(kind: .inspection))
    try importing([input], into: folder.workspace)
    let found = try Workspace.open(folder.workspace).dataset()
    #expect(found.kinds == [.inspection])
    #expect(found[.inspection].count == 0)
  }

  @Test("findings with all their parts, and with none")
  func findings() throws {
    var full = Finding(
      rule: "M106", severity: .error, certainty: .definite,
      subject: Subject(kind: .boundaryMarker, key: "铜合线/003/-", name: "5117003"))
    full.id = "M106-7f3a9c21d0"
    full.related = [Subject(kind: .boundaryLine, key: "铜合线")]
    full.origin = Origin(source: 0, row: 17)
    full.evidence = Evidence(field: "easting", value: "35598615.405", span: 0..<12)
    full.measure = Measure(37.2, .metres, limit: 4)
    full.measures = [("area", Measure(12, .squareMetres))]
    full.place = Position(x: 106.02, y: 29.8)
    full.causedBy = "R106-0000000000"
    full.fix = Fix(.safe, field: "easting", old: "1", new: "2")
    full.waived = Waiver(
      id: "M106-7f3a9c21d0", verdict: "accepted", reason: "复测", author: "张三", date: "2026-01-01",
      expires: CalendarDate(year: 2027, month: 1, day: 1))
    let bare = Finding(rule: "I101", severity: .info, certainty: .suspect, subject: Subject(kind: .sign, key: "s"))
    var dataset = Dataset()
    dataset.add(Source(kind: .boundaryMarker, file: "markers.xlsx", layer: "Sheet1"))
    let result = CheckResult(asOf: asOf, dataset: dataset, rules: [], notRun: [], findings: [full, bare])
    let stored = [
      StoredFinding(
        full, of: result, texts: .init(message: "偏离", basis: "GB/T 17796-2009", next: "复测", extent: "{}")),
      StoredFinding(bare, of: result, texts: .init(message: "", basis: "", next: "")),
    ]
    let folder = try TemporaryFolder()
    for _ in 0..<2 {
      try Workspace.update(folder.workspace, createIfMissing: true, asOf: asOf) { writer in
        try writer.replaceFindings(stored)
        try writer.setValue("500151", for: "district")
      }
    }
    let workspace = try Workspace.open(folder.workspace)
    #expect(try workspace.findings() == stored)
    #expect(try workspace.findings().first?.source == .init(file: "markers.xlsx", layer: "Sheet1", row: 17))
    #expect(try workspace.value("district") == "500151")
    #expect(try workspace.value("asOf") == "2026-11-24")
  }
}
