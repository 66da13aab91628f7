import Foundation
import Testing

/// Chinese tables in the encodings in which they arrive.
@Suite struct EncodingTests {
  private static let table = "标准名称,所属政区,东经,北纬\n张家湾,土桥镇,105.95,29.75\n㙦石坝,二坪镇,105.96,29.76\n"

  /// kCFStringEncodingGB_18030_2000 as Foundation numbers it.
  private static let gb18030 = String.Encoding(rawValue: 0x8000_0632)

  @Test(arguments: ["UTF-8", "UTF-8 with mark", "GB18030", "UTF-16"])
  func allReadAlike(name: String) throws {
    let encoded: Data? =
      switch name {
      case "UTF-8": Data(Self.table.utf8)
      case "UTF-8 with mark": Data("\u{FEFF}\(Self.table)".utf8)
      case "UTF-16": Self.table.data(using: .utf16)
      default: Self.table.data(using: Self.gb18030)
      }
    let folder = try TemporaryFolder()
    try folder.write(try #require(encoded), to: "names.csv")
    let outcome = try folder.jieming("export", "names.csv", "--output", "names.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let text = try folder.text("names.geojson")
    #expect(text.contains(#""name":"㙦石坝""#))
    #expect(text.contains(#""unit":"二坪镇""#))
    #expect(text.contains(#""coordinates":[105.95,29.75]"#))
  }

  /// The towns of the sample are a GBK Shapefile of which nothing says so.
  @Test func aShapefileWithoutDeclaration() throws {
    let folder = try TemporaryFolder()
    try Sample.copy(Sample.towns, to: folder)
    let outcome = try folder.jieming("export", "sample/towns.shp", "--output", "towns.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    for town in ["巴川街道", "土桥镇", "侣俸镇"] { #expect(try folder.text("towns.geojson").contains(town)) }
  }

  /// What the user says of the encoding stands above what the bytes look like.
  @Test func theUserKnowsBest() throws {
    let folder = try TemporaryFolder()
    try folder.write(try #require(Self.table.data(using: Self.gb18030)), to: "names.csv")
    let outcome = try folder.jieming(
      "export", "names.csv", "--encoding", "GB18030", "--output", "names.geojson")
    #expect(outcome.status == 0, "\(outcome.messages)")
    #expect(try folder.text("names.geojson").contains("㙦石坝"))
  }
}
