import Registry
import Testing

@testable import Delivery

@Suite struct RejectedRowTableTests {
  @Test(arguments: [
    ("地名.csv", "地名", "地名_rejected"), ("界桩.xlsx", "甲/乙", "界桩_甲-乙_rejected"),
    ("上报.zip/村/地名.csv", "地名", "上报.zip-村-地名_rejected"), ("无后缀", "a\0b", "无后缀_a-b_rejected"),
  ])
  func aFileNameHoldsNoSlash(file: String, layer: String, stem: String) throws {
    var dataset = Dataset()
    let source = dataset.begin(Source(kind: .placeName, file: file, layer: layer))
    dataset.add(
      RejectedRow(origin: Origin(source: source, row: 2), reason: LocalizedText(zh: "错", en: "wrong"), cells: []))
    #expect(RejectedRowTable.all(in: dataset, language: .zh).map(\.fileStem) == [stem])
  }
}
