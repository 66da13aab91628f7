import Foundation
import GRDB
import Geometry
import Registry
import Testing
import Workspace

@Suite("A workspace is a valid GeoPackage")
struct GeoPackageTests {
  /// Output of a program, standard error included, and its exit status.
  private static func run(_ program: String, _ arguments: [String]) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static func runs(_ program: String, _ arguments: [String]) -> Bool {
    (try? run(program, arguments).status) == 0
  }

  // Skipped where GDAL's programs (gdal-bin) or its Python bindings (python3-gdal) are not installed.
  static let hasGDAL = runs("ogrinfo", ["--version"])
  static let hasValidator = runs("/usr/bin/python3", ["-c", "import osgeo_utils.samples.validate_gpkg"])

  private func sample() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try importing([Inputs.divisions, Inputs.placeNames("a.xlsx", count: 1000)], into: folder.workspace)
    var dataset = Dataset()
    dataset.add(Inputs.divisions.source)
    var finding = Finding(
      rule: "B102", severity: .error, certainty: .definite, subject: Subject(kind: .division, key: "500151001"))
    finding.place = Position(x: 106.05, y: 29.05)
    let result = CheckResult(asOf: asOf, dataset: dataset, rules: [], notRun: [], findings: [finding])
    try Workspace.update(folder.workspace, createIfMissing: false, asOf: asOf) { writer in
      try writer.replaceFindings([
        StoredFinding(finding, of: result, texts: .init(message: "重叠", basis: "", next: ""))
      ])
    }
    return folder
  }

  @Test("ogrinfo lists every layer with its count, type, extent and reference system", .enabled(if: hasGDAL))
  func ogrinfo() throws {
    let folder = try sample()
    let (status, output) = try Self.run("ogrinfo", ["-al", "-so", folder.workspace])
    #expect(status == 0)
    #expect(!output.contains("Warning") && !output.contains("ERROR"), "\(output)")
    let layers = output.components(separatedBy: "\nLayer name: ").dropFirst()
    let names = layers.map { String($0.prefix { $0 != "\n" }) }
    let expected =
      RecordKind.allCases.map(\.rawValue) + ["finding", "source", "import_note", "rejected_row", "setting"]
    #expect(Set(names) == Set(expected))
    let divisions = try #require(layers.first { $0.hasPrefix("division\n") })
    #expect(divisions.contains("Geometry: Multi Polygon"))
    #expect(divisions.contains("Feature Count: 2"))
    #expect(divisions.contains("Extent: (106.000000, 29.000000) - (108.100000, 29.100000)"))
    #expect(divisions.contains("ID[\"EPSG\",4490]"))
    let places = try #require(layers.first { $0.hasPrefix("place_name\n") })
    #expect(places.contains("Feature Count: 1000"))
    let findings = try #require(layers.first { $0.hasPrefix("finding\n") })
    #expect(findings.contains("Geometry: Point") && findings.contains("Feature Count: 1"))
  }

  @Test("GDAL's GeoPackage validator finds nothing", .enabled(if: hasValidator))
  func validator() throws {
    let folder = try sample()
    let (status, output) = try Self.run(
      "/usr/bin/python3", ["-m", "osgeo_utils.samples.validate_gpkg", "-k", folder.workspace])
    #expect(status == 0, "\(output)")
    #expect(!output.lowercased().contains("warning"), "\(output)")
  }

  @Test("what another program edits is read and survives the next import", .enabled(if: hasGDAL))
  func editedElsewhere() throws {
    let folder = try sample()
    for sql in [
      "DELETE FROM division WHERE fid = 2",
      "UPDATE division SET area_km2 = '12.50' WHERE fid = 1",
      "INSERT INTO division (name, geom) SELECT '新镇', geom FROM division WHERE fid = 1",
    ] {
      let (status, output) = try Self.run("ogrinfo", ["-q", folder.workspace, "-sql", sql])
      #expect(status == 0 && !output.contains("ERROR"), "\(output)")
    }
    // GDAL marks the time of an edit made through its layers; a plain UPDATE goes past them.
    let queue = try DatabaseQueue(path: folder.workspace)
    let entries = try queue.write { db in
      try db.execute(
        sql: """
          UPDATE gpkg_contents SET last_change = '2026-12-01T08:15:30.123Z' WHERE table_name = 'division';
          CREATE TABLE layer_styles (id INTEGER PRIMARY KEY, styleName TEXT);
          INSERT INTO layer_styles VALUES (1, '界线');
          """)
      return try Int.fetchOne(db, sql: "SELECT count(*) FROM rtree_division_geom")
    }
    try queue.close()
    #expect(entries == 2, "the triggers keep the index")
    for round in 0..<2 {
      let found = try Workspace.open(folder.workspace).dataset()
      let table = found[.division]
      #expect((0..<table.count).map { table.text(.name, $0) } == ["巴川街道", "新镇"], "round \(round)")
      #expect(table.text("area_km2", 0) == "12.50", "a column that no source had")
      #expect(found.source(of: table.origins[1]).file == "workspace.gpkg")
      try importing([Inputs.placeNames("b.xlsx", count: 10)], into: folder.workspace)
    }
    let after = try DatabaseQueue(path: folder.workspace)
    #expect(try after.read { try String.fetchOne($0, sql: "SELECT styleName FROM layer_styles") } == "界线")
    try after.close()
  }

  @Test("a geometry of another type is kept, and the table then promises no type")
  func otherType() throws {
    let folder = try TemporaryFolder()
    var points = Inputs.divisions
    var geometry = GeometryColumn()
    geometry.appendPoint(x: 106, y: 29)
    geometry.appendNone()
    points.records = RecordTable(
      kind: .division, columns: [(.name, TextColumn(["甲", "乙"]))], geometry: geometry,
      origins: points.records.origins)
    func declaredType() throws -> String? {
      let queue = try DatabaseQueue(path: folder.workspace)
      return try queue.read { db in
        try String.fetchOne(
          db, sql: "SELECT geometry_type_name FROM gpkg_geometry_columns WHERE table_name = 'division'")
      }
    }
    try importing([points], into: folder.workspace)
    #expect(try declaredType() == "GEOMETRY")
    #expect(try Workspace.open(folder.workspace).dataset()[.division].geometry == geometry)
    try importing([Inputs.divisions], into: folder.workspace)
    #expect(try declaredType() == "MULTIPOLYGON")
  }
}
