import GRDB
import Geometry
import Registry
import TestSupport
import Testing
import Workspace

@Suite("The packed R-tree is one that SQLite takes for its own")
struct SpatialIndexTests {
  // One node holds 51 entries: an empty root, one entry, a full root, the first split, three levels, and many rows.
  @Test("queries find what comparing every box finds", arguments: [0, 1, 2, 51, 52, 103, 2_601, 2_602, 100_000])
  func queries(count: Int) throws {
    var generator = SeededGenerator(seed: UInt64(count))
    let geometry = Self.geometry(count: count, using: &generator)
    let folder = try TemporaryFolder()
    let table = RecordTable(
      kind: .facility, columns: [], geometry: geometry, origins: (0..<count).map { Origin(source: 0, row: $0 + 1) })
    try importing(
      [Input(source: Source(kind: .facility, file: "f.gpkg", layer: "f"), records: table)], into: folder.workspace)

    let queue = try DatabaseQueue(path: folder.workspace)
    try queue.write { db in
      #expect(try String.fetchOne(db, sql: "SELECT rtreecheck('rtree_facility_geom')") == "ok")
      for _ in 0..<20 {
        let query = Self.box(size: 0.3, using: &generator)
        let found = try Set(Self.search(query, db))
        // The index rounds outwards, to single precision: a few more than touch the box, never fewer.
        let (inner, outer) = (query, query.grown(by: 0.00005))
        let envelopes = (0..<count).map { geometry.envelope(ofRow: $0) }
        #expect(envelopes.indices.allSatisfy { !(envelopes[$0]?.intersects(inner) ?? false) || found.contains($0 + 1) })
        #expect(found.allSatisfy { envelopes[$0 - 1]?.intersects(outer) ?? false })
      }
    }
  }

  @Test("SQLite can go on with the tree: insertions and deletions keep it sound")
  func goesOn() throws {
    var generator = SeededGenerator(seed: 7)
    let folder = try TemporaryFolder()
    try importing([Inputs.placeNames("a.xlsx", count: 3_000)], into: folder.workspace)
    let queue = try DatabaseQueue(path: folder.workspace)
    try queue.write { db in
      for id in 1...1_500 {
        try db.execute(sql: "DELETE FROM rtree_place_name_geom WHERE id = ?", arguments: [id])
      }
      for id in 10_000..<11_000 {
        let box = Self.box(size: 0.1, using: &generator)
        try db.execute(
          sql: "INSERT INTO rtree_place_name_geom VALUES (?, ?, ?, ?, ?)",
          arguments: [id, box.minX, box.maxX, box.minY, box.maxY])
      }
      #expect(try String.fetchOne(db, sql: "SELECT rtreecheck('rtree_place_name_geom')") == "ok")
    }
  }

  private static func search(_ box: Envelope, _ db: Database) throws -> [Int] {
    try Int.fetchAll(
      db, sql: "SELECT id FROM rtree_facility_geom WHERE maxx >= ? AND minx <= ? AND maxy >= ? AND miny <= ?",
      arguments: [box.minX, box.maxX, box.minY, box.maxY])
  }

  private static func box(size: Double, using generator: inout SeededGenerator) -> Envelope {
    let (x, y) = (Double.random(in: 105...107, using: &generator), Double.random(in: -1...30, using: &generator))
    let (width, height) = (
      Double.random(in: 0...size, using: &generator), Double.random(in: 0...size, using: &generator)
    )
    return Envelope(minX: x, minY: y, maxX: x + width, maxY: y + height)
  }

  /// Lines between two corners of random boxes, some points, some piled up, some rows with nothing.
  private static func geometry(count: Int, using generator: inout SeededGenerator) -> GeometryColumn {
    var geometry = GeometryColumn()
    for row in 0..<count {
      let box = box(size: 0.01, using: &generator)
      switch row % 10 {
      case 0: geometry.appendPoint(x: box.minX, y: box.minY)
      case 1: geometry.appendPoint(x: 106, y: 0)
      case 2 where count > 2: geometry.appendNone()
      default:
        geometry.appendVertex(x: box.minX, y: box.maxY)
        geometry.appendVertex(x: box.maxX, y: box.minY)
        geometry.endRing()
        geometry.endPart()
        geometry.endRow(.lineString)
      }
    }
    return geometry
  }
}
