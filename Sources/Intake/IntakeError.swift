public import Registry
internal import Texts

/// Why a file, or a layer of it, was refused. What the sink has got of it by then is to be thrown away.
public struct IntakeError: Error, Sendable, Equatable {
  public var problem: Problem
  public var file: String
  public var layer: String?
  /// As the clerk counts: see `Origin.row`.
  public var row: Int?
  public var column: String?
  public var value: String?

  public enum Problem: Sendable, Equatable {
    /// The system or a library could not read it; `reason` is its own text.
    case unreadable(reason: String)
    case notAFile
    case empty
    /// No reader knows the format; `found` describes the first bytes.
    case unknownFormat(found: String)
    /// The encoding of the texts is declared nowhere and could not be found out.
    case unknownEncoding(found: String)
    /// `--encoding` names an encoding that does not exist.
    case unsupportedEncoding
    /// A text table that holds NUL bytes.
    case notText
    /// An archive that breaks off or whose parts do not add up.
    case damagedArchive
    /// A workbook by its name and first bytes that its reader does not know.
    case brokenWorkbook
    /// An archive with an entry that leads out of its folder.
    case unsafeEntry
    /// An archive or workbook that opens with a password only.
    case passwordProtected
    /// An archive beyond the limits of `ZipLimits`.
    case zipBomb(megabytes: Int, compressedMegabytes: Int, entries: Int)
    /// A part of a Shapefile without which the rest cannot be read, by its extension.
    case missingPart(String)
    /// A `.dbf` that declares no field.
    case damagedTable
    case noDataInArchive
    /// A `.txt` of which no header is the name of a field, so that it is no table at first sight.
    case noKnownHeader(headers: [String])
    /// The driver that opens the format is not installed.
    case missingDriver
    /// A row of a text table that does not end.
    case recordTooLong(bytes: Int)
    case missingLayer(present: [String])
    case missingColumn(present: [String], nearest: String?)
    case unknownField(kind: RecordKind, nearest: String?)
    /// Several headers are read as one field.
    case duplicateMapping(key: FieldKey, headers: [String])
    /// The values do not tell whether X or Y is the northing, or which is the longitude.
    case ambiguousAxes(x: String, y: String)
    /// The column of northings holds eastings with the number of their zone, and that of eastings the northings.
    case exchangedAxes(northing: String, easting: String)
    /// The columns of northings and eastings hold degrees, by header.
    case degreesInPlaneColumns(longitude: String, latitude: String)
    /// Plane coordinates of which nothing says the zone.
    case missingCRS
    /// A reference system that is not known, or a change of datum that the policy refuses.
    case refusedCRS(reason: LocalizedText)
    /// A table of corrected rows, which belong to a source in a workspace: see `Intake.readCorrections`.
    case correctedRows
    /// A format's own reason, with what to do next.
    case malformed(reason: LocalizedText, next: LocalizedText)
  }

  public init(
    _ problem: Problem, file: String, layer: String? = nil, row: Int? = nil, column: String? = nil,
    value: String? = nil
  ) {
    self.problem = problem
    self.file = file
    self.layer = layer
    self.row = row
    self.column = column
    self.value = value
  }
}

extension IntakeError: CustomStringConvertible {
  /// Where, what was found, and what to do next.
  public var message: LocalizedText {
    let (what, next) = (whatHappened, nextStep)
    return LocalizedText(
      zh: VisibleText.of("\(placeInChinese)：" + Self.sentences([what.zh, next.zh], mark: "。")),
      en: VisibleText.of("\(placeInEnglish): " + Self.sentences([what.en, next.en], mark: ". ")))
  }

  public var description: String { message.en }

  /// Joins texts that may or may not bring their own full stop.
  private static func sentences(_ texts: [String], mark: String) -> String {
    let stops: Set<Character> = ["。", "."]
    let plain = texts.map { stops.contains($0.last ?? " ") ? String($0.dropLast()) : $0 }
    let joined = plain.filter { !$0.isEmpty }.joined(separator: mark) + mark
    return joined.last == " " ? String(joined.dropLast()) : joined
  }

  private var placeInChinese: String {
    var text = "文件“\(file)”"
    if let layer { text += "，工作表或图层“\(layer)”" }
    if let row { text += "，第 \(row) 行" }
    if let column { text += "，列“\(column)”" }
    if let value { text += "，内容“\(value)”" }
    return text
  }

  private var placeInEnglish: String {
    var text = file
    if let layer { text += ", layer '\(layer)'" }
    if let row { text += ", row \(row)" }
    if let column { text += ", column '\(column)'" }
    if let value { text += ", value '\(value)'" }
    return text
  }

  /// What was found, without the place.
  public var whatHappened: LocalizedText {
    switch problem {
    case .unreadable(let reason):
      LocalizedText(zh: "无法读取（\(Self.chinese[reason] ?? reason)）", en: "cannot be read (\(reason))")
    case .notAFile: LocalizedText(zh: "不是文件", en: "is not a file")
    case .empty: LocalizedText(zh: "没有内容", en: "is empty")
    case .unknownFormat(let found):
      LocalizedText(zh: "无法识别文件格式（\(found)）", en: "the format is not known (\(found))")
    case .unknownEncoding(let found):
      LocalizedText(zh: "无法确定文字编码（\(found)）", en: "the encoding of the texts could not be found out (\(found))")
    case .unsupportedEncoding: LocalizedText(zh: "没有这种文字编码", en: "there is no such encoding")
    case .notText: LocalizedText(zh: "含有空字符（NUL），不是文本表格", en: "holds NUL bytes and is no text table")
    case .damagedArchive: LocalizedText(zh: "压缩包或工作簿已损坏或不完整", en: "the archive or workbook is damaged or incomplete")
    case .brokenWorkbook:
      LocalizedText(zh: "读不出这个工作簿：格式特殊、已损坏或有密码", en: "the workbook cannot be read: unusual, damaged or with a password")
    case .unsafeEntry:
      LocalizedText(zh: "压缩包里有指向包外的路径，可能有害", en: "the archive has a path that leads out of it, which may be harmful")
    case .passwordProtected: LocalizedText(zh: "有密码保护", en: "is protected by a password")
    case .zipBomb(let megabytes, let compressed, let entries):
      LocalizedText(
        zh: "压缩包解开后过大：\(entries) 个文件，\(compressed) MB 解为 \(megabytes) MB",
        en: "the archive unpacks to too much: \(entries) entries, \(compressed) MB to \(megabytes) MB")
    case .missingPart(let part):
      LocalizedText(zh: "缺少同名的 .\(part) 文件", en: "the .\(part) file of the same name is missing")
    case .damagedTable: LocalizedText(zh: "属性表已损坏，读不出任何字段", en: "the table of attributes is damaged: it has no field")
    case .noDataInArchive: LocalizedText(zh: "压缩包里没有可以读取的数据文件", en: "there is no data file in the archive")
    case .noKnownHeader(let headers):
      LocalizedText(
        zh: "没有认识的表头（第一行：\(headers.prefix(5).joined(separator: "、"))）",
        en: "no header is known (first row: \(headers.prefix(5).joined(separator: ", ")))")
    case .missingDriver:
      LocalizedText(
        zh: "打不开 Access 数据库，多半是没有安装驱动", en: "the Access database cannot be opened, most likely for want of a driver")
    case .recordTooLong(let bytes):
      LocalizedText(
        zh: "这一行超过 \(bytes >> 20) MB，不是表格的一行", en: "the row has more than \(bytes >> 20) MB and is no row of a table")
    case .missingLayer(let present):
      LocalizedText(
        zh: "没有这个工作表或图层，现有：\(present.joined(separator: "、"))",
        en: "there is no such layer; present: \(present.joined(separator: ", "))")
    case .missingColumn(let present, _):
      LocalizedText(
        zh: "没有这一列，现有：\(present.joined(separator: "、"))",
        en: "there is no such column; present: \(present.joined(separator: ", "))")
    case .unknownField(let kind, _):
      LocalizedText(zh: "“\(kind.title.zh)”没有这个字段", en: "records of \(kind.title.en) have no such field")
    case .duplicateMapping(let key, let headers):
      LocalizedText(
        zh: "几列对应同一个字段 \(key.rawValue)：\(headers.joined(separator: "、"))",
        en: "several columns would be read as \(key.rawValue): \(headers.joined(separator: ", "))")
    case .ambiguousAxes(let x, let y):
      LocalizedText(
        zh: "从数值看不出“\(x)”和“\(y)”哪一列是纵坐标（北）、哪一列是横坐标（东）",
        en: "the values do not tell which of '\(x)' and '\(y)' is the northing and which the easting")
    case .exchangedAxes(let northing, let easting):
      LocalizedText(
        zh: "纵坐标和横坐标填反了：“\(northing)”列是带带号的横坐标（东），“\(easting)”列是纵坐标（北）",
        en: "northing and easting are exchanged: '\(northing)' holds eastings with zone number, '\(easting)' northings")
    case .degreesInPlaneColumns(let longitude, let latitude):
      LocalizedText(
        zh: "“\(longitude)”和“\(latitude)”两列是经纬度（度），不是平面坐标（米）",
        en: "'\(longitude)' and '\(latitude)' hold degrees, not metres")
    case .missingCRS:
      LocalizedText(zh: "平面坐标没有写明坐标系，横坐标也没有带号", en: "nothing says the zone of the plane coordinates")
    case .refusedCRS(let reason): reason
    case .correctedRows:
      LocalizedText(zh: "是导出更正的“未导入的行”", en: "is a table of rejected rows, exported to be corrected")
    case .malformed(let reason, _): reason
    }
  }

  /// What the user can do.
  public var nextStep: LocalizedText {
    switch problem {
    case .unreadable, .notAFile:
      LocalizedText(zh: "请检查路径、权限，以及文件是否完整", en: "Check the path, its permissions and that the file is whole")
    case .empty:
      LocalizedText(
        zh: "请检查文件是否完整；用原软件打开能看到内容的，请另存一次再导入",
        en: "Check that the file is whole; if its own program shows content, save it once more there")
    case .unknownFormat:
      LocalizedText(
        zh: "请另存为 XLSX、CSV、Shapefile、GeoPackage 或 GeoJSON 后再导入",
        en: "Save it as XLSX, CSV, Shapefile, GeoPackage or GeoJSON")
    case .unknownEncoding, .unsupportedEncoding:
      LocalizedText(
        zh: "请用 --encoding 写明编码，例如 --encoding GB18030 或 --encoding UTF-8",
        en: "Name the encoding, for example --encoding GB18030 or --encoding UTF-8")
    case .notText:
      LocalizedText(
        zh: "请用表格软件打开后另存为“CSV UTF-8”或 XLSX", en: "Open it in a spreadsheet and save it as CSV UTF-8 or XLSX")
    case .damagedArchive:
      LocalizedText(zh: "请重新复制或下载；能用原软件打开的，另存一次", en: "Copy it again; if its own program opens it, save it once more")
    case .brokenWorkbook:
      LocalizedText(zh: "请用 Excel 或 WPS 打开，另存为 XLSX 再导入", en: "Open it in Excel or WPS and save it as XLSX")
    case .unsafeEntry:
      LocalizedText(zh: "请向提供方核实，解压后导入其中的文件", en: "Ask who made it, and import the files after unpacking it by hand")
    case .passwordProtected:
      LocalizedText(zh: "请输入密码打开，另存为不带密码的文件", en: "Open it with the password and save it without one")
    case .zipBomb:
      LocalizedText(
        zh: "限制为 1 万个文件、4 GB，超过 256 MB 的不得超过压缩后的 200 倍；确有需要的，请解压后导入",
        en: "The limits are 10,000 entries, 4 GB, and beyond 256 MB 200 times the compressed size; unpack it by hand")
    case .missingPart(let part):
      LocalizedText(
        zh: "请向提供方索取整套文件（.shp、.shx、.dbf、.prj 同名放在一起），尤其是 .\(part)",
        en: "Ask for the whole set (.shp, .shx, .dbf, .prj under one name), above all the .\(part)")
    case .damagedTable: LocalizedText(zh: "请向提供方重新索取整套文件", en: "Ask for the whole set of files once more")
    case .noDataInArchive:
      LocalizedText(
        zh: "请解压后检查；压缩包里的压缩包要先解开", en: "Unpack it and look; an archive within the archive must be unpacked first")
    case .noKnownHeader:
      LocalizedText(
        zh: "如果它是数据表，请用 --kind 写明数据类型，或用 --field 写明列", en: "If it is a table of records, say so with --kind or --field")
    case .missingDriver:
      LocalizedText(
        zh: "请安装：sudo apt install odbc-mdbtools unixodbc；或在 Access 中把表导出为 XLSX",
        en: "Install it: sudo apt install odbc-mdbtools unixodbc; or export the tables as XLSX from Access")
    case .recordTooLong:
      LocalizedText(zh: "请检查这一行的换行和引号，或从原软件重新导出", en: "Check its line end and quotes, or export the table anew")
    case .missingLayer: LocalizedText(zh: "请用 --layer 写明其中一个", en: "Name one of them with --layer")
    case .missingColumn(_, let nearest), .unknownField(_, let nearest): Self.nearestStep(nearest)
    case .duplicateMapping(let key, let headers):
      LocalizedText(
        zh: "请用 --field 写明用哪一列，例如 --field \(key.rawValue)=\(headers.first ?? "")",
        en: "Choose one, for example --field \(key.rawValue)=\(headers.first ?? "")")
    case .ambiguousAxes(let x, let y):
      LocalizedText(
        zh: "请写明：--field northing=\(x) --field easting=\(y)，或 --field northing=\(y) --field easting=\(x)",
        en: "Give either --field northing=\(x) --field easting=\(y) or --field northing=\(y) --field easting=\(x)")
    case .exchangedAxes(let northing, let easting):
      LocalizedText(
        zh: "请在表中更正，或用 --field northing=\(easting) --field easting=\(northing) 读取",
        en: "Put the table right, or read it with --field northing=\(easting) --field easting=\(northing)")
    case .degreesInPlaneColumns(let longitude, let latitude):
      LocalizedText(
        zh: "请用 --field longitude=\(longitude) --field latitude=\(latitude) 读取",
        en: "Read them with --field longitude=\(longitude) --field latitude=\(latitude)")
    case .missingCRS:
      LocalizedText(
        zh: "请用 --crs 写明，例如 --crs EPSG:4544（CGCS2000 3度带 中央经线105°）",
        en: "Give --crs, for example --crs EPSG:4544 (CGCS2000 3-degree zone, central meridian 105)")
    // Geodesy's texts say themselves what can be done.
    case .refusedCRS: LocalizedText(zh: "", en: "")
    case .correctedRows:
      LocalizedText(zh: "请用 jieming import 导入原来的工作库", en: "Import it into the workspace that it came from")
    case .malformed(_, let next): next
    }
  }

  /// The commonest reasons of the system.
  private static let chinese = ["No such file or directory": "没有这个文件", "Permission denied": "没有读取权限"]

  private static func nearestStep(_ nearest: String?) -> LocalizedText {
    guard let nearest else { return LocalizedText(zh: "请检查 --field 的写法", en: "Check what --field says") }
    return LocalizedText(zh: "是不是“\(nearest)”", en: "Did you mean '\(nearest)'")
  }
}
