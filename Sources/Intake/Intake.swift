public import Registry

/// One file to read, and what the user says of it.
public struct InputRequest: Sendable {
  public var path: String
  /// The path as the user gave it, for the record; `path` may be resolved.
  public var givenPath: String
  /// Nothing of it is meant for the public.
  public var isInternal = false
  /// What a mapping file says; the options here stand above it.
  public var mapping: MappingFile?
  /// `nil` for the kind that the headers tell.
  public var kind: RecordKind?
  /// A layer or sheet; `nil` for all.
  public var layer: String?
  /// Stands above what the file says: see `CRS(parsing:)`.
  public var crs: String?
  public var encoding: String?
  /// Source headers by field; they win over recognition.
  public var fields: [FieldKey: String]
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

  init(source: Source, index: Int, kindIsGuessed: Bool) {
    (self.source, self.index, skipped, self.kindIsGuessed) = (source, index, nil, kindIsGuessed)
  }

  init(skipped source: Source, why: LocalizedText) {
    (self.source, index, skipped, kindIsGuessed) = (source, nil, why, false)
  }
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
    let identity = try ContentIdentity(paths: input.parts)
    let describe: (RecordKind, RawLayer) -> Source = { kind, layer in
      var source = Source(
        kind: kind, file: FilePath(request.path).name, layer: layer.name, path: request.givenPath,
        sha256: identity.sha256, size: identity.size, format: layer.format, encoding: layer.encoding,
        accuracyMetres: request.accuracyMetres ?? Source.defaultAccuracyMetres)
      source.modified = identity.modified
      source.isInternal = request.isInternal
      if request.mapping(ofLayer: layer.name) != nil { source.mapping = request.mapping?.name ?? "" }
      return source
    }
    let natural = request.kind ?? .placeName
    var summaries = input.skipped.map { ReadSummary(skipped: describe(natural, $0.layer), why: $0.why) }
    try input.checkFields()
    for layer in input.layers {
      let mapping = request.mapping(ofLayer: layer.name)
      let request = request.applied(to: mapping)
      var importer = try LayerImporter(
        layer, request, fields: request.fields, columns: try mapping?.columns(layer.headers) ?? [:],
        allFieldsMust: input.layers.count == 1
      ) { describe($0, layer) }
      var summary = try importer.run(into: &sink)
      summary.kindIsGiven = request.kind != nil
      summaries.append(summary)
    }
    return summaries
  }

  /// The field that a text names: by its key, its Chinese title or an alias, of one kind or of any.
  public static func fieldKey(_ text: String, of kind: RecordKind? = nil) -> FieldKey? {
    let folded = FieldNames.fold(text)
    return (kind.map { [$0] } ?? RecordKind.allCases).lazy
      .compactMap { FieldNames.standard.match(folded, $0)?.key }.first
  }
}
