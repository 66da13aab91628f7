internal import CGDAL
internal import Registry
internal import Texts

/// A file opened by GDAL for reading. One instance belongs to one thread.
final class GDALDataset {
  let handle: GDALDatasetH
  let path: String

  /// What a bureau hands in. Drivers that open the network, a database server or text that our own readers take are
  /// not on the list, nor is LIBKML, which crashes on damaged files.
  static let fileDrivers = [
    "GPKG", "ESRI Shapefile", "XLSX", "XLS", "ODS", "KML", "GML", "MapInfo File", "OpenFileGDB", "FlatGeobuf",
    "SQLite", "GPX", "DXF",
  ]
  /// Personal geodatabases and other Access databases, through unixODBC and `odbc-mdbtools`.
  static let accessDrivers = ["PGeo", "ODBC"]
  private static let register: Void = GDALAllRegister()

  /// - Throws: `IntakeError` (`unreadable`, `unknownFormat`).
  init(
    path: String, drivers: [String] = GDALDataset.fileDrivers, options: [String] = []
  ) throws(IntakeError) {
    _ = Self.register
    self.path = path
    // Every cell as the text that stands there, and no driver's idea of where the headers are: see `HeaderRow`.
    for driver in ["XLSX", "XLS", "ODS"] {
      CPLSetThreadLocalConfigOption("OGR_\(driver)_FIELD_TYPES", "STRING")
      CPLSetThreadLocalConfigOption("OGR_\(driver)_HEADERS", "DISABLE")
    }
    handle = try GDALMessages.collecting { messages throws(IntakeError) in
      let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR)
      let handle = CStringList(drivers).withPointer { drivers in
        CStringList(options).withPointer { GDALOpenEx(path, flags, drivers, $0, nil) }
      }
      if let handle {
        guard Self.isWorkbook(handle), let damage = messages.damage else { return handle }
        GDALClose(handle)
        throw IntakeError(.unreadable(reason: damage), file: path)
      }
      if drivers == Self.accessDrivers, messages.text.contains("ODBC connection") {
        throw IntakeError(.missingDriver, file: path)
      }
      let isUnknown = messages.errors.allSatisfy { $0.contains("not recognized as a supported") }
      throw IntakeError(
        isUnknown ? .unknownFormat(found: firstBytes(of: path)) : .unreadable(reason: messages.text), file: path)
    }
  }

  deinit { GDALMessages.collecting { _ in GDALClose(handle) } }

  var driver: String { Self.driver(of: handle) }
  /// Read by `SheetReader`.
  var isWorkbook: Bool { Self.isWorkbook(handle) }

  private static func isWorkbook(_ handle: GDALDatasetH) -> Bool {
    ["XLSX", "XLS", "ODS"].contains(driver(of: handle))
  }

  private static func driver(of handle: GDALDatasetH) -> String {
    guard let driver = GDALGetDatasetDriver(handle), let name = GDALGetDriverShortName(driver) else { return "" }
    return String(cString: name)
  }

  /// - Throws: `IntakeError` (`unreadable`): an ODS file is read as a whole here.
  var layers: [OGRLayerH] {
    get throws(IntakeError) {
      try GDALMessages.collecting { messages throws(IntakeError) in
        let layers = (0..<GDALDatasetGetLayerCount(handle)).compactMap { GDALDatasetGetLayer(handle, $0) }
        if isWorkbook, let damage = messages.damage { throw IntakeError(.unreadable(reason: damage), file: path) }
        return layers
      }
    }
  }
}

extension GDALDataset {
  /// Runs `body`, which reads a sheet.
  ///
  /// - Throws: `IntakeError` (`unreadable`): GDAL ends a damaged sheet like a whole one, but says so.
  func reading<Result>(
    _ sheet: String, _ body: () throws(IntakeError) -> Result
  ) throws(IntakeError) -> Result {
    try GDALMessages.collecting { messages throws(IntakeError) in
      let result = try body()
      if messages.tellOfTooManyColumns { throw Self.tooWide(path, sheet) }
      if let error = messages.errors.first {
        throw IntakeError(.unreadable(reason: error), file: path, layer: sheet)
      }
      return result
    }
  }
}

extension GDALDataset {
  fileprivate static func tooWide(_ path: String, _ sheet: String) -> IntakeError {
    IntakeError(
      .malformed(
        reason: LocalizedText(
          zh: "工作表超过 2000 列，读取程序（GDAL）最多读 2000 列",
          en: "has a sheet of more than 2000 columns, and its reader (GDAL) takes 2000 at most"),
        next: LocalizedText(
          zh: "请删去多余的列，或把这张工作表另存为 CSV 后导入",
          en: "Delete the columns that are not needed, or save the sheet as CSV")),
      file: path, layer: sheet)
  }
}

/// The first bytes as text where they are text, else in hexadecimal.
private func firstBytes(of path: String) -> String {
  guard let file = try? MappedFile(path: path) else { return "?" }
  let bytes = file.bytes.prefix(16)
  if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) { return String(decoding: bytes, as: UTF8.self) }
  return bytes.hexadecimal(separator: " ")
}

/// A `NULL`-terminated list of C strings.
struct CStringList: ~Copyable {
  private let strings: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?

  init(_ texts: [String]) {
    var list: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    for text in texts { list = CSLAddString(list, text) }
    strings = list
  }

  deinit { CSLDestroy(strings) }

  func withPointer<Result>(_ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Result) -> Result {
    guard let strings else { return body(nil) }
    return strings.withMemoryRebound(to: UnsafePointer<CChar>?.self, capacity: 1) { body(UnsafePointer($0)) }
  }
}
