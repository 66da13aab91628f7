import Registry
import Toponymy

/// Place names that are themselves the former name of a unit: a town with a kind that it no longer has, a county since
/// renamed. Only towns and counties by their class, and names without class, are meant.
struct FormerTownNames {
  struct Name {
    let row: Int
    let field: FieldKey
    /// Where it stands in the cell, in Unicode scalars.
    let span: Range<Int>
    let verdict: UnitVerdict
  }

  private(set) var found: [Name] = []

  init(_ area: Area, _ directory: UnitDirectory, _ columns: UnitColumns) {
    let scoped = columns.scoped
    let district = area.homeCounty
    let table = area.dataset[.placeName]
    let meant = MeantUnits(directory)
    guard !meant.isEmpty else { return }
    var names: [Name] = []
    var mentioned: Set<String> = []
    var counties: [Int: Set<DivisionCode>] = [:]
    for field in [FieldKey.name, .alias] {
      guard let column = table[field] else { continue }
      for row in table.rows where Self.mayNameUnit(column, row) && Self.isUnit(scoped, row) {
        for part in Self.parts(of: column[row]) {
          guard let unit = meant[part.text] else { continue }
          mentioned.insert(part.text)
          if case .present(let unit) = unit {
            counties[unit.county, default: []].insert(unit.code)
          } else if case .changed(let verdict, let county, let code) = unit, !scoped.isFormer(row) {
            if let code { counties[county, default: []].insert(code) }
            let own = columns.codedCounty(row)
            guard own == nil || own == county else { continue }
            if case .formerName(let unit) = verdict, !directory.canMean(unit, county: own ?? district) { continue }
            names.append(Name(row: row, field: field, span: part.span, verdict: verdict))
          }
        }
      }
    }
    let atHand = Self.countiesAtHand(counties, directory, district)
    var rows: Set<Int> = []
    found = names.filter { name in
      switch name.verdict {
      case .kind(_, let present, _):
        // Where the table has the present name too, the other is likely a place of another county.
        guard atHand.contains(present.county), !mentioned.contains(present.name) else { return false }
      default: break
      }
      return rows.insert(name.row).inserted
    }
    found.sort { $0.row < $1.row }
  }

  /// The district of the check; without it the counties of which the table names more than half of the towns.
  private static func countiesAtHand(
    _ named: [Int: Set<DivisionCode>], _ directory: UnitDirectory, _ district: Int?
  ) -> Set<Int> {
    if let district { return [district] }
    return Set(
      named.filter { county, towns in
        directory.towns(ofCounty: county).map { 2 * towns.count > $0.units.count } ?? false
      }.keys)
  }

  /// Whether a cell ends in a kind of town or county, or lists several names; most do not.
  private static func mayNameUnit(_ column: TextColumn, _ row: Int) -> Bool {
    column.withBytes(row) { cell in
      let cell = TextColumn.trim(cell)
      return ends.contains { cell.count > $0.count && cell.suffix($0.count).elementsEqual($0) }
        // | and the first byte of ｜, which few other characters have.
        || cell.contains { $0 == 0x7C || $0 == 0xEF }
    }
  }

  private static let ends: [[UInt8]] = ["镇", "乡", "街道", "县", "市"].map { Array($0.utf8) }

  private static func isUnit(_ scoped: ScopedNames, _ row: Int) -> Bool {
    guard let code = scoped.classCode(ofRow: row), let code = ClassCode(String(code)) else { return true }
    return code.belongs(to: "215") || code.belongs(to: "214")
  }

  /// The names of a cell with their places.
  private static func parts(of text: String) -> [(text: String, span: Range<Int>)] {
    let scalars = Array(text.unicodeScalars)
    return scalars.indices.split { scalars[$0] == "|" || scalars[$0] == "｜" }.compactMap { indices in
      let kept = indices.drop { scalars[$0].properties.isWhitespace }
      guard let start = kept.first, let end = kept.last(where: { !scalars[$0].properties.isWhitespace }) else {
        return nil
      }
      return (String(String.UnicodeScalarView(scalars[start...end])), start..<end + 1)
    }
  }
}

/// What a name can mean: the present and former names of the towns of completely listed counties, former county names.
private struct MeantUnits {
  enum Meaning {
    case present(DivisionList.Unit)
    /// - Parameter town: the present code, of a town.
    case changed(UnitVerdict, county: Int, town: DivisionCode?)
  }

  private var towns: [String: Meaning] = [:]
  private let directory: UnitDirectory

  init(_ directory: UnitDirectory) {
    self.directory = directory
    for county in directory.countiesWithTowns {
      guard let listed = directory.towns(ofCounty: county) else { continue }
      for unit in listed.units {
        towns[unit.name] = .present(unit)
        guard let stem = TownKind.stem(of: unit.name) else { continue }
        for kind in [TownKind.subdistrict, .town, .township] {
          let name = stem + kind.rawValue
          guard let verdict = directory.verdict(ofTown: name, county: county, mayBeUnknown: false) else { continue }
          towns[name] = .changed(verdict, county: county, town: unit.code)
        }
      }
    }
  }

  var isEmpty: Bool { towns.isEmpty }

  subscript(name: String) -> Meaning? {
    if let meaning = towns[name] { return meaning }
    return directory.formerUnit(named: name).map {
      .changed(.formerName($0), county: $0.presentCode.value, town: nil)
    }
  }
}

extension DivisionList.Unit {
  fileprivate var county: Int { code.ancestor(at: .county)?.value ?? code.value }
}
