internal import Glibc

/// Takes the bytes of an output in order.
public protocol OutputSink {
  mutating func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// A file that is written whole or not at all.
///
/// The bytes go to a temporary file in the same folder, which `commit` makes durable and renames over the path; without
/// it the temporary file is removed. Writers of other libraries may write to `temporaryPath` themselves.
///
/// A file that is there already is replaced only when Jieming wrote it, or when forced: see `isOwn`.
public final class OutputFile: OutputSink {
  /// Where the output goes: the target of the link where the path is one.
  public let path: String
  /// The file being written; the path itself for a pipe or device, which cannot be replaced.
  public let temporaryPath: String
  private var descriptor: Int32
  private var isReplacing = true

  /// - Parameter force: replaces also what Jieming did not write.
  /// - Throws: `OutputError`.
  public init(path: String, force: Bool = false) throws(OutputError) {
    self.path = Self.resolved(path)
    var status = stat()
    if stat(self.path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw OutputError(.isFolder, path: path) }
      temporaryPath = self.path
      isReplacing = false
      descriptor = open(self.path, O_WRONLY | O_CLOEXEC)
    } else {
      if !force { try Self.refuseForeign(self.path) }
      let random = String(UInt64.random(in: .min ... .max), radix: 36)
      temporaryPath = Self.folder(of: self.path) + "/.jieming-" + random + ".tmp"
      descriptor = open(temporaryPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else { throw OutputError(.system(code: errno), path: path) }
  }

  deinit {
    guard descriptor >= 0 else { return }
    close(descriptor)
    if isReplacing { unlink(temporaryPath) }
  }

  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    try writeAll(bytes, to: descriptor, path: path)
  }

  public func write(_ bytes: [UInt8]) throws(OutputError) {
    // Not withUnsafeBytes, which loses the type of the error.
    try bytes.withUnsafeBufferPointer { buffer throws(OutputError) in try write(UnsafeRawBufferPointer(buffer)) }
  }

  /// Makes the output durable and puts it in its place; nothing can be written any more.
  public func commit() throws(OutputError) {
    guard descriptor >= 0 else { return }
    if isReplacing {
      try makeDurable()
      try check(rename(temporaryPath, path))
    }
    let finished = descriptor
    descriptor = -1
    try check(close(finished))
    guard isReplacing else { return }
    // The new name is durable only with its folder; a file system that cannot do that loses the name, not the file.
    let folder = open(Self.folder(of: path), O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    if folder >= 0 {
      fsync(folder)
      close(folder)
    }
  }

  /// Opens the temporary file anew: another library may have put its own in the place of the one opened here.
  private func makeDurable() throws(OutputError) {
    let file = open(temporaryPath, O_RDONLY | O_CLOEXEC)
    try check(file < 0 ? -1 : 0)
    defer { close(file) }
    try check(fsync(file))
  }

  private func check(_ result: Int32) throws(OutputError) {
    guard result == 0 else { throw OutputError(.system(code: errno), path: path) }
  }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

// MARK: Our own files

extension OutputFile {
  /// Fails when something stands at the path that Jieming did not write and that is not empty.
  ///
  /// - Throws: `OutputError` (`notOurs`).
  public static func refuseForeign(_ path: String) throws(OutputError) {
    var status = stat()
    guard stat(path, &status) == 0, status.st_size > 0, !isOwn(path) else { return }
    throw OutputError(isFilledIn(path) ? .mayBeFilledIn : .notOurs, path: path)
  }

  /// Takes away a file that Jieming wrote and that nobody has filled in; anything else stays.
  static func removeOwn(_ path: String) throws(OutputError) {
    guard isOwn(path) else { return }
    guard unlink(path) == 0 else { throw OutputError(.system(code: errno), path: path) }
  }

  /// Whether a file begins with the mark that Jieming leaves in what it writes; a mark further on is a mention of it.
  ///
  /// JSON and GeoJSON name the schema or generator in their first members, Markdown has a comment under its title, CSV
  /// and text begin with a line that nothing else has. In XLSX files, which are compressed, the mark is the creator of
  /// the document, PDF files end with a comment. Workspaces are no such file: what is written into them is not written over them.
  public static func isOwn(_ path: String) -> Bool {
    let head = readHead(of: path)
    if head.starts(with: ZipArchive.signature) {
      guard let properties = ZipArchive.content(of: "docProps/core.xml", in: path) else { return false }
      return contains(properties, "<dc:creator>jieming")
        && (!contains(properties, reviewMark) || isUntouched(properties))
    }
    if starts(head[...], with: "%PDF-") { return isOwnPDF(path) }
    if starts(head[...], with: "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Jieming//") { return true }
    let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let text = head.starts(with: byteOrderMark) ? head.dropFirst(byteOrderMark.count) : head[...]
    let compact = text.filter { $0 > 0x20 }
    return beginnings.contains { starts(compact[...], with: $0) } || isOwnFeature(compact) || isOwnMarkdown(text)
      || isOwnText(text)
  }

  /// Whether a workbook is a list of ours that someone has saved since.
  public static func isFilledIn(_ path: String) -> Bool {
    guard let properties = ZipArchive.content(of: "docProps/core.xml", in: path) else { return false }
    return contains(properties, reviewMark) && !isUntouched(properties)
  }

  private static let reviewMark: StaticString = "<dc:creator>jieming-review<"

  /// Whether the program that saved a workbook last was this one: others write the time, and who it was.
  private static func isUntouched(_ properties: [UInt8]) -> Bool {
    let text = String(decoding: properties, as: UTF8.self)
    func date(_ name: String) -> Substring? {
      text.split(separator: "<dcterms:\(name) ").dropFirst().first?.split(separator: ">").dropFirst().first?
        .prefix { $0 != "<" }
    }
    return text.contains("<cp:lastModifiedBy>jieming-review<") && date("created") == date("modified")
      && date("created") != nil
  }

  /// Enough for the mark behind any title or identifier.
  private static let headLength = 1 << 12

  /// Without white space.
  private static let beginnings: [StaticString] = [
    #"{"schema":"jieming."#, #"{"type":"FeatureCollection","generator":"jieming"#,
    #"<?xmlversion="1.0"encoding="UTF-8"?><gpxversion="1.1"creator="jieming"#,
    "编号,规则代码,规则名,问题,", "id,rule,name,problem,", "来源文件,工作表或图层,行号,字段,未导入原因,",
    "file,layer,row,field,reason,content", "名录序号,名称,", "entry,name,",
  ]

  /// A sequence of features: the first names the generator behind its identifier.
  private static func isOwnFeature(_ compact: [UInt8]) -> Bool {
    let beginning: StaticString = #"{"type":"Feature","id":""#
    guard starts(compact[...], with: beginning) else { return false }
    var isEscaped = false
    let identifier = compact.dropFirst(beginning.utf8CodeUnitCount)
    let end = identifier.firstIndex { byte in
      defer { isEscaped = byte == UInt8(ascii: "\\") && !isEscaped }
      return byte == UInt8(ascii: "\"") && !isEscaped
    }
    return end.map { starts(compact[$0...], with: #"","generator":"jieming"#) } ?? false
  }

  /// The name and version of the program.
  private static func isOwnText(_ text: ArraySlice<UInt8>) -> Bool {
    let beginning: StaticString = "界名 jieming "
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    return starts(text, with: beginning)
      && text.dropFirst(beginning.utf8CodeUnitCount).first.map(digits.contains) ?? false
  }

  /// A title, and the comment as the next line with text.
  private static func isOwnMarkdown(_ text: ArraySlice<UInt8>) -> Bool {
    let lines = text.split(separator: UInt8(ascii: "\n"), maxSplits: 4).filter { $0.contains { $0 > 0x20 } }
    return lines.count > 1 && starts(lines[0], with: "# ") && starts(lines[1], with: "<!-- jieming")
  }

  /// A comment behind the end of the file, which readers pass over: properties may be compressed.
  private static let markOfPDF = "%%EOF\n%jieming\n"

  /// Puts the mark on a finished PDF file.
  static func markPDF(_ path: String) throws(OutputError) {
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw OutputError(.system(code: errno), path: path) }
    defer { close(descriptor) }
    let bytes = Array(markOfPDF.dropFirst("%%EOF\n".count).utf8)
    try bytes.withUnsafeBufferPointer { buffer throws(OutputError) in
      try writeAll(UnsafeRawBufferPointer(buffer), to: descriptor, path: path)
    }
  }

  private static func isOwnPDF(_ path: String) -> Bool {
    readHead(of: path, fromEnd: true).suffix(markOfPDF.utf8.count).elementsEqual(markOfPDF.utf8)
  }

  private static func readHead(of path: String, fromEnd: Bool = false) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return [] }
    defer { close(descriptor) }
    if fromEnd { lseek(descriptor, -off_t(headLength), SEEK_END) }
    return [UInt8](unsafeUninitializedCapacity: headLength) { buffer, count in
      count = max(0, read(descriptor, buffer.baseAddress, headLength))
    }
  }

  private static func starts(_ bytes: ArraySlice<UInt8>, with mark: StaticString) -> Bool {
    bytes.starts(with: UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount))
  }

  private static func contains(_ bytes: [UInt8], _ mark: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let wanted = UnsafeBufferPointer(start: mark.utf8Start, count: mark.utf8CodeUnitCount)
      guard let first = wanted.first else { return false }
      return bytes.indices.contains { bytes[$0] == first && bytes[$0...].starts(with: wanted) }
    }
  }
}

/// The process's standard output.
public struct StandardOutput: OutputSink {
  public init() {}

  public func write(_ bytes: UnsafeRawBufferPointer) throws(OutputError) {
    try writeAll(bytes, to: STDOUT_FILENO, path: "-")
  }
}

func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String) throws(OutputError) {
  var rest = bytes
  while !rest.isEmpty {
    let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
    if count < 0, errno == EINTR { continue }
    guard count >= 0 else { throw OutputError(.system(code: errno), path: path) }
    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
  }
}
