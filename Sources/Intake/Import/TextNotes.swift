internal import Registry

/// Texts that were damaged before they came here (I103), per column: characters that stand for lost ones, and texts
/// decoded by the wrong table.
struct TextNotes {
  private let headers: [String]
  private var keys: [FieldKey?] = []
  /// Names are read character by character by rules of their own (N101).
  private var isName: [Bool] = []
  private var damage: [CellList]
  private var filled: [Int]
  private let mojibake = Mojibake()

  init(headers: [String]) {
    self.headers = headers
    damage = headers.map { _ in CellList() }
    filled = headers.map { _ in 0 }
  }

  mutating func follow(_ mapping: HeaderMapping) {
    keys = mapping.keys
    isName = mapping.keys.map { $0 == .name && [.placeName, .sign].contains(mapping.kind) }
  }

  mutating func look(at batch: RawBatch) {
    for (index, cells) in batch.columns.enumerated() {
      filled[index] += cells.filledCount
      let sight = cells.withAllBytes(TextSight.init)
      guard sight.isBeyondASCII || sight.isSuspicious else { continue }
      for row in batch.rowNumbers.indices {
        let found = cells.withBytes(row) { cell in
          (sight.isSuspicious ? TextDamage(in: cell, isName: isName[index]) : nil, mojibake?.original(of: cell))
        }
        if let original = found.1 {
          add(cells, row, batch, index, ["damage": "mojibake", "original": original])
        } else if let kind = found.0 {
          add(cells, row, batch, index, ["damage": kind.rawValue])
        }
      }
    }
  }

  private mutating func add(
    _ cells: TextColumn, _ row: Int, _ batch: RawBatch, _ index: Int, _ details: [String: String]
  ) {
    damage[index].add(cells, row, batch.rowNumbers[row], details)
  }

  /// In the order of the columns; sources are set by the importer.
  var notes: [ImportNote] {
    damage.indices.flatMap { index in
      damage[index].notes(
        .damagedText, keys[index] ?? FieldKey(rawValue: headers[index]), of: filled[index], [:])
    }
  }
}

/// What shows that characters of a text are lost; the raw value is stored.
enum TextDamage: String {
  case replacement
  case privateUse = "private-use"
  case questionMarks = "question-marks"
  /// □ or 〓 in place of a character.
  case box

  init?(in cell: UnsafeBufferPointer<UInt8>, isName: Bool) {
    var found: TextDamage?
    for index in cell.indices.dropLast() {
      let (first, second) = (cell[index], cell[index + 1])
      let third = index + 2 < cell.count ? cell[index + 2] : 0
      switch (first, second, third) {
      case (0xEF, 0xBF, 0xBD):
        self = .replacement
        return
      case (0xEE, 0x80..., _), (0xEF, 0x80...0xA3, _): if !isName { found = found ?? .privateUse }
      case (0x3F, 0x3F, _): found = found ?? .questionMarks
      case (0xE2, 0x96, 0xA1), (0xE3, 0x80, 0x93): found = found ?? .box
      default: break
      }
    }
    guard let found else { return nil }
    self = found
  }
}

/// One look over the bytes of a whole column, without branches so that the compiler makes vectors of it.
private struct TextSight {
  let isBeyondASCII: Bool
  /// Some two bytes begin what `TextDamage` looks for; few columns have any.
  let isSuspicious: Bool

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var all: UInt8 = 0
    var suspicion: UInt8 = 0
    var index = 0
    while index + 2 < bytes.count {
      let (first, second, third) = (bytes[index], bytes[index + 1], bytes[index + 2])
      all |= first
      let isQuestion: UInt8 = first == 0x3F && second == 0x3F ? 1 : 0
      let isPrivate: UInt8 = first == 0xEE ? 1 : 0
      let isSpecial: UInt8 = first == 0xEF && (second == 0xBF || second <= 0xA3) ? 1 : 0
      let isBox: UInt8 = first == 0xE2 && second == 0x96 && third == 0xA1 ? 1 : 0
      let isGeta: UInt8 = first == 0xE3 && second == 0x80 && third == 0x93 ? 1 : 0
      suspicion |= isQuestion | isPrivate | isSpecial | isBox | isGeta
      index += 1
    }
    if bytes.suffix(2).elementsEqual([0x3F, 0x3F]) { suspicion = 1 }
    isBeyondASCII = (all | (bytes.last ?? 0) | (bytes.dropLast().last ?? 0)) >= 0x80
    isSuspicious = suspicion != 0
  }
}
