internal import CGDAL
internal import Registry

/// A file opened by the reader of its format: the layers to read, and those to pass over.
struct OpenedInput {
  typealias Skipped = (layer: RawLayer, why: LocalizedText)

  let request: InputRequest
  /// The files that make up the input, the named one first.
  let parts: [String]
  private let identityMeanwhile: Meanwhile<Result<ContentIdentity, IntakeError>>
  private(set) var layers: [RawLayer]
  private(set) var skipped: [Skipped] = []
  /// The layers beside the one that the user named.
  private(set) var notChosen: [RawLayer] = []
  /// Files in an archive that may have been meant as data and are not read.
  private(set) var passedOver: [String] = []

  static let leftOut = LocalizedText(zh: "映射文件写明不读", en: "left out by the mapping file")
  static let notRead = LocalizedText(zh: "不是能读取的数据文件", en: "no format that is read")

  /// - Throws: `IntakeError`.
  init(_ request: InputRequest) throws {
    self.request = request
    let path = FilePath(request.path)
    let parts = try Self.parts(path, request)
    self.parts = parts
    // Readers that take in a whole sheet leave the time for it.
    identityMeanwhile = Meanwhile { Result { () throws(IntakeError) in try ContentIdentity(paths: parts) } }
    if path.name == DocumentFolder.pattern {
      layers = [try DocumentFolder.layer(parts, of: request.path)]
      return
    }
    switch Self.format(path, request) {
    case .archive:
      layers = []
      try openArchive()
    case .shapefile: layers = try Self.layers(of: ShapefileParts(path: request.path).whole, request)
    case let format: layers = try Self.layers(format, request)
    }
    // Of a file in an archive the hidden sheets have been sorted out.
    let isWorkbook = layers.first.map { $0.format == "XLSX" && $0.member == nil } ?? false
    try choose(hidden: isWorkbook ? Workbook(path: request.path).hiddenSheets : [])
    tellOfUnseenHiding()
  }

  /// What identifies the content of all parts.
  var identity: ContentIdentity {
    get throws(IntakeError) { try identityMeanwhile.value.get() }
  }

  // MARK: Formats

  private static func format(_ path: FilePath, _ request: InputRequest) -> FileFormat {
    path.fileExtension == "xml" && !ExchangeXML.isExchange(request.path) ? .other : FileFormat(path)
  }

  private static func parts(_ path: FilePath, _ request: InputRequest) throws(IntakeError) -> [String] {
    if path.name == DocumentFolder.pattern { return try DocumentFolder.documents(request.path) }
    let status = try FileStatus(path: request.path)
    if status.isFolder ? path.fileExtension != "gdb" : !status.isRegular {
      throw IntakeError(.notAFile, file: request.path)
    }
    if format(path, request) == .shapefile { return ShapefileParts(path: request.path).whole.existing }
    return status.isFolder ? try FolderEntries.parts(ofDatabase: request.path) : [request.path]
  }

  private static func layers(_ format: FileFormat, _ request: InputRequest) throws -> [RawLayer] {
    let explicit = request.statedHeaders
    switch format {
    case .text:
      try ForeignFormat.refuseRenamed(request.path)
      let layer = try CSVReader.layer(path: request.path, encoding: request.statedEncoding, explicitHeaders: explicit)
      // A letter or a licence is text, too.
      guard
        FilePath(request.path).fileExtension != "txt" || layer.namesFields || request.kind != nil || !explicit.isEmpty
      else { throw IntakeError(.noKnownHeader(headers: layer.headers), file: request.path) }
      return [layer.withoutTextMarks]
    case .geoJSON:
      do throws(IntakeError) {
        var layer = try GeoJSONReader.layer(path: request.path)
        layer.declaredCRS = layer.declaredCRS ?? .rfc7946
        return [layer]
      } catch {
        guard case .malformed = error.problem, isTopology(request.path) else { throw error }
        return try layers(.topoJSON, request)
      }
    case .document: return [try DocumentFolder.layer([request.path], of: request.path)]
    case .exchangeXML: return [try ExchangeXML.layer(path: request.path, encoding: request.statedEncoding)]
    case .topoJSON:
      return try layers(of: GDALDataset(path: request.path, drivers: ["TopoJSON"]), request).map { layer in
        var layer = layer
        layer.declaredCRS = layer.declaredCRS ?? .rfc7946
        return layer
      }
    case .access:
      let path = request.path
      return try AccessOutput.watching(path) {
        try layers(of: GDALDataset(path: path, drivers: GDALDataset.accessDrivers), request)
      }.map { layer in
        var watched = layer
        watched.next = { try AccessOutput.watching(path, layer.next) }
        return watched
      }
    default:
      if FilePath(request.path).fileExtension != "gdb" { try ForeignFormat.refuse(request.path) }
      do {
        return try layers(of: GDALDataset(path: request.path), request)
      } catch let error as IntakeError {
        guard case .unknownFormat = error.problem,
          ["xls", "xlsx", "xlsm", "ods"].contains(FilePath(request.path).fileExtension)
        else { throw error }
        throw IntakeError(.brokenWorkbook, file: request.path)
      }
    }
  }

  private static func layers(of dataset: GDALDataset, _ request: InputRequest, _ texts: DBFTexts? = nil) throws
    -> [RawLayer]
  {
    try dataset.layers.compactMap { layer throws(IntakeError) in
      try GDALLayerReader.layer(layer, of: dataset, texts: texts, explicitHeaders: request.statedHeaders)
    }
  }

  private static func layers(of shapefile: ShapefileParts, _ request: InputRequest) throws -> [RawLayer] {
    let path = shapefile.path
    let isTable = FilePath(path).fileExtension != "shp"
    if !isTable, shapefile.part("shx") == nil { throw IntakeError(.missingPart("shx"), file: path) }
    if isTable, FilePath(path).fileExtension == "shx" { throw IntakeError(.missingPart("shp"), file: path) }
    let texts = try DBFTexts(shapefile: path, option: request.statedEncoding)
    let layers = try layers(of: GDALDataset(path: path, options: ["ENCODING="]), request, texts)
    if !isTable, shapefile.part("dbf") == nil {
      let remark = LocalizedText(
        zh: "缺少同名的 .dbf 文件，图形没有名称和其他属性；请索取整套文件后重新导入",
        en: "the .dbf file is missing, so the shapes have no names or other attributes; ask for the whole set")
      return layers.map { $0.remarking(ImportNote(.missingPart, source: 0, value: ".dbf"), remark) }
    }
    // A table without any field is none.
    guard layers.allSatisfy({ !$0.headers.isEmpty }) || shapefile.part("dbf") == nil else {
      throw IntakeError(.damagedTable, file: shapefile.part("dbf") ?? path)
    }
    if isTable, shapefile.part("shx") != nil || shapefile.part("prj") != nil {
      let remark = LocalizedText(
        zh: "缺少同名的 .shp 文件，只读入了属性表；请索取整套文件后重新导入",
        en: "the .shp file is missing, so only the attributes were read; ask for the whole set")
      return layers.map { $0.remarking(ImportNote(.missingPart, source: 0, value: ".shp"), remark) }
    }
    if !isTable, shapefile.part("prj") != nil {
      return layers.map { layer in
        var layer = layer
        if layer.declaredCRS == nil {
          layer.remarks.append(
            LocalizedText(
              zh: ".prj 文件无法识别，坐标系未知；请核对后用 --crs 指定",
              en: "the .prj file is not understood, so the reference system is unknown; give it with --crs"))
        }
        return layer
      }
    }
    return layers
  }

  private static func isTopology(_ path: String) -> Bool {
    guard let file = try? MappedFile(path: path) else { return false }
    return withExtendedLifetime(file) {
      String(decoding: file.bytes.prefix(4096), as: UTF8.self).contains("\"Topology\"")
    }
  }

  // MARK: Archives

  /// Opens every data file of an archive; one that cannot be read stands for the archive.
  private mutating func openArchive() throws {
    let archive = try ExtractedArchive(path: request.path)
    passedOver = archive.passedOver
    // Its folders are walked, one by one.
    let inputs = try archive.inputs { if !$0.hasSuffix("/") { passedOver.append($0) } }
    guard !inputs.isEmpty else { throw IntakeError(.noDataInArchive, file: request.path) }
    for path in inputs {
      var inner = request
      inner.path = path
      inner.member = FilePath(request.path).name + "/" + archive.member(path)
      inner.layer = nil
      do {
        let opened = try OpenedInput(inner)
        let member = ArchiveMember(name: archive.member(path), identity: try opened.identity)
        layers += opened.layers.map { $0.moved(into: member, of: archive) }
        skipped += opened.skipped.map { ($0.layer.moved(into: member, of: archive), $0.why) }
      } catch let error as IntakeError { throw archive.renamed(error) }
    }
  }

  // MARK: Choice

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

  private mutating func tellOfUnseenHiding() {
    guard let format = layers.first?.format, layers[0].member == nil, ["XLS", "ODS"].contains(format),
      layers.count + skipped.count > 1
    else { return }
    layers[0].remarks.append(
      LocalizedText(
        zh: "\(format) 文件看不出哪些工作表是隐藏的，隐藏的也读；不要的，请另存为 XLSX 再导入",
        en: "in \(format) files hidden sheets look like others and are read; to leave them out, save it as XLSX"
      ))
  }

  private mutating func choose(hidden: Set<String>) throws(IntakeError) {
    let present = layers.map(\.name)
    if let name = request.layer {
      notChosen = layers.filter { $0.name != name }
      layers.removeAll { $0.name != name }
      if layers.isEmpty { throw IntakeError(.missingLayer(present: present), file: request.path, layer: name) }
      return
    }
    let request = request
    skip(Self.leftOut) {
      request.mapping(ofLayer: $0.name)?.skip ?? false
    }
    if !skipped.isEmpty, layers.isEmpty { return }
    let isMapped: (RawLayer) -> Bool = { request.mapping(ofLayer: $0.name) != nil }
    skip(LocalizedText(zh: "隐藏的工作表", en: "hidden sheet")) { hidden.contains($0.name) && !isMapped($0) }
    if layers.contains(where: \.namesFields) {
      skip(LocalizedText(zh: "没有认识的表头", en: "no known header")) {
        $0.isSheet && !$0.namesFields && !isMapped($0) && !$0.holdsCorrections
      }
    }
    guard !layers.isEmpty else { throw IntakeError(.empty, file: request.path) }
  }

  private mutating func skip(_ why: LocalizedText, where isSkipped: (RawLayer) -> Bool) {
    skipped += layers.filter(isSkipped).map { ($0, why) }
    layers.removeAll(where: isSkipped)
  }
}

extension RawLayer {
  /// One of several tables, of which some may be no records.
  fileprivate var isSheet: Bool { ["XLSX", "XLS", "ODS", "ODBC"].contains(format) }

  /// Some header names a field of some kind.
  var namesFields: Bool {
    readings.contains(where: FieldNames.standard.names)
  }

  /// The layer with something to be told of it as a whole.
  fileprivate func remarking(_ note: ImportNote, _ remark: LocalizedText) -> RawLayer {
    var (layer, isFirst) = (self, true)
    layer.remarks.append(remark)
    layer.next = {
      var batch = try self.next()
      if isFirst { batch?.notes.append(note) }
      isFirst = false
      return batch
    }
    return layer
  }

  /// The layer of a file that was extracted from an archive, which lives as long as the layer is read.
  fileprivate func moved(into member: ArchiveMember, of archive: ExtractedArchive) -> RawLayer {
    var layer = self
    layer.member = member
    layer.next = {
      do { return try self.next() } catch let error as IntakeError { throw archive.renamed(error) }
    }
    layer.following = { try self.following()?.moved(into: member, of: archive) }
    return layer
  }
}
