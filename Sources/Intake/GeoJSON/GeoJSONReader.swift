internal import Geometry
internal import Registry

/// Reads GeoJSON (RFC 7946) and GeoJSON text sequences (RFC 8142, and one feature a line).
///
/// The file is walked twice: once for its outline (see `GeoJSONOutline`), after which it is known to be whole, and once,
/// batch by batch, for the features. Nothing of it is held in memory but the places of the features.
///
/// What RFC 7946 forbids is read where its meaning is beyond doubt, and noted; a feature that cannot be read without
/// loss or guessing is rejected with its text; a file that cannot is refused.
final class GeoJSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let owner: AnyObject?
  /// Gives memory back for a part that has been read.
  private let release: (Range<Int>) -> Void
  private let outline: GeoJSONOutline
  private var records: GeoJSONRecordReader
  private var log: GeoJSONFaultLog
  private var nextRecord = 0
  private var isFinished = false
  private var heights = (count: 0, firstRow: 0)
  let headers: [String]

  /// Opens a file.
  ///
  /// - Throws: `IntakeError`: `malformed` when the file is refused.
  convenience init(path: String) throws(IntakeError) {
    let file = try MappedFile(path: path)
    do throws(GeoJSONFault) {
      try self.init(file.bytes.bindMemory(to: UInt8.self), owner: file, release: file.release)
    } catch {
      // The message says what to do by itself.
      throw IntakeError(.malformed(reason: error.reason, next: LocalizedText(zh: "", en: "")), file: path)
    }
  }

  /// - Parameter owner: what keeps the bytes.
  /// - Throws: when the text is refused.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, owner: AnyObject?, release: @escaping (Range<Int>) -> Void = { _ in }
  ) throws(GeoJSONFault) {
    (self.bytes, self.owner, self.release) = (bytes, owner, release)
    log = GeoJSONFaultLog(bytes)
    do throws(GeoJSONProblem) {
      outline = try GeoJSONOutline(bytes, release: release)
    } catch { throw GeoJSONFaultLog(bytes).fault(error, severity: .fileUnusable) }
    headers = outline.headers.names.map { String(decoding: $0, as: UTF8.self) }
    records = GeoJSONRecordReader(bytes, headers: outline.headers, idColumn: outline.idColumn)
  }

  /// The file as a layer.
  ///
  /// - Throws: `IntakeError`: `malformed` when the file is refused.
  static func layer(path: String) throws(IntakeError) -> RawLayer {
    try GeoJSONReader(path: path).layer(named: FilePath(path).stem)
  }

  /// Features, also those that are rejected.
  var featureCount: Int { outline.records.count }

  /// Rings read so far that run against the right-hand rule; that is no fault.
  var wrongHandedRings: Int { records.wrongHandedRings }

  /// The file as a layer; it can be read once.
  ///
  /// - Parameter name: the stem of the file.
  func layer(named name: String) -> RawLayer {
    RawLayer(
      name: name, headers: headers, format: outline.form == .sequence ? "GeoJSONSeq" : "GeoJSON",
      declaredCRS: outline.crs.map { DeclaredCRS(text: $0, foundIn: "crs") }, next: { self.nextBatch() })
  }

  /// - Returns: `nil` behind the last batch.
  func nextBatch() -> RawBatch? {
    guard !isFinished else { return nil }
    var batch = RawBatch(columnCount: headers.count, hasGeometry: true)
    if nextRecord == 0 { noteFile(in: &batch) }
    let first = nextRecord
    while nextRecord < outline.records.count, batch.count < RawBatch.rowLimit {
      readRecord(nextRecord, into: &batch)
      nextRecord += 1
    }
    if first < nextRecord {
      release(outline.records[first].lowerBound..<outline.records[nextRecord - 1].upperBound)
    }
    (batch.columns, batch.geometry) = records.take()
    if nextRecord == outline.records.count {
      isFinished = true
      noteTotals(in: &batch)
    }
    return batch
  }

  private func readRecord(_ index: Int, into batch: inout RawBatch) {
    let (range, row) = (outline.records[index], index + 1)
    log.beginRecord(at: range.lowerBound, path: outline.form == .collection ? "$.features[\(index)]" : "$")
    if let problem = outline.brokenRecords[index] {
      reject(range, problem, row: row, cells: Array(repeating: "", count: headers.count), in: &batch)
      return
    }
    let outcome = records.read(range, isSingle: outline.form == .single)
    for problem in outcome.notes {
      if let fault = log.listed(problem) { batch.notes.append(fault.note(row: row)) }
    }
    if let problem = outcome.fault {
      reject(range, problem, row: row, cells: records.cellTexts(), in: &batch)
      return
    }
    batch.rowNumbers.append(row)
    if outcome.hasHeight { heights = (heights.count + 1, heights.count == 0 ? row : heights.firstRow) }
  }

  /// Keeps the text of a feature behind the cells that could be read of it.
  private func reject(
    _ range: Range<Int>, _ problem: GeoJSONProblem, row: Int, cells: [String], in batch: inout RawBatch
  ) {
    let fault = log.fault(problem, severity: .rowUnusable)
    batch.notes.append(fault.note(row: row))
    let text = String(decoding: bytes[range], as: UTF8.self)
    batch.rejected.append(
      RejectedRow(origin: Origin(source: 0, row: row), reason: fault.reason, cells: cells + [text]))
  }

  private func noteFile(in batch: inout RawBatch) {
    log.beginRecord(at: outline.start, path: "$")
    for problem in outline.notes {
      batch.notes.append(fileFault(problem).note(row: nil))
    }
  }

  private func fileFault(_ problem: GeoJSONProblem) -> GeoJSONFault {
    guard problem.code == .crsMember else { return log.fault(problem, severity: .note) }
    // Not to walk through all features for a path that is known.
    return log.fault(problem, severity: .note, path: "$.crs", found: outline.crs ?? "CRS84")
  }

  private func noteTotals(in batch: inout RawBatch) {
    batch.notes += log.further().map { $0.note(row: nil) }
    guard heights.count > 0 else { return }
    batch.notes.append(
      ImportNote(.heightDropped, source: 0, row: heights.firstRow, details: ["count": String(heights.count)]))
  }
}

/// Makes faults of problems, and keeps count so that a file with the same breach in every feature stays readable.
struct GeoJSONFaultLog {
  /// How many notes of one kind are listed one by one; rejected features are always all listed.
  static let noteLimit = 100

  private let bytes: UnsafeBufferPointer<UInt8>
  private var recordStart = 0
  private var recordPath = "$"
  private var counts: [GeoJSONFault.Code: Int] = [:]

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Sets what the paths of the following faults begin with.
  mutating func beginRecord(at start: Int, path: @autoclosure () -> String) {
    recordStart = start
    recordPath = path()
  }

  /// The fault for a note; `nil` when enough of the kind have been listed.
  mutating func listed(_ problem: GeoJSONProblem) -> GeoJSONFault? {
    counts[problem.code, default: 0] += 1
    return counts[problem.code, default: 0] <= Self.noteLimit ? fault(problem, severity: .note) : nil
  }

  /// One fault for each kind of note of which not all were listed.
  func further() -> [GeoJSONFault] {
    GeoJSONFault.Code.allCases.compactMap { code in
      guard let count = counts[code], count > Self.noteLimit else { return nil }
      let rest = String(count - Self.noteLimit)
      let message = GeoJSONFault.Code.furtherFaults.message(found: rest)
      return GeoJSONFault(
        code: code, jsonPath: "$", byteOffset: 0, message: message, severity: .note)
    }
  }

  func fault(
    _ problem: GeoJSONProblem, severity: GeoJSONFault.Severity, path: String? = nil, found: String? = nil
  ) -> GeoJSONFault {
    GeoJSONFault(
      code: problem.code,
      jsonPath: path ?? jsonPath(to: problem.offset, in: bytes, from: recordStart, prefix: recordPath),
      byteOffset: problem.offset,
      message: problem.code.message(found: found ?? self.found(problem)), severity: severity)
  }

  private func found(_ problem: GeoJSONProblem) -> String {
    var scanner = JSONScanner(bytes, from: problem.offset)
    switch problem.code {
    case .notUTF8: return TextEncodingGuess.isUTF16(bytes) ? "UTF-16" : "GBK/GB18030"
    case .notGeoJSON:
      guard scanner.peek() == UInt8(ascii: "{") else { return scanner.excerpt(at: scanner.offset) }
      return "{" + scanner.memberNames(limit: 8).joined(separator: ", ") + "}"
    default: return scanner.excerpt(at: problem.offset)
    }
  }
}

extension GeoJSONFault {
  /// Why a feature is quarantined, with the place in its file.
  var reason: LocalizedText {
    LocalizedText(
      zh: "\(jsonPath)（第 \(byteOffset) 字节）：\(message.zh)", en: "\(jsonPath) (byte \(byteOffset)): \(message.en)")
  }
}
