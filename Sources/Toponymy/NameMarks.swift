/// Marks in names that are no characters: `·` `-` brackets, quotes, commas.
///
/// Letters, digits and signs such as `+` `&` are told by `NameCharacters.foreignFindings`, question marks by
/// `LostCharacter`.
public enum NameMarks {
  /// The stretches of marks in a name with at least one Chinese character, in Unicode scalars.
  public static func find(in name: String) -> [Range<Int>] {
    let scalars = name.unicodeScalars.map(\.value)
    guard scalars.contains(where: CharacterTable.isHan) else { return [] }
    var spans: [Range<Int>] = []
    for (index, scalar) in scalars.enumerated() where isMark(scalar) {
      if let last = spans.last, last.upperBound == index {
        spans[spans.count - 1] = last.lowerBound..<index + 1
      } else {
        spans.append(index..<index + 1)
      }
    }
    return spans
  }

  static func isMark(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x21, 0x22, 0x27...0x29, 0x2C...0x2E, 0x3A, 0x3B, 0x3C, 0x3E, 0x5B, 0x5D, 0x60, 0x7B, 0x7D: true
    case 0xA8, 0xAB, 0xB4, 0xB7, 0xBB: true
    case 0x2010...0x2015, 0x2018...0x201F, 0x2022, 0x2026, 0x2027, 0x2030...0x203B, 0x2215, 0x2219, 0x22C5: true
    case 0x2190...0x2193, 0x25A0, 0x25B2...0x25CA, 0x25CE...0x25EF, 0x2600...0x26FF, 0x2E31, 0x2E3A, 0x2E3B: true
    case 0x3001...0x3003, 0x3005, 0x3008...0x3012, 0x3014...0x301F, 0x30FB: true
    case 0xFE30...0xFE4F, 0xFF01, 0xFF02, 0xFF07...0xFF09, 0xFF0C...0xFF0E, 0xFF1A, 0xFF1B, 0xFF1C, 0xFF1E: true
    case 0xFF3B, 0xFF3D, 0xFF5B, 0xFF5D, 0xFF61...0xFF65: true
    default: false
    }
  }
}
