internal import GRDB
import Geometry

/// The R-tree, the extent and the geometry type of a table, brought in line with its rows at the end of an update.
struct SpatialIndex {
  let table: String
  private var ids: [Int] = []
  private var boxes: [RTreeBox] = []
  private var extent: Envelope?
  /// Some geometry is of another type than the table declares.
  private var hasOtherTypes = false

  /// Rebuilds the index of a table from its geometries.
  static func rebuild(_ table: String, _ db: Database) throws {
    var index = SpatialIndex(table: table)
    try index.readRows(db)
    try index.writeTree(db)
    try index.writeContents(db)
  }

  private init(table: String) { self.table = table }

  private mutating func readRows(_ db: Database) throws {
    let declared = WorkspaceSchema.geometryType(ofTable: table)
    let rows = try SQLiteStatement(db, "SELECT fid, geom FROM \(table.quotedIdentifier) ORDER BY fid")
    while try rows.step() {
      let blob = UnsafeRawBufferPointer(rows.bytes(1))
      guard !blob.isEmpty, let shape = Self.shape(of: blob) else { continue }
      if declared != "GEOMETRY", shape.type != declared { hasOtherTypes = true }
      let bounds = shape.bounds
      ids.append(rows.integer(0))
      boxes.append(RTreeBox(minX: bounds.minX, maxX: bounds.maxX, minY: bounds.minY, maxY: bounds.maxY))
      extent = extent.map { $0.union(bounds) } ?? bounds
    }
  }

  private func writeTree(_ db: Database) throws {
    let name = "rtree_\(table)_geom"
    let nodeSize = try Int.fetchOne(db, sql: "SELECT length(data) FROM \(name)_node WHERE nodeno = 1") ?? 0
    for part in ["node", "rowid", "parent"] { try db.execute(sql: "DELETE FROM \(name)_\(part)") }

    let node = try SQLiteStatement(db, "INSERT INTO \(name)_node (nodeno, data) VALUES (?, ?)")
    let tree = try PackedRTree(ids: ids, boxes: boxes, nodeSize: nodeSize) { number, data in
      node.bind(number, at: 1)
      try data.withUnsafeBufferPointer { data in
        node.bind(blob: data, at: 2)
        try node.run()
      }
    }
    let parent = try SQLiteStatement(db, "INSERT INTO \(name)_parent (nodeno, parentnode) VALUES (?, ?)")
    for entry in tree.parents {
      parent.bind(entry.node, at: 1)
      parent.bind(entry.parent, at: 2)
      try parent.run()
    }
    let rowID = try SQLiteStatement(db, "INSERT INTO \(name)_rowid (rowid, nodeno) VALUES (?, ?)")
    for (id, leaf) in zip(ids, tree.leafOfEntry) {
      rowID.bind(id, at: 1)
      rowID.bind(Int(leaf), at: 2)
      try rowID.run()
    }
  }

  private func writeContents(_ db: Database) throws {
    try db.execute(
      sql: "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
      arguments: [extent?.minX, extent?.minY, extent?.maxX, extent?.maxY, table])
    // What does not fit the declared type is kept all the same, and then the table must not promise that type.
    try db.execute(
      sql: "UPDATE gpkg_geometry_columns SET geometry_type_name = ? WHERE table_name = ?",
      arguments: [hasOtherTypes ? "GEOMETRY" : WorkspaceSchema.geometryType(ofTable: table), table])
  }

  /// The bounds and the type name of a geometry; `nil` when it has no extent.
  private static func shape(of blob: UnsafeRawBufferPointer) -> (bounds: Envelope, type: String?)? {
    guard let header = try? GeoPackageHeader(blob), !header.isEmpty, blob.count >= header.size + 5 else { return nil }
    let isLittleEndian = blob[header.size] == 1
    let raw = blob.loadUnaligned(fromByteOffset: header.size + 1, as: UInt32.self)
    let code = (isLittleEndian ? UInt32(littleEndian: raw) : UInt32(bigEndian: raw)) % 1000
    let type = typeNames[code]
    if let envelope = header.envelope { return (envelope, type) }
    if code == 1, isLittleEndian, blob.count >= header.size + 21 {
      func coordinate(_ offset: Int) -> Double {
        let bits = blob.loadUnaligned(fromByteOffset: header.size + offset, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
      }
      let (x, y) = (coordinate(5), coordinate(13))
      return x.isFinite && y.isFinite ? (Envelope(Position(x: x, y: y)), type) : nil
    }
    var column = GeometryColumn()
    guard (try? column.appendGeoPackageBlob(blob)) != nil else { return nil }
    return column.envelope(ofRow: 0).map { ($0, type) }
  }

  private static let typeNames: [UInt32: String] = [
    1: "POINT", 2: "LINESTRING", 3: "POLYGON", 4: "MULTIPOINT", 5: "MULTILINESTRING", 6: "MULTIPOLYGON",
  ]
}
