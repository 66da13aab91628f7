import Registry
import Toponymy

/// The rows whose names have characters outside 通用规范汉字表, or of its level 3.
struct UnlistedNames: Sendable {
  private(set) var outside: [RecordKind: [Int]] = [:]
  private(set) var rare: [RecordKind: [Int]] = [:]

  static let kinds: [RecordKind] = [.placeName, .sign]

  fileprivate init(_ area: Area) {
    for kind in Self.kinds {
      guard let names = area.dataset[kind][.name] else { continue }
      let listed = names.inPieces { rows in
        names.withAllBytes { bytes in
          rows.compactMap { row -> (row: Int, listing: ListedCharacters)? in
            let name = UnsafeBufferPointer(rebasing: bytes[names.byteRange(row)]).span
            let listing = CharacterTable.shared.listing(of: name)
            return listing.isEmpty ? nil : (row, listing)
          }
        }
      }
      outside[kind] = listed.filter { $0.listing.contains(.outside) }.map(\.row)
      rare[kind] = listed.filter { $0.listing.contains(.rare) }.map(\.row)
    }
  }
}

extension Area {
  func unlisted() -> UnlistedNames { unlistedNames { UnlistedNames(self) } }
}

/// Characters of one name that a rule is about.
struct ListedStretch {
  let characters: [Unicode.Scalar]
  /// Of the first of them.
  let span: Range<Int>

  /// `nil` where no Chinese character of the name is meant.
  init?(_ name: String, where isMeant: (Unicode.Scalar) -> Bool) {
    var (characters, first) = ([Unicode.Scalar](), nil as Int?)
    for (index, scalar) in name.unicodeScalars.enumerated() where CharacterTable.isHan(scalar.value) {
      guard isMeant(scalar) else { continue }
      if !characters.contains(scalar) { characters.append(scalar) }
      first = first ?? index
    }
    guard let first else { return nil }
    self.characters = characters
    span = first..<first + 1
  }
}
