internal import Analysis
internal import Geodesy
internal import Geometry
internal import Glibc
public import Registry
internal import Texts

/// Writes the folder of a line for its joint inspection (联检资料).
public struct PacketWriter {
  public struct Options: Sendable {
    public var templates: [FormTemplate.Form: FormTemplate]
    public var layout = StripMapLayout()
    /// Whether eastings begin with the number of the zone.
    public var hasZonePrefix = true
    public var language = Language.zh
    /// Replaces also what Jieming did not write.
    public var force = false
    /// How files name the program.
    public var generator: String
    public var toolVersion: String

    public init(templates: [FormTemplate.Form: FormTemplate], generator: String, toolVersion: String) {
      (self.templates, self.generator, self.toolVersion) = (templates, generator, toolVersion)
    }
  }

  /// What became of a line.
  public struct Outcome {
    /// The names of the files, in the order in which they are listed.
    public let files: [String]
    /// What could not be made, and why.
    public let notMade: [LocalizedText]
  }

  private enum File: String, CaseIterable {
    case record = "界线联检记录表.xlsx"
    case registration = "界桩登记表.xlsx"
    case markerResults = "界桩成果表.xlsx"
    case boundaryPoints = "边界点成果表.xlsx"
    case versions = "版本对比.xlsx"
    case versionsPicture = "版本对比.pdf"
    case map = "工作图.pdf"
    case waypoints = "markers.gpx"
    case markers = "markers.geojson"
    case findingsBook = "findings.xlsx"
    case findings = "findings.json"
    case checklist = "清单.md"

    var title: LocalizedText {
      switch self {
      case .record:
        LocalizedText(zh: "联检记录表，现场填写后用 jieming import 导入", en: "record sheet, to be filled in and imported")
      case .registration: LocalizedText(zh: "界桩登记表，每颗界桩一张，附位置略图", en: "registration forms with sketches")
      case .markerResults: LocalizedText(zh: "界桩成果表", en: "results of the markers")
      case .boundaryPoints: LocalizedText(zh: "边界点成果表，界线的全部转折点", en: "all turning points of the line")
      case .versions: LocalizedText(zh: "本线与另一份数据超限的各段", en: "where the line and another version are apart")
      case .versionsPicture: LocalizedText(zh: "两份数据相距的剖面图和最大处平面图", en: "how far the two are apart, and where most")
      case .map: LocalizedText(zh: "工作图", en: "strip map")
      case .waypoints: LocalizedText(zh: "手持导航仪用的界桩点位", en: "markers for handheld receivers")
      case .markers: LocalizedText(zh: "界桩数据，含全部登记内容", en: "markers with all that is recorded")
      case .findingsBook: LocalizedText(zh: "检查出的问题", en: "findings")
      case .findings: LocalizedText(zh: "检查出的问题，供程序读取", en: "findings for programs")
      case .checklist: LocalizedText(zh: "本清单", en: "this list")
      }
    }

    /// Two files are there only when the line has another version.
    func isMade(_ versions: LineVersions?) -> Bool {
      versions != nil || (self != .versions && self != .versionsPicture)
    }
  }

  let inspection: JointInspection
  let options: Options

  public init(_ inspection: JointInspection, _ options: Options) {
    (self.inspection, self.options) = (inspection, options)
  }

  /// Fails where a folder has a file of ours by name that we did not write, or that people fill in.
  public func refuseForeignFiles(in folder: String) throws {
    guard !options.force else { return }
    for file in File.allCases {
      let path = "\(folder)/\(file.rawValue)"
      do { try OutputFile.refuseForeign(path) } catch {
        throw file == .record || file == .registration ? OutputError(.mayBeFilledIn, path: path) : error
      }
    }
  }

  /// - Parameter folder: which exists.
  public func write(_ line: InspectedLine, to folder: String) throws -> Outcome {
    let result = inspection.result(of: line)
    let plane = try line.plane.map { TablePlane(plane: $0, hasZonePrefix: options.hasZonePrefix) }
    let cells = FormCells(inspection: inspection, line: line, plane: plane)
    var unmade: [(reason: LocalizedText, files: [File])] = []
    var written: [File] = []
    var notes: [LocalizedText] = []
    let versions = try LineVersions(line, of: inspection)
    for file in File.allCases where file != .checklist {
      guard file.isMade(versions) else {
        removeOwn("\(folder)/\(file.rawValue)")
        continue
      }
      if let reason = try write(file, cells, result, versions, &notes, to: "\(folder)/\(file.rawValue)") {
        if let index = unmade.firstIndex(where: { $0.reason == reason }) {
          unmade[index].files.append(file)
        } else {
          unmade.append((reason, [file]))
        }
        removeOwn("\(folder)/\(file.rawValue)")
      } else {
        written.append(file)
      }
    }
    let notMade = unmade.map { reason, files in
      LocalizedText(
        zh: "\(files.map(\.rawValue).joined(separator: "、"))未生成：\(reason.zh)",
        en: "\(files.map(\.rawValue).joined(separator: ", ")) not made: \(reason.en)")
    }
    let listed = written + [.checklist]
    let checklist = PacketChecklist(
      line: line, inspection: inspection, result: result, files: listed.map { ($0.rawValue, $0.title) },
      notMade: notMade + notes)
    try write(Array(checklist.markdown(options.language).utf8), to: "\(folder)/\(File.checklist.rawValue)")
    return Outcome(files: listed.map(\.rawValue), notMade: checklist.geometryFaults + notMade)
  }

  /// One of an earlier run would pass for this one's.
  private func removeOwn(_ path: String) {
    if OutputFile.isOwn(path) { unlink(path) }
  }

  /// - Parameter notes: takes what a file that was made lacks.
  /// - Returns: why the file cannot be made; `nil` when it was.
  private func write(
    _ file: File, _ cells: FormCells, _ result: CheckResult, _ versions: LineVersions?,
    _ notes: inout [LocalizedText], to path: String
  ) throws -> LocalizedText? {
    let line = cells.line
    switch file {
    case .record: try writeFile(path) { try writeRecord(cells, to: $0) }
    case .registration:
      guard !line.markers.isEmpty else { return LocalizedText(zh: "没有界桩", en: "no markers") }
      try writeFile(path) {
        try RegistrationWorkbook(template: template(.registration), cells: cells, asOf: inspection.asOf).write(to: $0)
      }
    case .markerResults:
      guard !line.markers.isEmpty else { return LocalizedText(zh: "没有界桩", en: "no markers") }
      try writeFile(path) { try writeMarkerResults(cells, to: $0) }
    case .boundaryPoints:
      let points = BoundaryPoint.all(of: line)
      guard !points.isEmpty else { return LocalizedText(zh: "没有界线图形", en: "the line has no geometry") }
      try writeFile(path) { try writePoints(cells, points, to: $0) }
    case .versions:
      guard let versions else { break }
      try writeFile(path) {
        try TablesWorkbook.write(
          [versions.table(cells.plane)], title: "\(line.name)版本对比", asOf: inspection.asOf, language: options.language,
          to: $0)
      }
    case .versionsPicture:
      guard let versions else { break }
      try writeFile(path) {
        try PagePrinter.writePDF(
          versions.pages(cells.plane?.plane), title: "\(line.name)版本对比", created: inspection.asOf.lastDay, to: $0)
      }
    case .map: return try writeMap(line, cells.plane?.plane, &notes, to: path)
    case .waypoints:
      let waypoints = waypoints(cells)
      guard !waypoints.isEmpty else {
        return LocalizedText(
          zh: line.markers.isEmpty ? "没有界桩" : "没有带坐标的界桩",
          en: line.markers.isEmpty ? "no markers" : "no marker has a position")
      }
      let text = GPXWriter.text(
        waypoints, name: line.name, asOf: inspection.asOf, generator: options.generator)
      try write(Array(text.utf8), to: path)
    case .markers:
      guard !line.markers.isEmpty else { return LocalizedText(zh: "没有界桩", en: "no markers") }
      let file = try OutputFile(path: path, force: options.force)
      var sink: any OutputSink = file
      try GeoJSONWriter(generator: options.generator).write(markerTable(line), of: inspection.dataset, to: &sink)
      try file.commit()
    case .findingsBook:
      try writeFile(path) { try FindingsWorkbook(result, of: line.name, language: options.language).write(to: $0) }
    case .findings:
      try write(
        FindingsJSON.render(result, toolVersion: options.toolVersion, language: options.language), to: path)
    case .checklist: break
    }
    return nil
  }

  // MARK: Forms

  private func template(_ form: FormTemplate.Form) -> FormTemplate {
    options.templates[form] ?? FormTemplate(title: "", columns: [])
  }

  private func writeRecord(_ cells: FormCells, to path: String) throws {
    let markers = cells.line.markers
    let form = FormWorkbook(
      template: template(.record), heading: RecordHeading(cells: cells).lines, asOf: inspection.asOf,
      emptyRows: markers.isEmpty ? 5 : 2)
    try form.write(
      to: path, title: "\(cells.line.name)\(form.template.title)", isToBeEdited: true, rows: markers.count
    ) { cells.cell($0, marker: markers[$1], serial: $1 + 1) }
  }

  private func writeMarkerResults(_ cells: FormCells, to path: String) throws {
    let markers = cells.line.markers
    let heading = RecordHeading(cells: cells)
    let form = FormWorkbook(
      template: template(.markerResults), heading: heading.coordinates + heading.heights, asOf: inspection.asOf)
    try form.write(
      to: path, title: "\(cells.line.name)\(form.template.title)", isToBeEdited: false, rows: markers.count
    ) { cells.cell($0, marker: markers[$1], serial: $1 + 1) }
  }

  private func writePoints(_ cells: FormCells, _ points: [BoundaryPoint], to path: String) throws {
    let form = FormWorkbook(
      template: template(.boundaryPoints), heading: RecordHeading(cells: cells).coordinates, asOf: inspection.asOf)
    try form.write(
      to: path, title: "\(cells.line.name)\(form.template.title)", isToBeEdited: false, rows: points.count
    ) { cells.cell($0, point: points[$1]) }
  }

  // MARK: Maps and points

  private func writeMap(
    _ line: InspectedLine, _ plane: MapPlane?, _ notes: inout [LocalizedText], to path: String
  ) throws -> LocalizedText? {
    guard line.marked != nil else { return LocalizedText(zh: "没有界线图形", en: "the line has no geometry") }
    guard let plane else {
      return LocalizedText(zh: "不在我国的高斯-克吕格投影带内", en: "outside the Gauss-Krüger zones of China")
    }
    let content = StripMapContent(line, of: inspection, plane: plane, layout: options.layout)
    let map = StripMap(content: content, plane: plane, layout: options.layout)
    guard let sheets = map.sheets() else {
      return line.marked?.lengthMetres ?? 0 < 1
        ? LocalizedText(zh: "界线没有长度", en: "the line has no length")
        : LocalizedText(
          zh: "按 1:\(options.layout.scale) 要超过 \(StripMap.sheetLimit) 幅，请用 --scale 指定较小的比例尺，或用 --corridor 减小两侧宽度",
          en:
            "more than \(StripMap.sheetLimit) sheets at 1:\(options.layout.scale); give a smaller --scale or --corridor"
        )
    }
    if sheets.corridorMetres < options.layout.corridorMetres {
      let shown = [sheets.corridorMetres, options.layout.corridorMetres].map {
        NumberText.decimal($0 / 1000, decimals: 2)
      }
      notes.append(
        LocalizedText(
          zh:
            "工作图按 1:\(options.layout.scale) 在 A3 纸上只能画出界线两侧各 \(shown[0]) 千米（要求 \(shown[1]) 千米）；要画够请用 --scale 指定较小的比例尺",
          en:
            "at 1:\(options.layout.scale) the map on A3 shows \(shown[0]) km on each side of the line, not \(shown[1]) km; a smaller --scale shows all of it"
        ))
    }
    try writeFile(path) {
      try PagePrinter.writePDF(map.pages(sheets), title: content.title, created: inspection.asOf.lastDay, to: $0)
    }
    return nil
  }

  private func waypoints(_ cells: FormCells) -> [GPXWriter.Waypoint] {
    let table = inspection.dataset[.boundaryMarker]
    return cells.line.markers.compactMap { marker in
      guard let position = marker.record.position, position.x.isFinite, abs(position.y) <= 90 else { return nil }
      let symbol = StripMapContent.Marker.Symbol(marker.record, type: table.text(.type, marker.record.row))
      let facts = [
        cells.line.name, symbol.title, marker.chainageMetres.map(Chainage.text),
        table.text("description", marker.record.row),
        cells.plane?.coordinates(position).map { plane in
          "X \(NumberText.decimal(plane.northing, decimals: 3, grouped: false)) "
            + "Y \(NumberText.decimal(plane.easting, decimals: 3, grouped: false))"
        },
      ]
      return GPXWriter.Waypoint(
        position: position, height: table.number("height", marker.record.row), name: marker.record.number ?? "",
        description: facts.compactMap(\.self).joined(separator: "；"), symbol: symbol)
    }
  }

  private func markerTable(_ line: InspectedLine) -> RecordTable {
    let table = inspection.dataset[.boundaryMarker]
    var selected = RecordTable(kind: .boundaryMarker, keys: table.keys)
    for marker in line.markers {
      let row = marker.record.row
      var cells: [FieldKey: String] = [:]
      for key in table.keys { cells[key] = table.text(key, row) ?? "" }
      selected.append(cells, geometry: table.geometry.single(row: row), origin: table.origins[row])
    }
    return selected
  }

  // MARK: Output

  private func write(_ bytes: [UInt8], to path: String) throws {
    let file = try OutputFile(path: path, force: options.force)
    try file.write(bytes)
    try file.commit()
  }

  private func writeFile(_ path: String, _ body: (String) throws -> Void) throws {
    let file = try OutputFile(path: path, force: options.force)
    try body(file.temporaryPath)
    try file.commit()
  }
}

extension InspectedLine {
  /// The plane of the middle of the line, else of its first marker with a position; `nil` outside the zones of China.
  var plane: MapPlane? {
    get throws {
      let middle = marked?.path.map { $0.position(atChainage: $0.lengthMetres / 2) }
      guard let place = middle ?? markers.lazy.compactMap(\.record.position).first else { return nil }
      return try MapPlane(longitude: place.x)
    }
  }
}

/// The lines between the title of a form and its headers.
///
/// No cell of them is the name of a field alone, by which readers find the headers.
struct RecordHeading {
  let cells: FormCells

  private static let gap = "　　"

  /// Of the record sheet: the line, the round, the coordinates, the signatures.
  var lines: [String] {
    let (line, inspection) = (cells.line, cells.inspection)
    let parties = line.parties(in: inspection)
    let due = inspection.due(of: line).first
    let length = [
      line.text("length_km", in: inspection).map { "登记 \($0) 千米" },
      line.marked.map { "图上 \(NumberText.decimal($0.lengthMetres / 1000, decimals: 3)) 千米" },
    ].compactMap(\.self).joined(separator: "，")
    let first = [
      "界线：\(VisibleText.of(line.name))" + (line.line.code.map { "（代码 \($0)）" } ?? ""),
      line.line.level.map { "等级：\($0.title.zh)" }, parties.isEmpty ? nil : "毗邻双方：\(parties.joined(separator: "、"))",
      length.isEmpty ? nil : "长度：\(length)", "界桩：\(line.markers.count) 颗",
    ]
    let second = [
      "本次联检：\((line.last?.round).flatMap(InspectionRound.next) ?? "第　　轮")",
      "上次联检：\(lastInspection)",
      due.map { "应于 \($0.due) 前完成" }, "检查日期：　　　　年　　月　　日", "天气：　　　　",
    ]
    let signatures = (parties.count == 2 ? parties : ["甲方", "乙方"]).map { "\($0)检查人员（签字）：　　　　　　　　　　　　" }
    return [first, second].map { $0.compactMap(\.self).joined(separator: Self.gap) } + coordinates
      + [signatures.joined(separator: Self.gap)]
  }

  private var lastInspection: String {
    guard let last = cells.line.last, let date = last.date else { return "没有记录" }
    return date.description + (last.round.map { "（\($0)）" } ?? "")
  }

  /// What the coordinates of a table are in.
  var coordinates: [String] {
    let measured = cells.line.marked == nil ? [] : ["里程自界线图形的起点起算"]
    guard let plane = cells.plane else { return measured }
    return [([plane.title, "X 指北、Y 指东，单位米"] + measured).joined(separator: "；")]
  }

  /// What the heights of the markers count from, as recorded.
  var heights: [String] {
    let table = cells.inspection.dataset[.boundaryMarker]
    var seen: Set<String> = []
    let datums = cells.line.markers.compactMap { table.text("height_datum", $0.record.row) }.map(VisibleText.of)
      .filter { seen.insert($0).inserted }
    return datums.isEmpty ? [] : ["高程基准：\(datums.joined(separator: "、"))，单位米"]
  }
}
