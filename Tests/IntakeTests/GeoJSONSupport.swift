import Foundation
import Geometry
import Registry

@testable import Intake

extension SharedData {
  static func file(_ path: String) -> URL { URL(fileURLWithPath: self.path(path)) }

  /// The files below a folder whose names end so, in order.
  static func files(_ folder: String, suffix: String) -> [URL] {
    let names = FileManager.default.enumerator(atPath: path(folder))?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().map { file("\(folder)/\($0)") }
  }
}

/// Everything that comes out of one GeoJSON text.
struct GeoJSONReading {
  var headers: [String]
  var format: String
  var crs: String?
  var batches: [RawBatch]

  /// - Throws: `GeoJSONFault` when the text is refused.
  init(_ bytes: [UInt8]) throws(GeoJSONFault) {
    let owner = Bytes(bytes)
    let reader = try GeoJSONReader(owner.buffer, owner: owner)
    let layer = reader.layer(named: "test")
    (headers, format, crs) = (layer.headers, layer.format, layer.declaredCRS?.text)
    batches = []
    while let batch = reader.nextBatch() { batches.append(batch) }
  }

  init(_ text: String) throws(GeoJSONFault) { try self.init(Array(text.utf8)) }

  /// Rows as texts by header.
  var rows: [[String: String]] {
    batches.flatMap { batch in
      (0..<batch.count).map { row in
        Dictionary(
          zip(headers, batch.columns.map { $0[row] }).filter { !$1.isEmpty }, uniquingKeysWith: { first, _ in first })
      }
    }
  }

  var geometry: GeometryColumn {
    var column = GeometryColumn()
    for batch in batches { if let part = batch.geometry { column.append(contentsOf: part) } }
    return column
  }

  var rowNumbers: [Int] { batches.flatMap(\.rowNumbers) }
  var rejected: [RejectedRow] { batches.flatMap(\.rejected) }
  var notes: [ImportNote] { batches.flatMap(\.notes) }

  /// The breaches that were noted, as `code path`.
  var faults: [String] {
    notes.filter { $0.code == .malformedGeoJSON }.map { "\($0.details["problem"] ?? "") \($0.details["path"] ?? "")" }
  }

  var problems: Set<String> {
    Set(notes.filter { $0.code == .malformedGeoJSON }.compactMap { $0.details["problem"] })
  }
}

/// Bytes at a fixed place.
private final class Bytes {
  let buffer: UnsafeBufferPointer<UInt8>

  init(_ bytes: [UInt8]) {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = copy.initialize(from: bytes)
    buffer = UnsafeBufferPointer(copy)
  }

  deinit { buffer.deallocate() }
}

/// What refusing a text says; `nil` when it is read.
func refusal(_ bytes: [UInt8]) -> GeoJSONFault? {
  do throws(GeoJSONFault) {
    _ = try GeoJSONReading(bytes)
    return nil
  } catch { return error }
}

func refusal(_ text: String) -> GeoJSONFault? { refusal(Array(text.utf8)) }
