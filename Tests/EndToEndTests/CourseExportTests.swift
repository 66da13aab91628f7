import Foundation
import Testing

/// `jieming export --layer course`.
@Suite struct CourseExportTests {
  private struct Collection: Decodable {
    struct Feature: Decodable {
      struct Properties: Decodable {
        let name: String
        let course: String?
        let isDraft: String?

        enum CodingKeys: String, CodingKey {
          case name, course
          case isDraft = "course_draft"
        }
      }
      let properties: Properties
    }
    let features: [Feature]
  }

  @Test func writesADraftForEachLine() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    let outcome = try folder.jieming("export", "sample", "--layer", "course", "--output", "course.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let layer = try JSONDecoder().decode(Collection.self, from: folder.bytes("course.geojson"))
    #expect(layer.features.count == 68)
    for feature in layer.features {
      #expect(feature.properties.isDraft == "true")
      #expect(feature.properties.course?.hasPrefix("【草稿") == true)
      #expect(feature.properties.course?.contains("\(feature.properties.name)，全长约") == true)
    }
    let county = try #require(layer.features.first { $0.properties.name == "铜永线" }?.properties.course)
    #expect(county.contains("至1851002A、1851002B号界桩"))
  }

  /// The text of the tool, taken into the line table, contradicts nothing.
  @Test func aDraftPassesTheCheck() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(["lines.geojson", "markers.xlsx"], to: folder)
    _ = try folder.jieming("export", "sample", "--layer", "course", "--output", "boundary_line.geojson")
    let outcome = try folder.jieming(
      "check", "boundary_line=boundary_line.geojson", "boundary_marker=sample/markers.xlsx", "--select", "B207",
      "--format", "json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(
      outcome.text.contains("\"findings\": []") || outcome.text.contains("\"findings\":[]"),
      "\(outcome.text.prefix(2000))")
  }
}
