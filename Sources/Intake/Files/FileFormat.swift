/// Which reader takes a file, by its extension.
enum FileFormat {
  case text, geoJSON, topoJSON, shapefile, document, exchangeXML, archive, access, other

  /// The extensions of data files, without their sidecars; those of a folder are taken by the same list.
  private static let byExtension: [String: FileFormat] = {
    let extensions: [(FileFormat, [String])] = [
      (.text, ["csv", "tsv", "txt"]), (.geoJSON, ["geojson", "json", "geojsonl", "geojsons", "ndjson"]),
      (.topoJSON, ["topojson"]), (.document, ["docx"]), (.exchangeXML, ["xml"]), (.shapefile, ["shp", "dbf"]),
      (.archive, ["zip", "kmz"]), (.access, ["mdb", "accdb"]),
      (
        .other,
        ["xlsx", "xlsm", "xls", "ods", "gpkg", "kml", "gml", "tab", "mif", "gdb", "fgb", "gpx", "dxf", "sqlite"]
      ),
    ]
    return Dictionary(uniqueKeysWithValues: extensions.flatMap { format, names in names.map { ($0, format) } })
  }()

  init(_ path: FilePath) {
    // The index of a Shapefile stands for the whole.
    self = path.fileExtension == "shx" ? .shapefile : Self.byExtension[path.fileExtension] ?? .other
  }

  /// Whether a file of that name holds data at first sight.
  static func isKnown(_ path: FilePath) -> Bool { byExtension[path.fileExtension] != nil }
}
