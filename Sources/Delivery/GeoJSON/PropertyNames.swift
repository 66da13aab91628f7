internal import Registry

/// The names of the properties of a table, each once in a feature.
struct PropertyNames {
  /// For each column the name in the features of each source.
  private(set) var columns: [[String]]
  let file: String
  let layer: String
  let row: String
  /// Of sources whose coordinates are in the columns only, on another datum.
  let crs: String

  init(_ records: RecordTable, of dataset: Dataset, _ names: GeoJSONWriter.Names) {
    let isChinese = names == .chinese
    let origin = isChinese ? ("来源文件", "来源图层", "来源行号") : ("source_file", "source_layer", "source_row")
    (file, layer, row) = origin
    crs = isChinese ? "来源坐标系" : "source_crs"
    // Without a source there is one set of names still.
    let sources: [Source?] = dataset.sources.isEmpty ? [nil] : dataset.sources
    columns = records.keys.map { key in
      sources.map { Self.name(of: key, records.kind, in: $0, names) }
    }
    for source in sources.indices {
      var taken: Set = [file, layer, row, crs]
      for (column, key) in records.keys.enumerated() where !taken.insert(columns[column][source]).inserted {
        // Another column has the name already.
        var name = key.rawValue
        while !taken.insert(name).inserted { name += "_" }
        columns[column][source] = name
      }
    }
  }

  private static func name(
    of key: FieldKey, _ kind: RecordKind, in source: Source?, _ names: GeoJSONWriter.Names
  ) -> String {
    switch names {
    case .key: key.rawValue
    case .chinese: FieldCatalogue.standard.field(kind, key)?.title ?? (key == .attributes ? "其他属性" : key.rawValue)
    case .source: source?.header(of: key) ?? key.rawValue
    }
  }
}

/// The same names as JSON, ready to be copied: `,"name":`, one behind the other.
struct MemberNames {
  private var bytes: [UInt8] = []
  /// Of each column in each source, the columns of a source together.
  private var memberRanges: [Range<Int>] = []
  /// `,"source_file":"…","source_layer":"…","source_row":` of each source.
  private var originRanges: [Range<Int>] = []
  private let columnCount: Int
  private let nameSets: Int

  init(_ names: PropertyNames, _ sources: [Source]) {
    columnCount = names.columns.count
    nameSets = max(sources.count, 1)
    for source in 0..<nameSets {
      for column in names.columns.indices {
        memberRanges.append(add { $0.appendMember(names.columns[column][source], isFirst: column == 0) })
      }
    }
    for source in sources {
      originRanges.append(
        add { writer in
          writer.appendMember(names.file, isFirst: names.columns.isEmpty)
          writer.appendJSON(source.file)
          writer.appendMember(names.layer)
          writer.appendJSON(source.layer)
          if source.keepsDatum {
            writer.appendMember(names.crs)
            writer.appendJSON(source.crsLabel)
          }
          writer.appendMember(names.row)
        })
    }
  }

  /// The length of all names in a feature, about.
  var averageLength: Int { bytes.count / nameSets }

  @inline(__always)
  func append(column: Int, source: Int, to output: inout ByteWriter) {
    copy(memberRanges[min(source, nameSets - 1) * columnCount + column], to: &output)
  }

  /// - Returns: whether the source is known.
  func append(source: Int, to output: inout ByteWriter) -> Bool {
    guard originRanges.indices.contains(source) else { return false }
    copy(originRanges[source], to: &output)
    return true
  }

  @inline(__always)
  private func copy(_ range: Range<Int>, to output: inout ByteWriter) {
    bytes.withUnsafeBufferPointer { output.append(UnsafeBufferPointer(rebasing: $0[range])) }
  }

  private mutating func add(_ write: (inout ByteWriter) -> Void) -> Range<Int> {
    var writer = ByteWriter()
    write(&writer)
    let start = bytes.count
    bytes.append(contentsOf: writer.bytes)
    return start..<bytes.count
  }
}

extension ByteWriter {
  fileprivate mutating func appendMember(_ name: String, isFirst: Bool = false) {
    if !isFirst { append(UInt8(ascii: ",")) }
    appendJSON(name)
    append(UInt8(ascii: ":"))
  }
}
