internal import Geometry
internal import Registry

/// Reads features, one after the other, into columns.
struct GeoJSONRecordReader {
  private(set) var scanner: JSONScanner
  private var headers: HeaderIndex
  private var geometry = GeoJSONGeometryReader()
  private var columns: [TextColumn]
  private var rows = 0
  /// The cells of the feature being read: they go into the columns when the whole feature is known to be good.
  private var cells: [Cell] = []
  /// The feature, counted by the reader, in which a column was last given a cell.
  private var lastFeature: [Int]
  private var feature = 0
  private var notes: [GeoJSONProblem] = []
  /// Where the number stands that an `id` member gives, when it is to be a cell.
  private let idColumn: Int?
  private var buffer: [UInt8] = []

  init(_ bytes: UnsafeBufferPointer<UInt8>, headers: HeaderIndex, idColumn: Int?) {
    scanner = JSONScanner(bytes)
    self.headers = headers
    self.idColumn = idColumn
    columns = Array(repeating: TextColumn(), count: headers.count)
    lastFeature = Array(repeating: 0, count: headers.count)
  }

  var wrongHandedRings: Int { geometry.wrongHandedRings }

  /// What came of one feature.
  struct Outcome {
    /// Why it was not taken.
    var fault: GeoJSONProblem?
    var notes: [GeoJSONProblem]
    var hasHeight: Bool
  }

  /// A value of the source on its way into a cell.
  private struct Cell {
    enum Form { case plain, escaped, nested }

    var column: Int
    var form: Form
    var range: Range<Int>
  }

  /// Reads the feature at a place of the text; its grammar has been checked.
  mutating func read(_ range: Range<Int>, isSingle: Bool) -> Outcome {
    feature += 1
    cells.removeAll(keepingCapacity: true)
    notes.removeAll(keepingCapacity: true)
    scanner.tolerated.removeAll(keepingCapacity: true)
    scanner.offset = range.lowerBound
    headers.rewind()
    geometry.beginRow()
    var fault: GeoJSONProblem?
    do throws(GeoJSONProblem) {
      fault = try readRecord(isSingle: isSingle)
    } catch { fault = error }
    fault = fault ?? scanner.tolerated.first { $0.code.severity != .note }
    if fault == nil {
      commit()
    } else {
      geometry.abandonRow()
    }
    let tolerated = scanner.tolerated.filter { $0.code.severity == .note && $0.offset != fault?.offset }
    return Outcome(fault: fault, notes: notes + geometry.notes + tolerated, hasHeight: geometry.hasHeight)
  }

  /// The cells of the feature read last, in the order of the headers.
  mutating func cellTexts() -> [String] {
    var texts = Array(repeating: "", count: headers.count)
    for cell in cells {
      buffer.removeAll(keepingCapacity: true)
      appendText(of: cell)
      texts[cell.column] = String(decoding: buffer, as: UTF8.self)
    }
    return texts
  }

  /// Hands over the rows read since the last time.
  mutating func take() -> (columns: [TextColumn], geometry: GeometryColumn) {
    defer {
      columns = Array(repeating: TextColumn(), count: headers.count)
      rows = 0
    }
    return (columns, geometry.takeColumn())
  }

  // MARK: Record

  /// - Returns: the first fault, after which the rest has been read all the same for the sake of the quarantine.
  private mutating func readRecord(isSingle: Bool) throws(GeoJSONProblem) -> GeoJSONProblem? {
    let start = scanner.offset
    guard scanner.peek() == UInt8(ascii: "{") else { return GeoJSONProblem(.wrongFeature, at: start) }
    var members = RecordMembers()
    var fault: GeoJSONProblem?
    var more = try scanner.openObject()
    while more {
      scanner.skipSpace()
      let keyOffset = scanner.offset
      let key = try scanner.key()
      scanner.skipSpace()
      let value = scanner.offset
      do throws(GeoJSONProblem) {
        try readMember(key, keyOffset, &members)
      } catch {
        fault = fault ?? error
        scanner.offset = value
        try scanner.skipValue()
      }
      more = try scanner.hasNextMember()
    }
    let end = scanner.offset
    do throws(GeoJSONProblem) {
      try finish(members, at: start, isSingle: isSingle)
    } catch { fault = fault ?? error }
    scanner.offset = end
    return fault
  }

  private mutating func readMember(
    _ key: JSONString, _ keyOffset: Int, _ members: inout RecordMembers
  ) throws(GeoJSONProblem) {
    let value = scanner.offset
    if scanner.matches(key, "geometry") {
      guard members.geometry == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      members.geometry = value
      try geometry.read(&scanner)
      return
    }
    if scanner.matches(key, "properties") {
      guard members.properties == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      members.properties = value
      try readProperties()
      return
    }
    if scanner.matches(key, "type") {
      guard members.type == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      members.type = value
    } else if scanner.matches(key, "id") {
      guard members.id == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      members.id = value
      try readID()
      return
    } else if scanner.matches(key, "coordinates") || scanner.matches(key, "geometries") {
      let isCollection = scanner.matches(key, "geometries")
      let earlier = isCollection ? members.geometries : members.coordinates
      guard earlier == nil else { throw GeoJSONProblem(.duplicateMember, at: keyOffset) }
      if isCollection { members.geometries = value } else { members.coordinates = value }
      members.foreign.append(keyOffset)
    } else if scanner.matches(key, "bbox") {
      if !scanner.isBounds(at: value) { notes.append(GeoJSONProblem(.wrongBounds, at: value)) }
    } else if scanner.matches(key, "features") {
      notes.append(GeoJSONProblem(.misplacedMember, at: keyOffset))
    } else if scanner.matches(key, "crs"), scanner.peek() != UInt8(ascii: "n") {
      members.crs = value
    }
    try scanner.skipValue()
  }

  /// Judges the record by all its members, and reads a geometry that stands in a feature's place.
  private mutating func finish(
    _ members: RecordMembers, at start: Int, isSingle: Bool
  ) throws(GeoJSONProblem) {
    // The crs of a file that is one feature is the file's, and told with it.
    if let crs = members.crs, !isSingle { throw GeoJSONProblem(.featureCRS, at: crs) }
    let type = members.type.flatMap { GeoJSONType(valueAt: $0, scanner) }
    if let type, let offset = members.type, !type.isExact { notes.append(GeoJSONProblem(.typeSpelling, at: offset)) }
    switch type?.kind {
    case .geometry, .geometryCollection:
      if let kind = type?.kind { try finishGeometry(members, kind, at: start, isSingle: isSingle) }
    case .featureCollection: throw GeoJSONProblem(.wrongFeature, at: start)
    case .feature, nil:
      if type == nil {
        // With a geometry member there is no doubt that it is a feature, whatever the type says.
        guard members.geometry != nil || members.type == nil && members.properties != nil else {
          throw GeoJSONProblem(members.type == nil ? .wrongFeature : .unknownType, at: members.type ?? start)
        }
        notes.append(GeoJSONProblem(members.type == nil ? .missingType : .typeSpelling, at: members.type ?? start))
      }
      notes += members.foreign.map { GeoJSONProblem(.misplacedMember, at: $0) }
      if members.properties == nil { notes.append(GeoJSONProblem(.missingProperties, at: start)) }
      if members.geometry == nil {
        notes.append(GeoJSONProblem(.missingGeometry, at: start))
      }
    }
  }

  private mutating func finishGeometry(
    _ members: RecordMembers, _ kind: GeoJSONType.Kind, at start: Int, isSingle: Bool
  ) throws(GeoJSONProblem) {
    if let offset = members.geometry {
      notes.append(GeoJSONProblem(.misplacedMember, at: offset))
      geometry.abandonRow()
    }
    if let offset = members.properties { notes.append(GeoJSONProblem(.misplacedProperties, at: offset)) }
    if !isSingle { notes.append(GeoJSONProblem(.bareGeometry, at: start)) }
    guard let content = kind == .geometryCollection ? members.geometries : members.coordinates else {
      throw GeoJSONProblem(.missingCoordinates, at: start)
    }
    try geometry.read(&scanner, type: kind, contentAt: content)
  }

  // MARK: Attributes

  private mutating func readProperties() throws(GeoJSONProblem) {
    let start = scanner.offset
    switch scanner.peek() {
    case UInt8(ascii: "n"):
      try scanner.skipValue()
    case UInt8(ascii: "{"):
      var more = try scanner.openObject()
      while more {
        scanner.skipSpace()
        let keyOffset = scanner.offset
        let key = try scanner.key()
        let column = findColumn(of: key)
        scanner.skipSpace()
        if let cell = try readCell(column) { try add(cell, at: keyOffset) }
        more = try scanner.hasNextMember()
      }
    default: throw GeoJSONProblem(.wrongProperties, at: start)
    }
  }

  private mutating func findColumn(of key: JSONString) -> Int {
    if !key.isEscaped { return headers.find(scanner.bytes(of: key)) ?? 0 }
    buffer.removeAll(keepingCapacity: true)
    scanner.appendText(of: key, to: &buffer)
    return buffer.withUnsafeBufferPointer { headers.find($0) } ?? 0
  }

  private mutating func readID() throws(GeoJSONProblem) {
    let start = scanner.offset
    let first = scanner.peek()
    let isPlain = first == UInt8(ascii: "\"") || first == UInt8(ascii: "-") || first &- UInt8(ascii: "0") <= 9
    let cell = try readCell(idColumn ?? 0)
    guard let cell else { return }
    if !isPlain { notes.append(GeoJSONProblem(.wrongID, at: start)) }
    if idColumn != nil { cells.append(cell) }
  }

  /// Takes a value.
  ///
  /// - Returns: `nil` for `null`.
  @inline(__always)
  private mutating func readCell(_ column: Int) throws(GeoJSONProblem) -> Cell? {
    let start = scanner.offset
    switch scanner.peek() {
    case UInt8(ascii: "\""):
      let string = try scanner.string()
      return Cell(column: column, form: string.isEscaped ? .escaped : .plain, range: string.start..<string.end)
    case UInt8(ascii: "n"):
      try scanner.skipValue()
      return nil
    case let first:
      try scanner.skipValue()
      let isNested = first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
      return Cell(column: column, form: isNested ? .nested : .plain, range: start..<scanner.offset)
    }
  }

  private mutating func add(_ cell: Cell, at keyOffset: Int) throws(GeoJSONProblem) {
    guard lastFeature[cell.column] == feature else {
      lastFeature[cell.column] = feature
      cells.append(cell)
      return
    }
    guard let earlier = cells.first(where: { $0.column == cell.column }) else { return }
    guard text(of: earlier) == text(of: cell) else { throw GeoJSONProblem(.contradictoryProperty, at: keyOffset) }
    notes.append(GeoJSONProblem(.repeatedProperty, at: keyOffset))
  }

  // MARK: Columns

  private mutating func commit() {
    for cell in cells {
      if cell.form == .plain {
        columns[cell.column].append(
          UnsafeBufferPointer(start: scanner.base + cell.range.lowerBound, count: cell.range.count))
      } else {
        buffer.removeAll(keepingCapacity: true)
        appendText(of: cell)
        buffer.withUnsafeBufferPointer { columns[cell.column].append($0) }
      }
    }
    geometry.endRow()
    rows += 1
    for index in columns.indices where columns[index].count < rows { columns[index].appendBlank() }
  }

  private mutating func text(of cell: Cell) -> [UInt8] {
    buffer.removeAll(keepingCapacity: true)
    appendText(of: cell)
    return buffer
  }

  private mutating func appendText(of cell: Cell) {
    switch cell.form {
    case .plain, .escaped:
      let string = JSONString(
        start: cell.range.lowerBound, end: cell.range.upperBound, isEscaped: cell.form == .escaped)
      scanner.appendText(of: string, to: &buffer)
    case .nested: scanner.appendCompact(cell.range, to: &buffer)
    }
  }
}

/// Where the members of a feature, or of a geometry in its place, stand.
private struct RecordMembers {
  var type: Int?
  var geometry: Int?
  var properties: Int?
  var id: Int?
  var coordinates: Int?
  var geometries: Int?
  var crs: Int?
  /// Keys that have a meaning in geometries only.
  var foreign: [Int] = []
}
