internal import Geometry
public import Registry

/// Writes records as GeoJSON (RFC 7946) or as a GeoJSON text sequence (RFC 8142).
///
/// Positions are WGS 84 longitude, latitude in degrees; CGCS2000 coordinates are those of WGS 84 by the datum policy.
/// Rings follow the right-hand rule, there is no `crs`, and the same records give the same bytes for any thread count.
///
/// A feature has every column of the table as a property: text as given, `null` where blank, a number where the catalogue
/// says integer or number and the cell is one; the attributes column is an object. `source_file`, `source_layer` and
/// `source_row` tell where the record came from. The feature's `id` is the record's subject key.
public struct GeoJSONWriter: Sendable {
  public enum Form: Sendable {
    /// A feature collection with its `bbox`.
    case collection
    /// One feature a record, each between RS and LF.
    case sequence
  }

  /// What properties are called.
  public enum Names: Sendable {
    /// The canonical keys.
    case key
    /// The headers of the standard Chinese forms.
    case chinese
    /// The headers of the source; the key where a source has no header for it.
    case source
  }

  public var form: Form
  public var names: Names
  /// Decimals of a degree, 0 to 15; 7 are about 1 cm.
  public var decimals: Int
  /// Whether features that are no points have a `bbox` of their own.
  public var writesFeatureBounds: Bool
  /// Threads that put features together; bytes do not depend on it.
  public var threads: Int
  /// The program and version, by which the file is known as ours (see `OutputFile`).
  public var generator: String

  public init(
    form: Form = .collection, names: Names = .key, decimals: Int = 7, writesFeatureBounds: Bool = false,
    threads: Int = 2, generator: String = "jieming"
  ) {
    self.form = form
    self.names = names
    self.decimals = decimals
    self.writesFeatureBounds = writesFeatureBounds
    self.threads = threads
    self.generator = generator
  }

  /// Writes all records of a table.
  ///
  /// - Parameter dataset: gives the sources that the origins of the records name.
  /// - Throws: `GeoJSONWriteError` before anything is written, or the error of the sink.
  /// - Complexity: O(n); memory for a few chunks of some MiB.
  public func write<Sink: OutputSink>(_ records: RecordTable, of dataset: Dataset, to sink: inout Sink) throws {
    let bounds = try bounds(of: records, in: dataset)
    let feature = FeatureFormat(records, of: dataset, self)
    let chunks = feature.chunks
    try writeInOrder(chunks: max(chunks.count, 1), threads: threads, to: &sink) { index, output in
      if index == 0, form == .collection { appendHead(of: records, bounds, to: &output) }
      let rows = chunks.isEmpty ? 0..<0 : chunks[index]
      switch form {
      case .collection:
        feature.append(rows, generator: nil, to: &output) { row, output in output.append(row == 0 ? "\n" : ",\n") }
      case .sequence:
        feature.append(rows, generator: generator, to: &output) { row, output in
          output.append(row == 0 ? "\u{1E}" : "\n\u{1E}")
        }
        if !rows.isEmpty, rows.upperBound == records.count { output.append("\n") }
      }
      if index == max(chunks.count, 1) - 1, form == .collection { output.append("\n]}\n") }
    }
  }

  private func appendHead(of records: RecordTable, _ bounds: Envelope?, to output: inout ByteWriter) {
    output.append(#"{"type":"FeatureCollection","generator":"#)
    output.appendJSON(generator)
    // The layer's name, as GDAL and QGIS read it.
    output.append(#","name":"#)
    output.appendJSON(records.kind.rawValue)
    if let bounds {
      output.append(#","bbox":"#)
      output.appendBounds(bounds, DecimalFormat(decimals: decimals))
    }
    output.append(#","features":["#)
  }

  /// The bounds of all records; `nil` when none has a place.
  private func bounds(of records: RecordTable, in dataset: Dataset) throws(GeoJSONWriteError) -> Envelope? {
    let coordinates = records.geometry.coordinates
    guard !coordinates.isEmpty else { return nil }
    var bounds = Envelope(minX: .infinity, minY: .infinity, maxX: -.infinity, maxY: -.infinity)
    // Stays zero until a coordinate is not finite.
    var check = 0.0
    for index in stride(from: 0, to: coordinates.count, by: 2) {
      let (x, y) = (coordinates[index], coordinates[index + 1])
      check += x * 0 + y * 0
      bounds.minX = x < bounds.minX ? x : bounds.minX
      bounds.maxX = x > bounds.maxX ? x : bounds.maxX
      bounds.minY = y < bounds.minY ? y : bounds.minY
      bounds.maxY = y > bounds.maxY ? y : bounds.maxY
    }
    if check == 0 { return bounds }
    let row = records.rows.first { row in
      records.geometry.vertices(ofRow: row).contains { vertex in
        let position = records.geometry.position(ofVertex: vertex)
        return !position.x.isFinite || !position.y.isFinite
      }
    }
    let origin = row.map { records.origins[$0] }
    let file = origin.flatMap { dataset.sources.indices.contains($0.source) ? dataset.sources[$0.source].file : nil }
    throw .notFinite(kind: records.kind, file: file ?? "", row: origin?.row ?? 0)
  }
}

/// Records that cannot be written.
public enum GeoJSONWriteError: Error, Sendable, Equatable, CustomStringConvertible {
  /// A coordinate that is infinite or no number.
  case notFinite(kind: RecordKind, file: String, row: Int)

  /// What is wrong and what to do.
  public var message: LocalizedText {
    switch self {
    case .notFinite(let kind, let file, let row):
      LocalizedText(
        zh: "\(kind.title.zh)（文件“\(file)”第 \(row) 行）的坐标不是有限的数，无法写成 GeoJSON；请更正该行的坐标后重新导入",
        en: "a coordinate of row \(row) of \(file) (\(kind.rawValue)) is not finite and cannot be written as GeoJSON; "
          + "correct it and import the file again")
    }
  }

  public var description: String { message.en }
}
