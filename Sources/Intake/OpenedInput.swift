internal import CGDAL
internal import Registry

/// A file opened by the reader of its format: the layers to read, and those to pass over.
struct OpenedInput {
  typealias Skipped = (layer: RawLayer, why: LocalizedText)

  let request: InputRequest
  /// The files that make up the input, the named one first.
  let parts: [String]
  private(set) var layers: [RawLayer]
  private(set) var skipped: [Skipped] = []

  /// - Throws: `IntakeError`; `ProjectFileError` for a layer that only the mapping file has.
  init(_ request: InputRequest) throws {
    self.request = request
    let path = FilePath(request.path)
    let (explicit, encoding) = (request.statedHeaders, request.statedEncoding)
    let status = try FileStatus(path: request.path)
    if status.isFolder ? path.fileExtension != "gdb" : !status.isRegular {
      throw IntakeError(.notAFile, file: request.path)
    }
    switch FileFormat(path) {
    case .text:
      parts = [request.path]
      layers = [try CSVReader.layer(path: request.path, encoding: encoding, explicitHeaders: explicit)]
    case .geoJSON:
      parts = [request.path]
      var layer = try GeoJSONReader.layer(path: request.path)
      layer.declaredCRS = layer.declaredCRS ?? .rfc7946
      layers = [layer]
    case .shapefile:
      parts = ShapefileParts(path: request.path).existing
      let texts = try DBFTexts(shapefile: request.path, option: encoding)
      let dataset = try GDALDataset(path: request.path, options: ["ENCODING="])
      layers = try dataset.layers.compactMap { layer throws(IntakeError) in
        try GDALLayerReader.layer(layer, of: dataset, texts: texts, explicitHeaders: explicit)
      }
    case .other:
      parts = status.isFolder ? try FolderEntries.parts(ofDatabase: request.path) : [request.path]
      let dataset = try GDALDataset(path: request.path)
      layers = try dataset.layers.compactMap { layer throws(IntakeError) in
        try GDALLayerReader.layer(layer, of: dataset, texts: nil, explicitHeaders: explicit)
      }
    }
    try checkMapping()
    try choose(hidden: path.fileExtension == "xlsx" ? Workbook.hiddenSheets(path: request.path) : [])
  }

  /// Whether every header that the user named is in some layer; a single layer says so itself.
  func checkFields() throws(IntakeError) {
    guard layers.count > 1 else { return }
    let present = layers.flatMap(\.headers)
    let folded = Set(present.map(FieldNames.fold))
    for header in request.fields.values.sorted() where !folded.contains(FieldNames.fold(header)) {
      throw IntakeError(
        .missingColumn(present: present, nearest: NearestName.of(header, among: present)), file: request.path,
        column: header)
    }
  }

  private func checkMapping() throws(ProjectFileError) {
    let present = layers.map(\.name)
    for mapping in request.mapping?.layers(of: request) ?? [] {
      guard let name = mapping.layer, !present.contains(name) else { continue }
      throw mapping.missing(name, among: present, LocalizedText(zh: "工作表或图层", en: "layer"))
    }
  }

  private mutating func choose(hidden: Set<String>) throws(IntakeError) {
    let present = layers.map(\.name)
    if let name = request.layer {
      layers = layers.filter { $0.name == name }
      if layers.isEmpty { throw IntakeError(.missingLayer(present: present), file: request.path, layer: name) }
      return
    }
    let request = request
    skip(LocalizedText(zh: "映射文件写明不读", en: "left out by the mapping file")) {
      request.mapping(ofLayer: $0.name)?.skip ?? false
    }
    if !skipped.isEmpty, layers.isEmpty { return }
    let isMapped: (RawLayer) -> Bool = { request.mapping(ofLayer: $0.name) != nil }
    skip(LocalizedText(zh: "隐藏的工作表", en: "hidden sheet")) { hidden.contains($0.name) && !isMapped($0) }
    if layers.contains(where: \.namesFields) {
      skip(LocalizedText(zh: "没有认识的表头", en: "no known header")) { $0.isSheet && !$0.namesFields && !isMapped($0) }
    }
    guard !layers.isEmpty else { throw IntakeError(.empty, file: request.path) }
  }

  private mutating func skip(_ why: LocalizedText, where isSkipped: (RawLayer) -> Bool) {
    skipped += layers.filter(isSkipped).map { ($0, why) }
    layers.removeAll(where: isSkipped)
  }
}

extension RawLayer {
  fileprivate var isSheet: Bool { ["XLSX", "XLS", "ODS"].contains(format) }

  /// Some header names a field of some kind.
  var namesFields: Bool {
    headers.contains { header in
      let folded = FieldNames.fold(header)
      return Axis(folded) != nil || RecordKind.allCases.contains { FieldNames.standard.match(folded, $0) != nil }
    }
  }
}

/// Which reader takes a file, by its extension.
enum FileFormat {
  case text, geoJSON, shapefile, other

  /// The extensions of data files, without their sidecars; those of a folder are taken by the same list.
  private static let byExtension: [String: FileFormat] = {
    let extensions: [(FileFormat, [String])] = [
      (.text, ["csv", "tsv", "txt"]), (.geoJSON, ["geojson", "json", "geojsonl", "geojsons", "ndjson"]),
      (.shapefile, ["shp"]),
      (
        .other,
        ["xlsx", "xls", "ods", "gpkg", "kml", "gml", "tab", "mif", "gdb", "fgb", "gpx", "dxf", "sqlite"]
      ),
    ]
    return Dictionary(uniqueKeysWithValues: extensions.flatMap { format, names in names.map { ($0, format) } })
  }()

  init(_ path: FilePath) { self = Self.byExtension[path.fileExtension] ?? .other }

  /// Whether a file of that name holds data at first sight.
  static func isKnown(_ path: FilePath) -> Bool { byExtension[path.fileExtension] != nil }
}
