/// One table that was read: a kind, a file and a layer or sheet of it.
///
/// Importing the same source again replaces its records.
public struct Source: Sendable, Equatable {
  public var kind: RecordKind
  /// The name of the file without its folder; behind an archive's name the path in it: `上报.zip/界桩/界桩.shp`.
  public var file: String
  /// The layer or sheet; the file's stem where the format has only one.
  public var layer: String
  /// The path as the user gave it: typed, written in a project, or relative to the folder that was given.
  public var path: String
  /// When the file was last changed, UTC in ISO 8601 to the second; of several parts the latest.
  public var modified = ""
  /// The name of the mapping file by which it was read; empty where there was none.
  public var mapping = ""
  /// Not for any output that is meant for the public, whatever the records' own grade of secrecy.
  public var isInternal = false
  /// SHA-256 of the file's content in lower-case hex; of all its parts in order for a Shapefile or
  /// a database of several files.
  public var sha256: String
  public var size: Int
  public var format: String
  public var encoding: String
  /// The reference system of the coordinates as read, for example `EPSG:4523`, and how it was known.
  public var crs: String
  /// The PROJ pipeline applied to reach CGCS2000, `noop` where there was nothing to do, `datumKept` where it was not done;
  /// parameters of the user are left out of it.
  public var pipeline: String
  /// The expected error of that pipeline itself in metres, 0 on one datum; `nil` where nothing tells.
  public var pipelineAccuracyMetres: Double?
  /// How well the positions are known, in metres; tests against division polygons grade by it.
  public var accuracyMetres: Double
  public var headers: [Header]
  public var readCount = 0
  public var importedCount = 0
  public var rejectedCount = 0

  /// A header of the source and the key that reads it; no key for one that nothing reads.
  public struct Header: Sendable, Equatable, Codable {
    public var name: String
    public var key: String?
    /// No cell of the column holds anything.
    public var allBlank: Bool
    /// The unit that the header names, as in `面积(亩)`; folded (`km²`, `亩`), not compared with that of the field.
    public var unit: String?

    public init(name: String, key: FieldKey?, allBlank: Bool = false, unit: String? = nil) {
      self.name = name
      self.key = key?.rawValue
      self.allBlank = allBlank
      self.unit = unit
    }
  }

  /// The default accuracy of a source that states none, in metres.
  public static let defaultAccuracyMetres = 50.0

  public init(
    kind: RecordKind, file: String, layer: String, path: String = "", sha256: String = "", size: Int = 0,
    format: String = "", encoding: String = "UTF-8", crs: String = "", pipeline: String = "noop",
    accuracyMetres: Double = Source.defaultAccuracyMetres, headers: [Header] = []
  ) {
    self.kind = kind
    self.file = file
    self.layer = layer
    self.path = path
    self.sha256 = sha256
    self.size = size
    self.format = format
    self.encoding = encoding
    self.crs = crs
    self.pipeline = pipeline
    self.accuracyMetres = accuracyMetres
    self.headers = headers
  }

  /// The pipeline of a source whose coordinates stay as they are, on a datum that is not CGCS2000.
  public static let datumKept = "datum kept"

  /// Whether the records have no geometry because their coordinates are on another datum; the numbers are in the columns.
  public var keepsDatum: Bool { pipeline == Self.datumKept }

  /// The reference system without how it was known: `EPSG:4523`.
  public var crsLabel: String {
    guard crs.hasSuffix(")"), let note = crs.lastIndex(of: "("), note > crs.startIndex else { return crs }
    let label = crs[..<note]
    return label.hasSuffix(" ") ? String(label.dropLast()) : crs
  }

  /// Whether its rejected rows can be corrected in a table: a layer with shapes would come back without its places.
  public var isCorrectable: Bool { ["CSV", "TSV", "XLSX", "XLS", "ODS"].contains(format) }

  /// The subject key of findings about the table itself.
  public var tableKey: String { "\(file)/\(layer)" }

  /// Whether a column of the source is read as `key`.
  public func has(_ key: FieldKey) -> Bool { headers.contains { $0.key == key.rawValue } }

  /// The unit that the header of a column names, as `Header.unit`; `nil` for that of the field itself.
  public func unit(of key: FieldKey) -> String? { headers.first { $0.key == key.rawValue }?.unit }

  /// The header that is read as `key`.
  public func header(of key: FieldKey) -> String? { headers.first { $0.key == key.rawValue }?.name }
}

/// Where a record came from: a source of its dataset and the row there.
///
/// Rows count from 1 as the clerk sees them: the line number of a spreadsheet or CSV (the header is row 1), the feature
/// number of a layer.
public struct Origin: Sendable, Hashable {
  public var source: Int
  public var row: Int

  public init(source: Int, row: Int) {
    self.source = source
    self.row = row
  }
}

/// Something noticed while reading, kept so that a later check finds the same.
public struct ImportNote: Sendable, Equatable {
  /// What was noticed; the raw value is stored in the workspace and never reused.
  public enum Code: String, Sendable, CaseIterable {
    case unmappedColumn = "unmapped-column"
    case unitSuffix = "unit-suffix"
    case unparseableValue = "unparseable-value"
    case malformedGeoJSON = "malformed-geojson"
    case heightDropped = "height-dropped"
    case encodingDetected = "encoding-detected"
    case kindGuessed = "kind-guessed"
    case crsAssumed = "crs-assumed"
    case damagedText = "damaged-text"
    case titleRowsSkipped = "title-rows-skipped"
    /// A file that belongs to the source is not there, by its extension: `.dbf` of a Shapefile.
    case missingPart = "missing-part"
    case outsideCommonPoints = "outside-common-points"
    /// A row that had been rejected was corrected in the file that `value` names.
    case correctedRow = "corrected-row"
    /// Several rows of headers were read as one.
    case headerRowsCombined = "header-rows-combined"
    /// The table has no header row; columns are called by their places.
    case headerMissing = "header-missing"
    /// Columns of degrees, minutes and seconds were read as one.
    case columnsCombined = "columns-combined"
    /// A labelled value above the table counts for every row.
    case valueAboveTable = "value-above-table"
    case totalRowSkipped = "total-row-skipped"
    /// A line of signatures or remarks below the records.
    case footerRowSkipped = "footer-row-skipped"
    case repeatedHeaderSkipped = "repeated-header-skipped"
    /// Another table begins further down in the sheet; it is read as a layer of its own.
    case furtherTable = "further-table"
    /// Headers stand on both sides of a column without header; all of them were read as one table.
    case tablesSideBySide = "tables-side-by-side"
    /// A merged cell was read as the value of all its rows.
    case mergedCellFilled = "merged-cell-filled"
    /// A column that names what many rows belong to is blank under a value, and nothing says that it is meant to go on.
    case blanksUnderValue = "blanks-under-value"
  }

  public var code: Code
  /// The index of the source in its dataset.
  public var source: Int
  public var row: Int?
  public var field: String?
  /// The text concerned, as given.
  public var value: String
  /// Further facts by name, for example `path` and `offset` in a GeoJSON file.
  public var details: [String: String]

  public init(
    _ code: Code, source: Int, row: Int? = nil, field: String? = nil, value: String = "",
    details: [String: String] = [:]
  ) {
    self.code = code
    self.source = source
    self.row = row
    self.field = field
    self.value = value
    self.details = details
  }
}

/// A row that could not be used, with its raw content.
public struct RejectedRow: Sendable, Equatable {
  public var origin: Origin
  public var field: String?
  public var reason: LocalizedText
  /// The cells as read, in the order of the source's headers.
  public var cells: [String]

  public init(origin: Origin, field: String? = nil, reason: LocalizedText, cells: [String]) {
    self.origin = origin
    self.field = field
    self.reason = reason
    self.cells = cells
  }
}

/// The columns that stand beside the headers of the source in a table of rejected rows, which is corrected and imported
/// again.
public enum RejectedRowColumn: String, Sendable, CaseIterable {
  case file = "原文件"
  case layer = "原图层"
  case row = "原行号"
  case field = "出错列"
  case reason = "未导入原因"
  /// What the row holds beyond the headers, or all of it where it could not be divided into cells.
  case surplus = "多出的内容"
}
