import Testing

/// Tables as forms lay them out and files of exchange, from a folder to what the clerk is told and the records.
@Suite struct FormsTests {
  private static let form = """
    铜梁区界桩成果表,,,,
    界线名称：铜合线,,坐标系：EPSG:4544,,
    界桩编号,坐标,,一号方位物,
    ,纵坐标,横坐标,位置,距离
    5001,3298438,598617,路口,30
    5002,3298439,598618,树,31
    合计,,,,61
    制表人：张三,,审核人：李四,,

    公墓名称,公墓类型,所属镇街,面积(亩),
    甲公墓,公益性,甲镇,3,

    """
  private static let exchange = """
    <?xml version="1.0" encoding="UTF-8"?>
    <RECORDS><RECORD><Item name='BMMX0001' name_cn='地名代码'>50015122200000000001</Item>
    <Item name='BMMX0002' name_cn='标准地名'>张家湾</Item></RECORD></RECORDS>
    """

  @Test func aFolderOfForms() throws {
    let folder = try TemporaryFolder()
    try folder.write(Self.form, to: "data/markers.csv")
    try folder.write(Self.exchange, to: "data/names.xml")
    try folder.write("<metadata/>", to: "data/markers.xml")
    let outcome = try folder.jieming("import", "w.gpkg", "data")
    #expect(outcome.status == 0, "\(outcome.messages)")
    for line in [
      "markers.csv/markers → boundary_marker 界桩：读取 2 · 导入 2 · 未导入 0",
      "markers.csv/markers（表2） → facility 设施：读取 1 · 导入 1 · 未导入 0",
      "names.xml/names → place_name 地名：读取 1 · 导入 1 · 未导入 0",
      "  表头有 2 行，合起来识别：", "  表上方写的“界线名称：铜合线”作为每一行的内容", "  合计行不作记录（第 7 行）", "  签署、说明行不作记录（第 8 行）",
      "  第 10 行起是另一张表，单独读取",
    ] { #expect(outcome.text.contains(line), "\(line)\n\(outcome.text)") }
    let markers = try folder.jieming(
      "export", "w.gpkg", "--format", "geojson", "--layer", "boundary_marker", "-o", "m.geojson")
    #expect(markers.status == 0, "\(markers.messages)")
    for text in ["\"5001\"", "\"5002\"", "铜合线", "31"] {
      #expect(try folder.text("m.geojson").contains(text), "\(text)")
    }
    #expect(try !folder.text("m.geojson").contains("张三"))
    let names = try folder.jieming(
      "export", "w.gpkg", "--format", "geojson", "--layer", "place_name", "-o", "n.geojson")
    #expect(names.status == 0, "\(names.messages)")
    #expect(try folder.text("n.geojson").contains("\"50015122200000000001\""))
  }
}
