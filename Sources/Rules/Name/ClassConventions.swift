import Registry
import Texts
import Toponymy

/// Rows with one and the same fault, told apart by their classes: what most of the many names of a class share is a
/// convention of the source, which one finding tells; else each row has its own.
struct ClassConventions {
  struct Convention {
    let classCode: Int
    /// In table order.
    let rows: [Int]
  }

  /// Fewer names of a class make no convention: they are corrected one by one.
  static let least = 1000

  /// By source, each with its classes.
  private(set) var sources: [(source: Int, conventions: [Convention])] = []
  private(set) var rows: [Int] = []

  /// - Parameter faulty: rows of the table, in table order.
  init(_ faulty: [Int], of area: Area) {
    guard faulty.count >= Self.least else {
      rows = faulty
      return
    }
    let (table, classes) = (area.dataset[.placeName], area.nameClasses)
    func group(_ row: Int) -> Group { Group(source: table.origins[row].source, classCode: classes.code(row) ?? 0) }
    let faultyOfGroup = Dictionary(grouping: faulty, by: group).filter { $0.value.count >= Self.least }
    var counts = faultyOfGroup.mapValues { _ in 0 }
    for row in faultyOfGroup.isEmpty ? 0..<0 : table.rows { counts[group(row)]? += 1 }
    let common = faultyOfGroup.filter { 2 * $0.value.count > counts[$0.key] ?? 0 }
    rows = common.isEmpty ? faulty : faulty.filter { common[group($0)] == nil }
    let bySource = Dictionary(grouping: common, by: \.key.source)
    sources = bySource.sorted { $0.key < $1.key }.map { source, groups in
      let conventions = groups.map { Convention(classCode: $0.key.classCode, rows: $0.value) }
      return (source, conventions.sorted { $0.classCode < $1.classCode })
    }
  }

  private struct Group: Hashable {
    let source: Int
    let classCode: Int
  }
}

extension FindingSink {
  /// Reports the conventions of a source as one finding with the number of names, the classes and the first row.
  ///
  /// - Parameter describe: completes the finding by its first row.
  mutating func report(
    _ conventions: ClassConventions, _ area: Area, field: FieldKey,
    describe: (_ finding: inout Finding, _ row: Int) -> Void
  ) {
    let table = area.dataset[.placeName]
    for (source, conventions) in conventions.sources {
      let (row, count) = (conventions[0].rows[0], conventions.reduce(0) { $0 + $1.rows.count })
      report(table: area.dataset.sources[source], field: field.rawValue) { finding in
        finding.message = "column"
        finding.evidence = Evidence(field: field, value: table.text(field, row) ?? "")
        finding.measure = Measure(Double(count), .count)
        finding.arguments["count"] = .count(count)
        finding.arguments["classes"] = .list(
          conventions.map { "\($0.classCode) × \(NumberText.grouped($0.rows.count))" })
        finding.arguments["name"] = .text(table.text(.name, row) ?? "")
        describe(&finding, row)
      }
    }
  }
}
