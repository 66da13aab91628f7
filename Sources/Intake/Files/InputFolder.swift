internal import Glibc

extension Intake {
  /// The data files of a folder, sorted by name, as paths that begin with the folder's.
  ///
  /// Several Word documents are one input, `folder/*.docx`.
  ///
  /// Left out are sub-folders, hidden files, the lock files of office programs, the parts of a Shapefile beside its
  /// `.shp`, JSON and XML that hold no records at first sight, `.txt` of which no header names a field, and
  /// `waivers.csv`, which is no table of records.
  ///
  /// - Parameter passedOver: called with each other file that is not part of an input and may have been meant as data,
  ///   with data files of which the name is not UTF-8, its other bytes as U+FFFD, and with each sub-folder that holds
  ///   data files, with a slash behind its name.
  /// - Throws: `IntakeError` (`unreadable`).
  public static func inputs(inFolder path: String, passedOver: (String) -> Void = { _ in }) throws -> [String] {
    let names = try FolderEntries.names(of: path)
    let prefix = path.hasSuffix("/") ? path : path + "/"
    var inputs = names.filter { isInput($0, at: prefix + $0) }
    // One place name each: together they are one table.
    let documents = names.filter { DocumentFolder.isDocument($0) && isFile(prefix + $0) }
    if documents.count > 1 {
      inputs.removeAll(where: DocumentFolder.isDocument)
      inputs.append(DocumentFolder.pattern)
    }
    let taken = Set(inputs + documents)
    // Some of what lies beside these belongs to them.
    let inParts = inputs.map(FilePath.init).filter { ["shp", "tab", "mif"].contains($0.fileExtension) }
    let stems = Set(inParts.map(\.stem))
    for name in names where !taken.contains(name) {
      let isLost = hasLostName(name, at: prefix + name)
      if isLost || mayBeMeant(name) && !stems.contains(FilePath(name).stem) && isFile(prefix + name) {
        passedOver(prefix + name)
      }
    }
    for name in names where !taken.contains(name) && !name.hasPrefix(".") && holdsInputs(prefix + name) {
      passedOver(prefix + name + "/")
    }
    return inputs.map { prefix + $0 }
  }

  private static func isFile(_ path: String) -> Bool { (try? FileStatus(path: path))?.isRegular ?? false }

  /// Whether it is a data file whose name is not UTF-8: by what is left of the name it cannot be opened.
  private static func hasLostName(_ name: String, at path: String) -> Bool {
    let isMeant = FileFormat.isKnown(FilePath(name)) || mayBeMeant(name)
    return isMeant && name.unicodeScalars.contains("\u{FFFD}") && (try? FileStatus(path: path)) == nil
  }

  /// Whether a file can be a table of records in a form that nobody reads here: databases, drawings, documents.
  private static func mayBeMeant(_ name: String) -> Bool {
    let foreign: Set = [
      "7z", "doc", "dwg", "et", "gz", "pdf", "rar", "tar", "txt", "wps", "xlsb",
    ]
    return !name.hasPrefix(".") && !name.hasPrefix("~$") && foreign.contains(FilePath(name).fileExtension)
  }

  private static func holdsInputs(_ path: String) -> Bool {
    guard let status = try? FileStatus(path: path), status.isFolder else { return false }
    return ((try? FolderEntries.names(of: path)) ?? []).contains { isInput($0, at: "\(path)/\($0)") }
  }

  private static func isInput(_ name: String, at path: String) -> Bool {
    guard !name.hasPrefix("."), !name.hasPrefix("~$"), name != "waivers.csv" else { return false }
    let suffix = FilePath(name).fileExtension
    guard let status = try? FileStatus(path: path) else { return false }
    if status.isFolder { return suffix == "gdb" }
    guard status.isRegular, FileFormat.isKnown(FilePath(name)) else { return false }
    switch suffix {
    case "json": return looksLikeGeoJSON(path)
    case "xml": return ExchangeXML.isExchange(path)
    // Beside a `.shp` it is a part of that.
    case "dbf": return ShapefileParts(path: path).part("shp") == nil
    // A letter or a log beside the data is no table.
    case "txt": return (try? CSVReader.layer(path: path, encoding: nil, explicitHeaders: []))?.namesFields ?? false
    default: return true
    }
  }

  private static func looksLikeGeoJSON(_ path: String) -> Bool {
    guard let file = try? MappedFile(path: path) else { return false }
    return withExtendedLifetime(file) {
      let start = String(decoding: file.bytes.prefix(4096), as: UTF8.self)
      return start.contains("\"type\"") && (start.contains("\"Feature") || start.contains("\"Topology\""))
    }
  }
}

/// What a folder holds.
enum FolderEntries {
  /// The names in a folder in the order of their bytes, without `.` and `..`.
  ///
  /// - Throws: `IntakeError` (`unreadable`).
  static func names(of path: String) throws(IntakeError) -> [String] {
    guard let folder = opendir(path) else { throw IntakeError(.unreadable(reason: systemError()), file: path) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
  }

  /// The files of a database that is a folder, without the locks of programs that have it open.
  static func parts(ofDatabase path: String) throws(IntakeError) -> [String] {
    try names(of: path).filter { !$0.hasSuffix(".lock") }.map { "\(path)/\($0)" }
  }
}
