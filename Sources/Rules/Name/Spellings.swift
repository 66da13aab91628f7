import Dispatch
import Registry
import Synchronization
import Toponymy

/// What the rules on names derive from the place names and their romanisations: one pass for all of them.
struct Spellings: Sendable {
  /// A romanisation that no reading of the characters gives; ranges as in `RomanisationVerdict`.
  struct Impossible: Sendable {
    let row: Int
    let name: Range<Int>
    let letters: Range<Int>
  }

  /// By row: in the readings of the recorded romanisation if it composes, else in the preferred ones.
  private(set) var soundKeys: [SoundKey] = []
  /// In the order of rows.
  private(set) var impossible: [Impossible] = []

  /// The table is cut into pieces for the threads.
  init(_ table: RecordTable) {
    guard let names = table[.name] else { return }
    let romanisations = table[.romanisation] ?? TextColumn(blank: names.count)
    let pieceSize = 50_000
    let count = (names.count + pieceSize - 1) / pieceSize
    let pieces = Mutex<[Int: Piece]>([:])
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let rows = index * pieceSize..<min((index + 1) * pieceSize, names.count)
      let piece = Piece(names, romanisations, rows: rows)
      pieces.withLock { $0[index] = piece }
    }
    soundKeys.reserveCapacity(names.count)
    let made = pieces.withLock { $0 }
    for piece in (0..<count).compactMap({ made[$0] }) {
      soundKeys += piece.soundKeys
      impossible += piece.impossible
    }
  }

  private struct Piece: Sendable {
    var soundKeys: [SoundKey] = []
    var impossible: [Impossible] = []

    init(_ names: TextColumn, _ romanisations: TextColumn, rows: Range<Int>) {
      var checker = RomanisationChecker()
      soundKeys.reserveCapacity(rows.count)
      names.withAllBytes { nameBytes in
        romanisations.withAllBytes { letterBytes in
          for row in rows {
            let verdict = checker.check(
              name: UnsafeBufferPointer(rebasing: nameBytes[names.byteRange(row)]).span,
              romanisation: UnsafeBufferPointer(rebasing: letterBytes[romanisations.byteRange(row)]).span)
            soundKeys.append(checker.soundKey(isRecorded: verdict == .composable))
            if case .impossible(let name, let letters) = verdict {
              impossible.append(Impossible(row: row, name: name, letters: letters))
            }
          }
        }
      }
    }
  }
}

extension Area {
  /// The place names and their romanisations, analysed once.
  var spellings: Spellings { spellingsOnce { Spellings(dataset[.placeName]) } }
}
