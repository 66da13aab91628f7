import Foundation
import Geometry
import Registry

@testable import Delivery

/// Place names and findings on them, made by hand.
struct NameFixture {
  private var dataset = Dataset()
  private var findings: [Finding] = []
  private var table = RecordTable(kind: .placeName)
  private let rules: [RuleDescriptor]

  static let asOf = CalendarDate.parsed("2026-11-24")
  static let codes = ["N106", "N201", "N402", "N403", "N501", "N502", "N601", "N605", "N607", "N901"]

  /// - Parameter codes: of the rules that ran.
  init(codes: [String] = NameFixture.codes, isInternal: Bool = false) {
    var source = Source(kind: .placeName, file: "地名.csv", layer: "地名", crs: "EPSG:4490")
    source.isInternal = isInternal
    dataset.add(source)
    dataset.add(Source(kind: .sign, file: "标志.csv", layer: "标志"))
    rules = codes.map { code in
      RuleDescriptor(
        code: code, name: code.lowercased(), title: LocalizedText(zh: "问题\(code)", en: "problem \(code)"),
        severity: .warning, certainty: .suspect, needs: [.placeName], finds: LocalizedText(zh: "", en: ""),
        why: LocalizedText(zh: "", en: ""), basis: LocalizedText(zh: "第九条", en: "art. 9"),
        next: LocalizedText(zh: "请专家认定", en: "for experts"),
        messages: ["main": LocalizedText(zh: "疑似\(code)", en: "suspect \(code)")])
    }
  }

  /// Adds a name; columns that are not given stay blank. The unit is that of the code.
  mutating func add(
    _ name: String, _ code: String, at place: (Double, Double)? = nil, _ cells: [FieldKey: String] = [:]
  ) {
    var geometry = GeometryColumn()
    if let place { geometry.appendPoint(x: place.0, y: place.1) }
    var all = cells
    all[.name] = name
    all[.placeCode] = code
    table.append(all, geometry: place == nil ? nil : geometry, origin: Origin(source: 0, row: table.count + 2))
  }

  /// Adds a finding on a row, counted from 0.
  mutating func find(
    _ rule: String, _ row: Int, _ severity: Severity = .warning, _ certainty: Certainty = .suspect,
    related: [Int] = [], verdict: String? = nil, fix: String? = nil, causedBy: String? = nil
  ) {
    var finding = Finding(
      rule: rule, severity: severity, certainty: certainty, subject: table.subject(ofRow: row))
    finding.id = "\(rule)-\(row)"
    finding.origin = table.origins[row]
    finding.related = related.map { table.subject(ofRow: $0) }
    finding.causedBy = causedBy
    finding.fix = fix.map { Fix(.unsafe, field: .romanisation, old: "", new: $0) }
    finding.waived = verdict.map {
      Waiver(id: finding.id, verdict: $0, reason: "专家会意见", author: "张三", date: "2026-11-01", expires: nil)
    }
    findings.append(finding)
  }

  mutating func findInTable(_ rule: String, _ severity: Severity) {
    findings.append(
      Finding(rule: rule, severity: severity, certainty: .definite, subject: Subject(table: dataset.sources[0])))
  }

  var result: CheckResult {
    var dataset = dataset
    dataset.add(table)
    return CheckResult(asOf: Self.asOf, dataset: dataset, rules: rules, notRun: [], findings: findings)
  }

  func findings(_ language: Language = .zh) -> NameFindings {
    NameFindings(result, language: language, newSince: .parsed("2022-05-01"))
  }

  /// The same with the rows the other way round.
  var reversed: NameFixture {
    var other = self
    other.table = RecordTable(kind: .placeName, keys: table.keys)
    for row in table.rows.reversed() {
      var cells: [FieldKey: String] = [:]
      for key in table.keys { cells[key] = table.text(key, row) ?? "" }
      other.table.append(cells, geometry: table.geometry.single(row: row), origin: table.origins[row])
    }
    return other
  }
}

/// The cells of a workbook as another program unpacks them: a line a row, cells between bars.
enum SheetText {
  private static let script = """
    import re, sys, zipfile
    from xml.etree import ElementTree
    n = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
    z = zipfile.ZipFile(sys.argv[1])
    for part in sorted(p for p in z.namelist() if p.startswith('xl/worksheets/sheet')):
        print('#', part[19:-4])
        for row in ElementTree.fromstring(z.read(part)).iter(n + 'row'):
            print('|'.join(''.join(t.text or '' for t in c.iter() if t.tag in (n + 't', n + 'v')) for c in row.iter(n + 'c')))
    """

  static func of(_ path: String) throws -> String { try Python.run(script, path) }
}
