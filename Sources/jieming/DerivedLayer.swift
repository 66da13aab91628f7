import Analysis
import Delivery
import Registry

/// What `export --layer` computes from the records.
enum DerivedLayer: String {
  case adjacency, course

  var title: String {
    switch self {
    case .adjacency: "毗邻关系 adjacency"
    case .course: "走向说明草稿 course"
    }
  }

  /// - Returns: how many features were written.
  func write(_ dataset: Dataset, with writer: GeoJSONWriter, to output: FileOutput) throws -> Int {
    switch self {
    case .adjacency:
      guard dataset.kinds.contains(.division) else {
        throw Failure(
          .input, zh: "毗邻关系图层需要行政区划数据（division）", en: "the layer adjacency needs divisions (division)")
      }
      let layer = AdjacencyLayer(dataset)
      try output.stream { try layer.write(with: writer, to: &$0) }
      return layer.count
    case .course:
      let table = try CourseLayer.table(of: dataset)
      try output.stream { try writer.write(table, of: dataset, to: &$0) }
      return table.count
    }
  }
}
