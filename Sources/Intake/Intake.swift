public import Geodesy
public import Registry

/// What is done with coordinates on another datum than CGCS2000.
public enum DatumChange: Sendable {
  case refused
  /// By parameters that were given; on any other datum than theirs it is refused.
  case transformed(DatumTransformation)
  /// By parameters fitted to common points.
  case fitted(CommonPointFit)
  /// The numbers stay in the columns, and there are no positions.
  case kept

  var parameters: DatumTransformation? {
    switch self {
    case .refused, .kept: nil
    case .transformed(let transformation): transformation
    case .fitted(let fit): fit.transformation
    }
  }
}

/// One file to read, and what the user says of it.
public struct InputRequest: Sendable {
  public var path: String
  /// The path as the user gave it, for the record; `path` may be resolved.
  public var givenPath: String
  /// The name of a file in an archive, behind that of the archive; `path` is then where it was unpacked.
  var member: String?
  /// Nothing of it is meant for the public.
  public var isInternal = false
  /// What a mapping file says; the options here stand above it.
  public var mapping: MappingFile?
  /// `nil` for the kind that the headers tell.
  public var kind: RecordKind?
  /// A layer or sheet; `nil` for all.
  public var layer: String?
  /// The one source to read of the file, by its `tableKey`; `nil` for all.
  private(set) var onlySource: String?
  /// Stands above what the file says: see `CRS(parsing:)`.
  public var crs: String?
  public var encoding: String?
  /// Source headers by field; they win over recognition.
  public var fields: [FieldKey: String]
  /// Shapes and well-known text have latitude (or northing) before longitude (or easting).
  public var swapsAxes = false
  /// Longitudes and latitudes in columns are degrees, minutes and seconds run together, such as 1060312.34.
  public var unpacksDegrees = false
  public var datumChange = DatumChange.refused
  /// How well positions are known; `Source.defaultAccuracyMetres` where nobody says.
  public var accuracyMetres: Double?

  public init(
    path: String, kind: RecordKind? = nil, layer: String? = nil, crs: String? = nil, encoding: String? = nil,
    fields: [FieldKey: String] = [:], accuracyMetres: Double? = nil
  ) {
    self.path = path
    givenPath = path
    self.kind = kind
    self.layer = layer
    self.crs = crs
    self.encoding = encoding
    self.fields = fields
    self.accuracyMetres = accuracyMetres
  }
}

extension InputRequest {
  /// A file that was found in a folder: its path is recorded relative to the folder.
  public init(path: String, inFolder folder: String) {
    self.init(path: path)
    let prefix = folder.hasSuffix("/") ? folder : folder + "/"
    if path.hasPrefix(prefix) { givenPath = String(path.dropFirst(prefix.count)) }
  }
}

extension InputRequest {
  /// The request that reads one of the sources again that this one has read: a further table of a sheet, or a file in an
  /// archive, is no layer.
  public func again(_ source: Source) -> InputRequest {
    var request = self
    (request.kind, request.onlySource) = (source.kind, source.tableKey)
    return request
  }

  /// The same for a file in the archive, where a layer came in one.
  fileprivate func inside(_ member: ArchiveMember?) -> InputRequest {
    guard let member else { return self }
    var request = self
    request.path += "/" + member.name
    request.member = FilePath(path).name + "/" + member.name
    return request
  }
}

/// What became of one layer or sheet.
public struct ReadSummary: Sendable {
  /// With the counts of read, imported and rejected rows.
  public let source: Source
  /// The index that the sink gave it; `nil` for a layer that was passed over.
  public let index: Int?
  /// Why it was passed over.
  public let skipped: LocalizedText?
  /// Whether no header told the kind, so that it was taken from the geometry.
  public let kindIsGuessed: Bool
  /// Whether the user named the kind, by option, project or mapping file.
  public internal(set) var kindIsGiven = false
  /// Most of its points are no place on Earth, and lie in China with their axes exchanged.
  public internal(set) var axesAreExchanged = false
  /// What else the clerk is to know of it: rows of headers, totals, merged cells, missing parts.
  public internal(set) var remarks: [LocalizedText]

  init(source: Source, index: Int, kindIsGuessed: Bool, remarks: [LocalizedText] = []) {
    (self.source, self.index, skipped, self.kindIsGuessed) = (source, index, nil, kindIsGuessed)
    self.remarks = remarks
    if source.readCount == 0 { self.remarks.append(LocalizedText(zh: "没有数据行", en: "no row of data")) }
  }

  init(skipped source: Source, why: LocalizedText) {
    (self.source, index, skipped, kindIsGuessed) = (source, nil, why, false)
    remarks = []
  }
}

extension ImportNote.Code {
  /// Whether the remarks of a summary tell it.
  public var isAmongRemarks: Bool { self == .missingPart || TableRemarks.tells(self) }
}

/// Reads the files of a bureau into records.
public enum Intake {
  /// Reads every layer or sheet of a file, or the one that is named, in batches.
  ///
  /// Hidden and empty sheets, and sheets of a workbook without any known header beside others that have some, are
  /// passed over, which the summary says.
  ///
  /// - Throws: `IntakeError`; then the sink holds a part of the file and is to be thrown away. `ProjectFileError` when the
  ///   mapping names what is not there. Also what the sink throws.
  public static func read(_ request: InputRequest, into sink: inout some RecordSink) throws -> [ReadSummary] {
    let input = try OpenedInput(request)
    if input.layers.contains(where: \.holdsCorrections) { throw IntakeError(.correctedRows, file: request.path) }
    let whole = try input.identity
    let describe: (RecordKind, RawLayer) -> Source = { kind, layer in
      let identity = layer.member?.identity ?? whole
      let inner = layer.member.map { "/" + $0.name } ?? ""
      var source = Source(
        kind: kind, file: FilePath(request.path).name + inner, layer: layer.name, path: request.givenPath + inner,
        sha256: identity.sha256, size: identity.size, format: layer.format, encoding: layer.encoding,
        accuracyMetres: request.accuracyMetres ?? Source.defaultAccuracyMetres)
      // Of a file in an archive that would be the time of unpacking.
      source.modified = whole.modified
      source.isInternal = request.isInternal
      if request.inside(layer.member).mapping(ofLayer: layer.name) != nil {
        source.mapping = request.mapping?.name ?? ""
      }
      return source
    }
    let natural = request.kind ?? .placeName
    var summaries = input.skipped.map { ReadSummary(skipped: describe(natural, $0.layer), why: $0.why) }
    let unread = input.skipped.map(\.layer) + input.notChosen
    var met = unread.map { (request: request.inside($0.member), layer: $0.name, isRead: false) }
    if request.onlySource == nil { try input.checkFields() }
    for name in input.passedOver {
      met.append((request, name, false))
      summaries.append(
        ReadSummary(
          skipped: Source(kind: natural, file: FilePath(request.path).name, layer: name), why: OpenedInput.notRead))
    }
    for layer in input.layers {
      var table: RawLayer? = layer
      var allFieldsMust = input.layers.count == 1 && request.onlySource == nil
      while let layer = table {
        let source = describe(natural, layer)
        if let only = request.onlySource, source.tableKey != only {
          guard RawLayer.isTable(only, of: source.tableKey) else { break }
          try layer.passOver()
          table = try layer.following()
          continue
        }
        let request = request.inside(layer.member)
        let mapping = request.mapping(ofLayer: layer.name)
        met.append((request, layer.name, true))
        if request.layer == nil, mapping?.skip == true {
          summaries.append(ReadSummary(skipped: source, why: OpenedInput.leftOut))
          try layer.passOver()
          table = try layer.following()
          continue
        }
        let applied = request.applied(to: mapping)
        let ahead = ReadAhead(layer.next)
        defer { ahead.finish() }
        var layer = layer
        // Access drivers write to the terminal, which only the thread that watches them can take.
        if layer.format != "ODBC" { layer.next = ahead.next }
        var importer = try LayerImporter(
          layer, applied, fields: applied.fields, columns: try mapping?.columns(layer.headers) ?? [:],
          allFieldsMust: allFieldsMust
        ) { describe($0, layer) }
        var summary = try importer.run(into: &sink)
        summary.kindIsGiven = applied.kind != nil
        summary.remarks += layer.remarks
        summaries.append(summary)
        // The user's headers are those of the first table.
        allFieldsMust = false
        table = try layer.following()
      }
    }
    if request.onlySource == nil { try request.mapping?.check(request, met: met) }
    return summaries
  }

  /// The field that a text names: by its key, its Chinese title or an alias, of one kind or of any.
  public static func fieldKey(_ text: String, of kind: RecordKind? = nil) -> FieldKey? {
    let folded = FieldNames.fold(text)
    return (kind.map { [$0] } ?? RecordKind.allCases).lazy
      .compactMap { FieldNames.standard.match(folded, $0)?.key }.first
  }
}
