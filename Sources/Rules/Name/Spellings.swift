import Registry
import Toponymy

/// What the rules on names derive from the place names and their romanisations: one pass for all of them.
struct Spellings: Sendable {
  /// A romanisation that no reading of the characters gives; ranges as in `RomanisationVerdict`.
  struct Impossible: Sendable {
    let row: Int
    let name: Range<Int>
    let letters: Range<Int>
  }

  /// A romanisation that composes, with faults of writing.
  struct Faulty: Sendable {
    let row: Int
    let faults: SpellingFaults
  }

  /// A romanisation whose generic is an English word.
  struct Translated: Sendable {
    let row: Int
    let match: TranslatedGenerics.Match
  }

  /// By row: in the readings of the recorded romanisation if it composes, else in the preferred ones.
  private(set) var soundKeys: [SoundKey] = []
  /// These and the following in the order of rows.
  private(set) var impossible: [Impossible] = []
  private(set) var translated: [Translated] = []
  private(set) var faulty: [Faulty] = []
  /// By row; `nil` where no romanisation composes.
  private(set) var toneMarkings: [ToneMarking?] = []

  init(_ area: Area) {
    let table = area.dataset[.placeName]
    soundKeys.reserveCapacity(table.count)
    toneMarkings.reserveCapacity(table.count)
    for piece in table[.name]?.inPieces({ [SpellingPiece(area, rows: $0)] }) ?? [] {
      soundKeys += piece.soundKeys
      toneMarkings += piece.toneMarkings
      impossible += piece.impossible
      translated += piece.translated
      faulty += piece.faulty
    }
  }

  /// The sound keys of a table alone, without what is said of its romanisations.
  ///
  /// - Parameter isWanted: for which names, of their bytes; the others are silent.
  static func soundKeys(
    of table: RecordTable, where isWanted: @Sendable (UnsafeBufferPointer<UInt8>) -> Bool = { _ in true }
  ) -> [SoundKey] {
    guard let names = table[.name] else { return Array(repeating: .silent, count: table.count) }
    let romanisations = table[.romanisation] ?? TextColumn(blank: names.count)
    return names.inPieces { rows in
      var maker = SoundKeyMaker()
      return names.withAllBytes { nameBytes in
        romanisations.withAllBytes { letterBytes in
          rows.map { row in
            let name = UnsafeBufferPointer(rebasing: nameBytes[names.byteRange(row)])
            guard isWanted(name) else { return .silent }
            return maker.key(
              name: name.span,
              romanisation: UnsafeBufferPointer(rebasing: letterBytes[romanisations.byteRange(row)]).span)
          }
        }
      }
    }
  }
}

/// The rows that one thread looks at.
private struct SpellingPiece: Sendable {
  var soundKeys: [SoundKey] = []
  var impossible: [Spellings.Impossible] = []
  var translated: [Spellings.Translated] = []
  var faulty: [Spellings.Faulty] = []
  var toneMarkings: [ToneMarking?] = []

  init(_ area: Area, rows: Range<Int>) {
    let table = area.dataset[.placeName]
    guard let names = table[.name] else { return }
    let romanisations = table[.romanisation] ?? TextColumn(blank: names.count)
    var checker = RomanisationChecker()
    var classes = RowGenerics(area)
    var noRemarks: [SpellingRemark]?
    soundKeys.reserveCapacity(rows.count)
    toneMarkings.reserveCapacity(rows.count)
    names.withAllBytes { nameBytes in
      romanisations.withAllBytes { letterBytes in
        for row in rows {
          let verdict = checker.check(
            name: UnsafeBufferPointer(rebasing: nameBytes[names.byteRange(row)]).span,
            romanisation: UnsafeBufferPointer(rebasing: letterBytes[romanisations.byteRange(row)]).span)
          soundKeys.append(checker.soundKey(isRecorded: verdict == .composable))
          var tones: ToneMarking?
          switch verdict {
          case .composable:
            let review = checker.review(classes.generics(ofRow: row), remarks: &noRemarks)
            tones = review.tones
            if !review.faults.isEmpty { faulty.append(.init(row: row, faults: review.faults)) }
          case .impossible(let name, let letters):
            let match = TranslatedGenerics.standard.match(
              name: names.trimmed(row), romanisation: romanisations[row], checker: &checker)
            if let match {
              translated.append(.init(row: row, match: match))
            } else {
              impossible.append(.init(row: row, name: name, letters: letters))
            }
          case .undecidable: break
          }
          toneMarkings.append(tones)
        }
      }
    }
  }
}

/// The generics of the class of each row, looked up once per class.
struct RowGenerics {
  private let classes: NameClasses
  private var known: [Int: ClassGenerics] = [:]
  private var last: (code: Int, generics: ClassGenerics) = (0, ClassGenerics(nil))

  init(_ area: Area) { classes = area.nameClasses }

  /// 0 without a class.
  func code(ofRow row: Int) -> Int { classes.code(row) ?? 0 }

  mutating func generics(ofRow row: Int) -> ClassGenerics {
    let code = code(ofRow: row)
    if code == last.code { return last.generics }
    let generics = known[code] ?? ClassGenerics(ClassCode(String(code)))
    known[code] = generics
    last = (code, generics)
    return generics
  }
}

extension Area {
  /// The place names and their romanisations, analysed once.
  var spellings: Spellings { spellingsOnce { Spellings(self) } }
}
