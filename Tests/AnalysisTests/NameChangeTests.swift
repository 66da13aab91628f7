import Analysis
import Geometry
import Registry
import Testing

@Suite struct NameChangeTests {
  private func set(_ rows: [[FieldKey: String]], at places: [(Double, Double)?] = []) -> NameSet {
    var table = RecordTable(kind: .placeName)
    for (index, row) in rows.enumerated() {
      var geometry = GeometryColumn()
      if index < places.count, let place = places[index] { geometry.appendPoint(x: place.0, y: place.1) }
      table.append(row, geometry: geometry.isEmpty ? nil : geometry, origin: Origin(source: 0, row: index + 2))
    }
    return NameSet(table)
  }

  @Test func codesThatASpreadsheetDamagedMatchOnlyOneName() {
    let old = set([[.placeCode: "50015110022200000000", .name: "王家湾"], [.placeCode: "5.00151E+19", .name: "李家坝"]])
    let new = set([[.placeCode: "50015110022200000000", .name: "张家沟"], [.placeCode: "5.00151E+19", .name: "李家坝"]])
    let comparison = NameComparison(old, new)
    #expect(comparison.matches.map { [$0.old, $0.new] } == [[1, 1]] && comparison.matches.first?.basis == .placeCode)
    #expect(comparison.changes.map(\.kinds) == [[.removed], [.added]])
  }

  /// 5000 groups of one name at one place have no counterparts by position, and cost no square.
  @Test func pilesAreNotMatchedByPosition() {
    let rows = (0..<3000).map { [FieldKey.name: "甲\($0)", "class": "自然村", .unit: "土桥镇"] }
    let others = (0..<3000).map { [FieldKey.name: "乙\($0)", "class": "自然村", .unit: "土桥镇"] }
    let places = [(Double, Double)?](repeating: (106, 29.8), count: 3000)
    let comparison = NameComparison(set(rows, at: places), set(others, at: places))
    #expect(comparison.matches.isEmpty)
    #expect(comparison.count(.removed) == 3000 && comparison.count(.added) == 3000)
  }

  @Test func theNearestOfSeveralIsTheCounterpart() {
    let name: [FieldKey: String] = [.name: "王家湾", .unit: "土桥镇"]
    let old = set([name, name, name], at: [(106, 29.8), (106.1, 29.8), (106.2, 29.8)])
    let new = set([name, name], at: [(106.2001, 29.8), (106.0001, 29.8)])
    let comparison = NameComparison(old, new)
    #expect(comparison.matches.map { [$0.old, $0.new] } == [[0, 1], [2, 0]])
    #expect(comparison.changes.map(\.old) == [1])
  }

  @Test func equalValuesAreNoChange() {
    let old = set([[.id: "1", .name: "安居溪", .lengthKm: "12.50", .classCode: "121", "registered_on": "2014-09-28"]])
    let new = set([[.id: "1", .name: "安居溪", .lengthKm: "12.5", .classCode: "12100", "registered_on": "2014年9月28日"]])
    let comparison = NameComparison(old, new)
    #expect(comparison.changes.isEmpty && comparison.fields.isEmpty)
  }

  @Test func namesOutsideAreLeftOut() {
    let table = set([[.unitCode: "500151100", .name: "甲"], [.unitCode: "500117100", .name: "乙"], [.name: "丙"]]).table
    #expect(NameSet(table, within: "500151").rows == [0])
  }

  @Test func aProtectedNameIsToldByTheOldTable() {
    let old = set([[.id: "1", .name: "安居城", "protected": "是"], [.id: "2", .name: "土桥", "protected": "否"]])
    let new = set([[.id: "1", .name: "安居镇", "protected": "否"], [.id: "2", .name: "新桥", "protected": "是"]])
    #expect(NameComparison(old, new).changes.map(\.concernsProtectedName) == [true, false])
  }
}
