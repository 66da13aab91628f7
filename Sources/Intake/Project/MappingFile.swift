public import Registry

/// A mapping file: how the layers of some files are to be read, as written by a dry run and corrected by hand.
public struct MappingFile: Sendable, Equatable {
  /// The file's name without its folder.
  public var name: String
  public var layers: [LayerMapping]

  /// - Throws: `ProjectFileError` for an unknown key, kind or field, naming the nearest.
  public static func read(_ path: String) throws(ProjectFileError) -> MappingFile {
    let root = try YAMLDocument(path: path).root
    try root.allowOnly(["layers"])
    var layers: [LayerMapping] = []
    for entry in try root.mappings("layers") { layers.append(try layer(entry)) }
    guard !layers.isEmpty else {
      throw root.error(at: nil, zh: "没有列出图层（layers）", en: "no layers are listed (layers)")
    }
    return MappingFile(name: root.file, layers: layers)
  }

  private static func layer(_ entry: YAMLMapping) throws(ProjectFileError) -> LayerMapping {
    try entry.allowOnly([
      "file", "layer", "skip", "kind", "crs", "swapAxes", "packedDegrees", "encoding", "fields", "attributes",
    ])
    let kind = try entry.choice("kind", RecordKind.self)
    var fields: [FieldKey: [String]] = [:]
    if let mapping = try entry.mapping("fields") {
      for name in mapping.keys {
        guard let key = Intake.fieldKey(name, of: kind) else { throw unknownField(name, kind, mapping) }
        fields[key] = try mapping.texts(name)
      }
    }
    var layer = LayerMapping(
      mappingFile: entry.file, line: entry.line, file: try entry.required("file"), layer: try entry.text("layer"),
      skip: try entry.flag("skip") ?? false, kind: kind, crs: try entry.text("crs"),
      encoding: try entry.text("encoding"), fields: fields, attributes: try entry.texts("attributes"))
    layer.swapsAxes = try entry.flag("swapAxes") ?? false
    layer.unpacksDegrees = try entry.flag("packedDegrees") ?? false
    return layer
  }

  private static func unknownField(_ name: String, _ kind: RecordKind?, _ mapping: YAMLMapping) -> ProjectFileError {
    let fields = (kind.map { [$0] } ?? RecordKind.allCases).flatMap { FieldCatalogue.standard[$0] }
    let nearest = NearestName.of(name, among: fields.flatMap { [$0.key.rawValue, $0.title] })
    let place = mapping.line(of: name)
    return mapping.error(
      at: place, zh: "没有名为“\(name)”的字段" + (nearest.map { "，是否为“\($0)”？" } ?? ""),
      en: "there is no field “\(name)”" + (nearest.map { ", did you mean “\($0)”?" } ?? ""))
  }

  /// Those that concern a file.
  func layers(of request: InputRequest) -> [LayerMapping] { layers.filter { $0.concerns(request) } }

  /// Whether something is said of a file, or of one in it if it is an archive.
  public func concerns(_ request: InputRequest) -> Bool {
    let start = FilePath(request.path).name + "/"
    return layers.contains { $0.concerns(request) || $0.file.hasPrefix(start) }
  }

  /// Holds the names in it against what a file turned out to have.
  ///
  /// - Parameter met: the layers, each with the request for its file; further tables of one that was not read are not
  ///   known.
  /// - Throws: `ProjectFileError` for a layer, or a file in an archive, that is not there.
  func check(
    _ request: InputRequest, met: [(request: InputRequest, layer: String, isRead: Bool)]
  ) throws(ProjectFileError) {
    let archive = FilePath(request.path).name
    for mapping in layers {
      let own = met.filter { mapping.concerns($0.request) }
      if own.isEmpty, mapping.file.hasPrefix(archive + "/"), !mapping.concerns(request) {
        let files = Set(met.compactMap(\.request.member)).sorted()
        throw mapping.missing(mapping.file, in: archive, among: files, LocalizedText(zh: "文件", en: "file"))
      }
      guard let name = mapping.layer, !own.isEmpty else { continue }
      let isThere = own.contains { $0.layer == name || !$0.isRead && RawLayer.isTable(name, of: $0.layer) }
      if !isThere { throw mapping.missing(name, among: own.map(\.layer), LocalizedText(zh: "工作表或图层", en: "layer")) }
    }
  }
}

/// How one layer, or every layer of a file, is to be read.
public struct LayerMapping: Sendable, Equatable {
  /// The mapping file and the line in it.
  let mappingFile: String
  let line: Int
  public var file: String
  /// `nil` for all layers that are not named themselves.
  public var layer: String?
  public var skip: Bool
  public var kind: RecordKind?
  public var crs: String?
  /// See `InputRequest`.
  public var swapsAxes = false
  public var unpacksDegrees = false
  public var encoding: String?
  /// Headers by field; several where a form spreads one field over columns.
  public var fields: [FieldKey: [String]]
  /// Headers that no field reads.
  public var attributes: [String]

  /// Whether the file is meant: by its path as given or by its name alone, in an archive also behind the name of that or
  /// with all others in it.
  func concerns(_ request: InputRequest) -> Bool {
    let archive = request.member.map { String($0.prefix { $0 != "/" }) }
    return [request.givenPath, FilePath(request.path).name, request.member, archive].contains(file)
  }

  /// The columns that are assigned to a field, or to none.
  ///
  /// - Throws: `ProjectFileError` for a header that the layer does not have, naming the nearest.
  func columns(_ headers: [String]) throws(ProjectFileError) -> [Int: FieldKey?] {
    var columns: [Int: FieldKey?] = [:]
    for (key, names) in fields.sorted(by: { $0.key < $1.key }) {
      for name in names { columns[try column(name, headers)] = .some(key) }
    }
    for name in attributes { columns[try column(name, headers)] = .some(nil) }
    return columns
  }

  private func column(_ name: String, _ headers: [String]) throws(ProjectFileError) -> Int {
    let folded = FieldNames.fold(name)
    if let column = headers.firstIndex(of: name) ?? headers.firstIndex(where: { FieldNames.fold($0) == folded }) {
      return column
    }
    throw missing(name, among: headers, LocalizedText(zh: "列", en: "column"))
  }

  /// - Parameter owner: what does not have it; `nil` for the file.
  func missing(
    _ name: String, in owner: String? = nil, among present: [String], _ what: LocalizedText
  ) -> ProjectFileError {
    let owner = owner ?? file
    let nearest = NearestName.of(name, among: present)
    return ProjectFileError(
      file: mappingFile, line: line,
      problem: LocalizedText(
        zh: "“\(owner)”没有\(what.zh)“\(name)”"
          + (nearest.map { "，是否为“\($0)”？" } ?? "，现有：\(present.joined(separator: "、"))"),
        en: "“\(owner)” has no \(what.en) “\(name)”"
          + (nearest.map { ", did you mean “\($0)”?" } ?? "; present: \(present.joined(separator: ", "))")))
  }
}

extension InputRequest {
  /// What the mapping file says of a layer; an entry that names it stands above one for the whole file.
  func mapping(ofLayer name: String) -> LayerMapping? {
    let entries = mapping?.layers(of: self) ?? []
    return entries.first { $0.layer == name } ?? entries.first { $0.layer == nil }
  }

  /// The request for one layer: options stand above the mapping.
  func applied(to mapping: LayerMapping?) -> InputRequest {
    guard let mapping else { return self }
    var request = self
    request.kind = kind ?? mapping.kind
    request.crs = crs ?? mapping.crs
    request.swapsAxes = swapsAxes || mapping.swapsAxes
    request.unpacksDegrees = unpacksDegrees || mapping.unpacksDegrees
    return request
  }

  /// The encoding that the user named, for the whole file.
  var statedEncoding: String? { encoding ?? mapping?.layers(of: self).lazy.compactMap(\.encoding).first }

  /// The headers that the user named, by which the row of headers is known.
  var statedHeaders: [String] {
    fields.values + (mapping?.layers(of: self) ?? []).flatMap { $0.fields.values.joined() }
  }
}
