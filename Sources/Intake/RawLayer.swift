internal import Geometry
internal import Registry

/// One layer or sheet as a reader of a format sees it, before its headers mean anything.
///
/// Every reader (CSV, GDAL, GeoJSON) makes these; `LayerImporter` alone turns them into records.
struct RawLayer {
  /// The layer or sheet; the file's stem where the format has only one.
  var name: String
  /// All headers, complete before the first batch, in the order of the file and as given there.
  var headers: [String]
  /// What the headers may mean where they stand in several rows; `nil` where each is what it says.
  var headerReadings: [HeaderReadings]?
  /// The file format cuts long headers, as DBF does after ten bytes.
  var headersCanBeCut = false
  /// What the workspace records, for example `CSV`, `GeoJSON`, `ESRI Shapefile`.
  var format: String
  /// The encoding of the texts and how it was known.
  var encoding = "UTF-8"
  /// What the file itself says of the reference system of its geometries.
  var declaredCRS: DeclaredCRS?
  /// What the clerk is to know of the layer as a whole.
  var remarks: [LocalizedText] = []
  /// Of a layer that came in an archive.
  var member: ArchiveMember?
  /// The next batch, `nil` behind the last one.
  ///
  /// Batches hold at most `RawBatch.rowLimit` rows; concatenated they are the layer, wherever they were cut.
  var next: () throws -> RawBatch?
  /// The table that begins further down in the same sheet, once `next` has given `nil`.
  var following: () throws -> RawLayer? = { nil }

  /// What one of several tables in a sheet is called; by its number, which stays when rows are added above it.
  static func name(_ sheet: String, table number: Int) -> String { number == 1 ? sheet : "\(sheet)（表\(number)）" }

  /// Whether a layer of the name can be a further table of a sheet.
  static func isTable(_ name: String, of sheet: String) -> Bool { name.hasPrefix(sheet + "（表") }

  /// Goes on to the end, so that the table below can be read.
  func passOver() throws { while try next() != nil {} }
}

/// Up to `rowLimit` rows of a layer as columns, one per header of the layer.
struct RawBatch: Sendable {
  static let rowLimit = 16_384

  /// As many as the layer has headers, each with one cell per row; absent values are empty cells.
  var columns: [TextColumn]
  /// One geometry per row in the layer's reference system (x = longitude or east); `nil` when the layer has none.
  ///
  /// Polygon rings are as in the file: the importer normalises them.
  var geometry: GeometryColumn?
  /// The row of each record as the clerk counts: see `Origin.row`.
  var rowNumbers: [Int] = []
  /// Rows that the reader itself could not make a row of; the importer sets the source of their origins.
  var rejected: [RejectedRow] = []
  /// What the reader noticed; the importer sets the source.
  var notes: [ImportNote] = []

  init(columnCount: Int, hasGeometry: Bool) {
    columns = Array(repeating: TextColumn(), count: columnCount)
    geometry = hasGeometry ? GeometryColumn() : nil
  }

  var count: Int { rowNumbers.count }

  /// Nothing was read, and there is nothing to tell.
  var isEmpty: Bool { rowNumbers.isEmpty && rejected.isEmpty && notes.isEmpty }
}

/// A file within an archive.
struct ArchiveMember {
  /// Its path there.
  let name: String
  let identity: ContentIdentity
}

/// A reference system as a file declares it.
struct DeclaredCRS: Sendable, Equatable {
  /// A code such as `EPSG:4490`, a name, or WKT.
  var text: String
  /// Where it was found, for example `.prj`.
  var foundIn: String
  /// It follows from the format alone, so numbers that cannot be degrees contradict it.
  var isFormatDefault = false

  static let rfc7946 = DeclaredCRS(text: "EPSG:4326", foundIn: "RFC 7946", isFormatDefault: true)
}
