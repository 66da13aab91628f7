import Analysis
import Registry

/// What `export --layer` computes from the records.
enum DerivedLayer: String {
  case course

  var title: String {
    switch self {
    case .course: "走向说明草稿 course"
    }
  }

  func table(of dataset: Dataset) throws -> RecordTable {
    switch self {
    case .course: try CourseLayer.table(of: dataset)
    }
  }
}
