internal import Registry

/// What must be known of a file before its first feature is read: what it is, where the features stand, all names of
/// properties, the reference system (which writers put at the end as well), and that the text is whole.
struct GeoJSONOutline {
  enum Form: Sendable {
    case collection
    /// One feature or bare geometry.
    case single
    /// One JSON text per record: RFC 8142, or one a line.
    case sequence
  }

  private(set) var form = Form.single
  private(set) var records: [Range<Int>] = []
  /// Records of a sequence that are no JSON, by their index.
  private(set) var brokenRecords: [Int: GeoJSONProblem] = [:]
  private(set) var headers = HeaderIndex()
  private(set) var crs: String?
  private(set) var notes: [GeoJSONProblem] = []
  /// Where the document or the first record begins.
  private(set) var start = 0
  /// The column for the `id` members of features; `nil` when there are none, or a property `id` says the same.
  private(set) var idColumn: Int?
  private var hasID = false
  /// Some feature's `id` is another than its property of that name.
  private var hasOwnID = false
  private var root = RootMembers()
  private var scanner: JSONScanner
  private let release: (Range<Int>) -> Void
  private var released = 0

  /// - Parameter release: takes the parts that have been read.
  /// - Complexity: O(n); reads every byte once.
  init(
    _ bytes: UnsafeBufferPointer<UInt8>, release: @escaping (Range<Int>) -> Void
  ) throws(GeoJSONProblem) {
    self.release = release
    scanner = JSONScanner(bytes)
    try skipSignature(bytes)
    start = scanner.offset
    if scanner.peek() == Self.recordSeparator {
      outlineSequence(separator: Self.recordSeparator)
    } else {
      try outlineDocument()
    }
    try checkEncoding(bytes)
    scanner.tolerated.removeAll()
    nameIDColumn()
  }

  private mutating func nameIDColumn() {
    guard hasID else { return }
    let isTaken = { [headers] (name: String) in headers.names.contains(Array(name.utf8)) }
    var name = "id"
    if isTaken(name) {
      guard hasOwnID else { return }
      name = "feature_id"
      while isTaken(name) { name += "_" }
    }
    headers.insertFirst(name)
    idColumn = 0
  }

  static let recordSeparator: UInt8 = 0x1E
  private static let releasedAtOnce = 8 << 20

  // MARK: Encoding

  private mutating func skipSignature(_ bytes: UnsafeBufferPointer<UInt8>) throws(GeoJSONProblem) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      scanner.offset = 3
      notes.append(GeoJSONProblem(.byteOrderMark, at: 0))
    } else if TextEncodingGuess.isUTF16(bytes) {
      throw GeoJSONProblem(.notUTF8, at: 0)
    }
    scanner.skipSpace()
    if scanner.offset == scanner.end { throw GeoJSONProblem(.empty, at: 0) }
  }

  /// A few damaged characters cost their features; where most are damaged the file is in another encoding.
  private func checkEncoding(_ bytes: UnsafeBufferPointer<UInt8>) throws(GeoJSONProblem) {
    guard let first = scanner.tolerated.first(where: { $0.code == .damagedText }) else { return }
    if TextEncodingGuess.isMostlyDamaged(bytes) { throw GeoJSONProblem(.notUTF8, at: first.offset) }
  }

  // MARK: Whole document

  private mutating func outlineDocument() throws(GeoJSONProblem) {
    let start = scanner.offset
    guard scanner.peek() == UInt8(ascii: "{") else {
      // Half a word is no hint: what is no JSON at all is told as such.
      try scanner.skipValue()
      throw GeoJSONProblem(.notGeoJSON, at: start)
    }
    var more = try scanner.openObject()
    while more {
      try outlineRootMember()
      more = try scanner.hasNextMember()
    }
    let document = start..<scanner.offset
    if try isSequence(document) { return }
    try classify(document)
  }

  private mutating func outlineRootMember() throws(GeoJSONProblem) {
    scanner.skipSpace()
    let keyOffset = scanner.offset
    let key = try scanner.key()
    let first = scanner.peek()
    let value = scanner.offset
    if scanner.matches(key, "features") {
      guard root.features == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      root.features = value
      if first == UInt8(ascii: "[") {
        try outlineFeatures()
        return
      }
      root.hasFeatureArray = false
    } else if scanner.matches(key, "type") {
      guard root.type == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      root.type = value
    } else if scanner.matches(key, "crs") {
      guard root.crs == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      root.crs = value
    } else if scanner.matches(key, "bbox") {
      if !scanner.isBounds(at: value) { root.misplaced.append(GeoJSONProblem(.wrongBounds, at: value)) }
    } else if scanner.matches(key, "geometry") || scanner.matches(key, "coordinates")
      || scanner.matches(key, "geometries") || scanner.matches(key, "properties")
    {
      root.hasRecordMembers = root.hasRecordMembers || !scanner.matches(key, "properties")
      root.misplaced.append(GeoJSONProblem(.misplacedMember, at: keyOffset))
    }
    try scanner.skipValue()
  }

  private mutating func outlineFeatures() throws(GeoJSONProblem) {
    var more = try scanner.openArray()
    while more {
      try outlineRecord()
      more = try scanner.hasNextElement()
    }
  }

  /// Decides what the document is.
  private mutating func classify(_ document: Range<Int>) throws(GeoJSONProblem) {
    scanner.offset = document.upperBound
    try checkEnd()
    let type = root.type.flatMap { GeoJSONType(valueAt: $0, scanner) }
    try readCRS()
    if type?.kind == .featureCollection || (type == nil && root.hasFeatureArray && root.features != nil) {
      form = .collection
      guard let features = root.features else { throw GeoJSONProblem(.missingFeatures, at: document.lowerBound) }
      guard root.hasFeatureArray else { throw GeoJSONProblem(.wrongFeatures, at: features) }
      if let offset = root.type {
        if type?.isExact != true { notes.append(GeoJSONProblem(.typeSpelling, at: offset)) }
      } else {
        notes.append(GeoJSONProblem(.missingType, at: document.lowerBound))
      }
      notes += root.misplaced
      return
    }
    guard type != nil || root.hasRecordMembers && (root.type != nil || root.hasGeometry(scanner, in: document)) else {
      throw GeoJSONProblem(.notGeoJSON, at: document.lowerBound)
    }
    records.removeAll()
    headers = HeaderIndex()
    scanner.offset = document.lowerBound
    try outlineRecord()
  }

  /// Passes over padding behind the document; text that could be data is not passed over.
  private mutating func checkEnd() throws(GeoJSONProblem) {
    scanner.skipSpace()
    guard scanner.offset < scanner.end else { return }
    let rest = UnsafeBufferPointer(start: scanner.base + scanner.offset, count: scanner.end - scanner.offset)
    let isPadding = rest.allSatisfy { $0 <= 0x20 || $0 == UInt8(ascii: ";") }
    guard isPadding else { throw GeoJSONProblem(.trailingText, at: scanner.offset) }
    notes.append(GeoJSONProblem(.trailingPadding, at: scanner.offset))
  }

  private mutating func readCRS() throws(GeoJSONProblem) {
    guard let offset = root.crs else { return }
    notes.append(GeoJSONProblem(.crsMember, at: offset))
    crs = try scanner.crsLabel(at: offset)
  }

  // MARK: Records

  /// Takes a record: notes where it stands and what properties it has.
  private mutating func outlineRecord() throws(GeoJSONProblem) {
    guard scanner.peek() == UInt8(ascii: "{") else {
      let start = scanner.offset
      try scanner.skipValue()
      records.append(start..<scanner.offset)
      return
    }
    let start = scanner.offset
    var ids: (member: Range<Int>?, property: Range<Int>?)
    var more = try scanner.openObject()
    while more {
      let key = try scanner.key()
      if scanner.matches(key, "properties"), scanner.peek() == UInt8(ascii: "{") {
        ids.property = try outlineProperties()
      } else if scanner.matches(key, "id"), scanner.peek() != UInt8(ascii: "n") {
        ids.member = try valueRange()
      } else {
        try scanner.skipValue()
      }
      more = try scanner.hasNextMember()
    }
    records.append(start..<scanner.offset)
    if scanner.offset - released >= Self.releasedAtOnce {
      release(released..<scanner.offset)
      released = scanner.offset
    }
    guard let member = ids.member else { return }
    hasID = true
    hasOwnID = hasOwnID || ids.property.map { !isEqual($0, member) } ?? true
  }

  private mutating func valueRange() throws(GeoJSONProblem) -> Range<Int> {
    scanner.skipSpace()
    let start = scanner.offset
    try scanner.skipValue()
    return start..<scanner.offset
  }

  /// Whether two values would be the same cell: `7` and `"7"` are.
  private func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
    func content(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
      let isQuoted = range.count >= 2 && scanner.base[range.lowerBound] == UInt8(ascii: "\"")
      let inner = isQuoted ? range.lowerBound + 1..<range.upperBound - 1 : range
      return UnsafeBufferPointer(start: scanner.base + inner.lowerBound, count: inner.count)
    }
    return content(left).elementsEqual(content(right))
  }

  /// - Returns: where the value of a property `id` stands.
  private mutating func outlineProperties() throws(GeoJSONProblem) -> Range<Int>? {
    var id: Range<Int>?
    headers.rewind()
    var more = try scanner.openObject()
    while more {
      let key = try scanner.key()
      if key.isEscaped {
        var name: [UInt8] = []
        scanner.appendText(of: key, to: &name)
        name.withUnsafeBufferPointer { headers.add($0) }
      } else {
        headers.add(scanner.bytes(of: key))
      }
      if scanner.matches(key, "id") { id = try valueRange() } else { try scanner.skipValue() }
      more = try scanner.hasNextMember()
    }
    return id
  }

  // MARK: Sequences

  /// A document with another object on a later line is the first record of a sequence.
  private mutating func isSequence(_ document: Range<Int>) throws(GeoJSONProblem) -> Bool {
    guard root.features == nil else { return false }
    scanner.offset = document.upperBound
    let hasBreak = scanner.skipLineBreak()
    guard hasBreak, scanner.peek() == UInt8(ascii: "{") else { return false }
    guard !(document.contains { scanner.base[$0] == 0x0A }) else { return false }
    scanner.offset = document.lowerBound
    outlineSequence(separator: 0x0A)
    return true
  }

  private mutating func outlineSequence(separator: UInt8) {
    form = .sequence
    let (bytes, end) = (UnsafeBufferPointer(start: scanner.base, count: scanner.end), scanner.end)
    var start = scanner.offset
    while start < end {
      var stop = start
      while stop < end, bytes[stop] != separator { stop += 1 }
      outlineRecord(of: bytes, start..<stop)
      start = stop + 1
    }
  }

  private mutating func outlineRecord(of bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let whole = scanner
    scanner = JSONScanner(bytes, from: range.lowerBound, to: range.upperBound)
    scanner.skipSpace()
    let start = scanner.offset
    if start < range.upperBound {
      let index = records.count
      do throws(GeoJSONProblem) {
        try outlineRecord()
        scanner.skipSpace()
        if scanner.offset < scanner.end {
          records.removeLast()
          throw GeoJSONProblem(.trailingText, at: scanner.offset)
        }
      } catch {
        records.append(start..<range.upperBound)
        brokenRecords[index] = error
      }
    }
    let tolerated = scanner.tolerated
    scanner = whole
    scanner.tolerated += tolerated
  }
}

/// What the outermost object holds.
private struct RootMembers {
  var type: Int?
  var features: Int?
  var hasFeatureArray = true
  var crs: Int?
  var hasRecordMembers = false
  /// Members that a feature collection must not have.
  var misplaced: [GeoJSONProblem] = []

  /// Whether the object, which has no type, is plainly a feature: it has a `geometry` that is an object or null.
  func hasGeometry(_ scanner: JSONScanner, in document: Range<Int>) -> Bool {
    misplaced.contains { problem in
      var scanner = scanner
      scanner.offset = problem.offset
      guard let key = try? scanner.key(), scanner.matches(key, "geometry") else { return false }
      return scanner.peek() == UInt8(ascii: "{") || scanner.peek() == UInt8(ascii: "n")
    }
  }
}
