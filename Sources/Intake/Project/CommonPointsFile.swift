public import Geodesy
internal import Registry

/// Reads `--common-points FILE.csv` and fits parameters to the points in it.
public enum CommonPointsFile {
  /// - Parameters:
  ///   - crs: the old system where the table does not name it; see `CRS(parsing:)`.
  /// - Throws: `IntakeError` when the table lacks columns or numbers, or gives no parameters (`CommonPointError`).
  public static func read(
    _ path: String, crs: String? = nil, model: CommonPointFit.Model = .plane,
    toleranceMetres: Double = CommonPointFit.defaultToleranceMetres
  ) throws -> CommonPointFit {
    let table = try CommonPointTable(path)
    do {
      let source = try table.side(.old, system: crs)
      let target = try table.side(.new, system: nil, like: source.system)
      guard source.system.needsParameters(to: .cgcs2000), !target.system.needsParameters(to: .cgcs2000) else {
        throw table.fault(
          zh: "原坐标要在需要换算的基准上，新坐标要是 CGCS2000",
          en: "the old coordinates need a datum to be changed, the new ones CGCS2000",
          next: LocalizedText(zh: "请核对“原坐标系”“新坐标系”两列", en: "Check the columns 原坐标系 and 新坐标系"))
      }
      return try CommonPointFit(
        table.points(source, target), from: source.system.datum, model: model, toleranceMetres: toleranceMetres)
    } catch let error as CommonPointError {
      throw table.fault(zh: error.messageChinese, en: error.messageEnglish)
    }
  }
}

/// The table of points, all in memory: there are few.
private struct CommonPointTable {
  enum Age: String {
    case old = "原"
    case new = "新"
  }

  /// One of the two sets of coordinates.
  struct Side {
    let system: CRS
    let x: Int
    let y: Int
    let height: Int?
  }

  private enum Column {
    case name, use
    case crs(Age), northing(Age), easting(Age), longitude(Age), latitude(Age), height(Age)

    /// The headers by which it is known, folded.
    var names: [String] {
      switch self {
      case .name: ["点名", "点号", "名称", "name", "point"]
      case .use: ["采用", "use"]
      case .crs(let age): Self.names(age, "坐标系", "crs")
      case .northing(let age): Self.names(age, "纵坐标", "northing") + ["\(age.rawValue)x", "\(age.rawValue)x坐标"]
      case .easting(let age): Self.names(age, "横坐标", "easting") + ["\(age.rawValue)y", "\(age.rawValue)y坐标"]
      case .longitude(let age): Self.names(age, "经度", "longitude")
      case .latitude(let age): Self.names(age, "纬度", "latitude")
      case .height(let age): Self.names(age, "高程", "height") + ["\(age.rawValue)大地高"]
      }
    }

    private static func names(_ age: Age, _ zh: String, _ en: String) -> [String] {
      [age.rawValue + zh, (age == .old ? "source_" : "target_") + en]
    }
  }

  private let path: String
  private let headers: [String]
  private let folded: [String]
  private let rows: [(number: Int, cells: [String])]

  init(_ path: String) throws {
    self.path = path
    let layer = try CSVReader.layer(path: path, encoding: nil, explicitHeaders: [])
    headers = layer.headers
    folded = headers.map { header in
      // A unit behind the name: 原纵坐标（米）.
      String(FieldNames.fold(header).prefix { $0 != "(" })
    }
    var rows: [(number: Int, cells: [String])] = []
    while let batch = try layer.next() {
      try Self.refuseLostRows(batch, path)
      for row in batch.rowNumbers.indices {
        let cells = batch.columns.map { $0.trimmed(row) }
        if cells.contains(where: { !$0.isEmpty }) { rows.append((batch.rowNumbers[row], cells)) }
      }
    }
    self.rows = rows
  }

  /// No row goes without a word: a point that is missing changes the parameters.
  private static func refuseLostRows(_ batch: RawBatch, _ path: String) throws(IntakeError) {
    let next = LocalizedText(
      zh: "一行一个公共点；请改正，不是公共点的行请删去", en: "One point in each row: put it right, or delete what is no point")
    if let row = batch.rejected.first {
      throw IntakeError(.malformed(reason: row.reason, next: next), file: path, row: row.origin.row, column: row.field)
    }
    let lost: Set<ImportNote.Code> = [.furtherTable, .totalRowSkipped, .footerRowSkipped, .repeatedHeaderSkipped]
    guard let note = batch.notes.first(where: { lost.contains($0.code) }) else { return }
    throw IntakeError(
      .malformed(reason: LocalizedText(zh: "这一行不像公共点", en: "the row does not look like a point"), next: next),
      file: path, row: note.row)
  }

  private func column(_ column: Column) -> Int? { folded.firstIndex { column.names.contains($0) } }

  func fault(
    zh: String, en: String, next: LocalizedText = LocalizedText(zh: "", en: ""), row: Int? = nil, column: Int? = nil
  ) -> IntakeError {
    IntakeError(
      .malformed(reason: LocalizedText(zh: zh, en: en), next: next), file: path, row: row,
      column: column.map { headers[$0] })
  }

  /// The columns of one set of coordinates and the system that they are in.
  ///
  /// - Parameter like: the other system, whose zone serves new coordinates that name none.
  func side(_ age: Age, system option: String?, like other: CRS? = nil) throws -> Side {
    let plane = (x: column(.easting(age)), y: column(.northing(age)))
    let degrees = (x: column(.longitude(age)), y: column(.latitude(age)))
    let height = column(.height(age))
    if let x = plane.x, let y = plane.y {
      let named = try namedSystem(age, option)
      let zone = ReferenceSystems.usualZone(rows.compactMap { readCoordinate($0.cells[x]) })
      return Side(system: try planeSystem(age, named, zone, like: other), x: x, y: y, height: height)
    }
    guard let x = degrees.x, let y = degrees.y else {
      throw fault(
        zh: "没有\(age == .old ? "原" : "新")坐标的列，现有：\(headers.joined(separator: "、"))",
        en: "the columns of the \(age == .old ? "old" : "new") coordinates are missing; present: "
          + headers.joined(separator: ", "),
        next: LocalizedText(
          zh: "表头应为：点名、原坐标系、原纵坐标、原横坐标、新坐标系、新纵坐标、新横坐标（或原经度、原纬度、新经度、新纬度）",
          en:
            "Headers: name, source_crs, source_northing, source_easting, target_crs, target_northing, target_easting (or "
            + "…_longitude, …_latitude)"))
    }
    return Side(system: .geographic(on: try namedSystem(age, option).datum), x: x, y: y, height: height)
  }

  /// The system that the table names; the old one else as the user says, the new one else CGCS2000.
  private func namedSystem(_ age: Age, _ option: String?) throws -> CRS {
    var label = option
    if let column = column(.crs(age)) {
      let labels = Set(rows.map { $0.cells[column] }.filter { !$0.isEmpty })
      guard labels.count < 2 else {
        throw fault(
          zh: "各行的坐标系不同：\(labels.sorted().joined(separator: "、"))",
          en: "the rows name different systems: \(labels.sorted().joined(separator: ", "))", column: column)
      }
      label = labels.first ?? label
    }
    guard let label else {
      guard age == .old else { return .cgcs2000 }
      throw fault(
        zh: "没有写明原坐标的坐标系", en: "nothing names the system of the old coordinates",
        next: LocalizedText(
          zh: "请加一列“原坐标系”（如 1980西安坐标系），或用 --crs 写明", en: "Add a column source_crs (原坐标系), or give --crs"))
    }
    do { return try CRS(parsing: label) } catch {
      throw IntakeError(
        .refusedCRS(reason: LocalizedText(zh: error.messageChinese, en: error.messageEnglish)), file: path)
    }
  }

  private func planeSystem(_ age: Age, _ named: CRS, _ zone: ZonePrefix?, like other: CRS?) throws -> CRS {
    if !named.isGeographic { return named }
    if let system = zone?.system(on: named.datum) { return system }
    // New coordinates of the same zone, without its number.
    if let other, let meridian = other.centralMeridian,
      let system = CRS.allGaussKruger.first(where: {
        $0.datum == .cgcs2000 && $0.zonePrefix == nil && $0.centralMeridian == meridian
          && $0.zoneWidth == other.zoneWidth ?? 3
      })
    {
      return system
    }
    throw fault(
      zh: "\(age.rawValue)坐标是平面坐标，没有写明投影带，横坐标也没有带号", en: "nothing says the zone of the plane coordinates",
      next: LocalizedText(
        zh: "请在“\(age.rawValue)坐标系”列写明，如“1980西安坐标系 3度带 中央经线105”",
        en: "Name it in the column of the system, such as “Xian 1980 3度带 中央经线105”"))
  }

  func points(_ source: Side, _ target: Side) throws -> [CommonPoint] {
    let (name, use) = (column(.name), column(.use))
    let toSource = try CoordinateTransformation(from: source.system, to: .geographic(on: source.system.datum))
    let toTarget = try CoordinateTransformation(from: target.system, to: .cgcs2000)
    return try rows.compactMap { row in
      let isUsed = use.map { !["否", "不采用", "no", "false", "0"].contains(row.cells[$0].lowercased()) } ?? true
      do {
        return CommonPoint(
          name: name.map { row.cells[$0] }.flatMap { $0.isEmpty ? nil : $0 } ?? "第\(row.number)行", isUsed: isUsed,
          source: try place(row, source, toSource), target: try place(row, target, toTarget))
      } catch  where !isUsed {
        // Taken out perhaps because of this.
        return nil
      }
    }
  }

  private func place(
    _ row: (number: Int, cells: [String]), _ side: Side, _ way: CoordinateTransformation
  ) throws -> CommonPoint.Place {
    var numbers: [Double] = []
    for column in [side.x, side.y] {
      guard let number = readCoordinate(row.cells[column]) else {
        throw fault(zh: "不是坐标", en: "is no coordinate", row: row.number, column: column)
      }
      numbers.append(number)
    }
    guard let place = way.transform(x: numbers[0], y: numbers[1]) else {
      throw fault(
        zh: "在“\(side.system.chineseName)”中不是地球上的位置", en: "is no place on Earth in \(side.system.label)",
        next: LocalizedText(zh: "请核对带号和坐标系", en: "Check zone number and system"), row: row.number, column: side.x)
    }
    let height = side.height.flatMap { parseDecimal(row.cells[$0]) } ?? 0
    return CommonPoint.Place(longitude: place.x, latitude: place.y, heightMetres: height)
  }
}
