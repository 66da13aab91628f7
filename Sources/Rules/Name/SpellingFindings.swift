import Registry
import Toponymy

/// Looks again, in detail, at the rows that the pass over all names found faulty in one way.
struct SpellingFindings: ~Copyable {
  let table: RecordTable
  private let names: TextColumn
  private let romanisations: TextColumn
  private let foreign: [TextColumn]
  private var checker = RomanisationChecker()
  private var classes: RowGenerics

  /// `nil` without names or romanisations.
  init?(_ area: Area) {
    table = area.dataset[.placeName]
    guard let names = table[.name], let romanisations = table[.romanisation] else { return nil }
    (self.names, self.romanisations) = (names, romanisations)
    foreign = [FieldKey.minorityWriting, .language].compactMap { [table] in table[$0] }
    classes = RowGenerics(area)
  }

  /// Reports each row with a fault; the evidence is the first place of it.
  mutating func report(
    _ fault: SpellingFaults, _ area: Area, into findings: inout FindingSink,
    describe: (SpellingRow, inout Finding) -> Void
  ) {
    let rows = area.spellings.faulty.filter { $0.faults.contains(fault) }.map(\.row)
    report(fault, rows: rows, into: &findings, describe: describe)
  }

  /// Reports the fault of some of the rows that have it.
  mutating func report(
    _ fault: SpellingFaults, rows: [Int], into findings: inout FindingSink,
    describe: (SpellingRow, inout Finding) -> Void
  ) {
    for place in rows {
      let row = detail(place, fault)
      findings.report(table, row: place, field: .romanisation, span: row.remarks.first?.letters) { finding in
        finding.arguments["name"] = .text(row.name)
        // Names of other languages follow rules of their own.
        if foreign.contains(where: { $0.saysForeignLanguage(place) }) { finding.certainty = .suspect }
        describe(row, &finding)
      }
    }
  }

  /// A row with what is wrong with it in one way.
  mutating func detail(_ row: Int, _ fault: SpellingFaults) -> SpellingRow {
    let (name, romanisation) = (names[row], romanisations[row])
    let generics = classes.generics(ofRow: row)
    _ = checker.check(name: name, romanisation: romanisation)
    var remarks: [SpellingRemark]? = []
    let tones = checker.review(generics, remarks: &remarks).tones
    let standard = checker.standardSpelling(generics, tones: tones != .toneless, isRecorded: true)
    return SpellingRow(
      name: name, romanisation: romanisation, hasClass: generics.code != nil, isSettled: checker.doubt == nil,
      remarks: (remarks ?? []).filter { $0.fault == fault }, faults: Set((remarks ?? []).map(\.fault)), tones: tones,
      standard: romanisation.contains { $0.isLowercase } ? standard : standard.uppercased())
  }
}

/// A row with the places of one fault.
struct SpellingRow {
  let name: String
  let romanisation: String
  let hasClass: Bool
  /// Whether the standard form is known to be right.
  let isSettled: Bool
  let remarks: [SpellingRemark]
  /// All faults of the romanisation.
  let faults: Set<SpellingFaults>
  let tones: ToneMarking
  /// The standard form in the recorded readings, with tones and capitals as recorded.
  let standard: String

  /// The romanisation with every replacement made.
  var corrected: String {
    var scalars = Array(romanisation.unicodeScalars)
    for remark in remarks.reversed() {
      guard let replacement = remark.replacement else { continue }
      scalars.replaceSubrange(remark.letters, with: Array(replacement.unicodeScalars))
    }
    return String(String.UnicodeScalarView(scalars))
  }

  func character(_ remark: SpellingRemark) -> String {
    String(String.UnicodeScalarView(name.unicodeScalars.dropFirst(remark.character).prefix(1)))
  }
}

extension TextColumn {
  /// Whether a cell on the language of a name says that it is not Chinese.
  func saysForeignLanguage(_ row: Int) -> Bool {
    !isBlank(row) && !equals("汉语", row) && !equals("汉", row) && !equals("中文", row)
  }
}
