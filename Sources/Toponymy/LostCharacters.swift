/// Where a character of a name was lost, or could not be typed.
///
/// U+FFFD, runs of question marks, □ and 〓 are not told here: the import notes them in every column.
public struct LostCharacter: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    case privateUse
    /// A single question mark.
    case questionMark
    /// A blank between two Chinese characters.
    case blank
    /// The parts of a character instead of it: (上山下奋), ⿰山鱼.
    case description
  }

  public let kind: Kind
  /// In Unicode scalars.
  public let span: Range<Int>

  public static func find(in name: String) -> [LostCharacter] {
    let scalars = name.unicodeScalars.map(\.value)
    var found: [LostCharacter] = []
    var index = 0
    while index < scalars.count {
      let lost = find(at: index, in: scalars)
      if let lost { found.append(lost) }
      index = lost?.span.upperBound ?? index + 1
    }
    return found
  }

  private static func find(at index: Int, in name: [UInt32]) -> LostCharacter? {
    switch name[index] {
    case 0xE000...0xF8FF, 0xF0000...0x10FFFF:
      return LostCharacter(kind: .privateUse, span: index..<index + 1)
    case 0x3F, 0xFF1F:
      let isAlone = [index - 1, index + 1].allSatisfy {
        !name.indices.contains($0) || ![0x3F, 0xFF1F].contains(name[$0])
      }
      return isAlone ? LostCharacter(kind: .questionMark, span: index..<index + 1) : nil
    case 0x20, 0xA0, 0x3000:
      let end = name[index...].firstIndex { ![0x20, 0xA0, 0x3000].contains($0) } ?? name.count
      guard index > 0, end < name.count, CharacterTable.isHan(name[index - 1]), CharacterTable.isHan(name[end]) else {
        return nil
      }
      return LostCharacter(kind: .blank, span: index..<end)
    case 0x2FF0...0x2FFF:
      return LostCharacter(kind: .description, span: index..<endOfSequence(at: index, in: name))
    case 0x28, 0xFF08:
      guard let end = name[index...].firstIndex(where: { $0 == 0x29 || $0 == 0xFF09 }),
        describesCharacter(name[(index + 1)..<end])
      else { return nil }
      return LostCharacter(kind: .description, span: index..<end + 1)
    default: return nil
    }
  }

  /// The end of an ideographic description sequence.
  private static func endOfSequence(at start: Int, in name: [UInt32]) -> Int {
    var (index, open) = (start, 1)
    while index < name.count, open > 0 {
      switch name[index] {
      case 0x2FF2, 0x2FF3: open += 2
      case 0x2FF0...0x2FFF: open += 1
      default: open -= 1
      }
      index += 1
    }
    return index
  }

  /// 上山下奋, 左山右鱼, 山上奋下, 三点水加鱼, 金字旁, 氵甸, or the reading, lang. 上下 alone, as in 王家湾(上下), describes nothing.
  private static func describesCharacter(_ text: ArraySlice<UInt32>) -> Bool {
    if (2...4).contains(text.count), text.contains(where: isComponent) { return true }
    if (2...6).contains(text.count), text.allSatisfy({ (0x61...0x7A).contains($0) || (0xE0...0x1DC).contains($0) }) {
      return true
    }
    let words = Array(String(String.UnicodeScalarView(text.compactMap(Unicode.Scalar.init))))
    guard (3...8).contains(words.count) else { return false }
    for (first, second) in [("上", "下"), ("左", "右"), ("外", "内"), ("内", "外")] as [(Character, Character)] {
      guard let one = words.firstIndex(of: first), let two = words.firstIndex(of: second), two == one + 2 else {
        continue
      }
      if one == 0 && two + 1 < words.count || one == 1 && two + 1 == words.count { return true }
    }
    return words.dropFirst().dropLast().contains("加") || words.suffix(2) == ["字", "旁"] || words.suffix(2) == ["字", "头"]
  }

  /// Parts of characters that are none by themselves: 氵 阝 亻 扌 艹 钅 辶 犭 and the radicals of Unicode.
  private static func isComponent(_ scalar: UInt32) -> Bool {
    components.contains(scalar) || (0x2E80...0x2FDF).contains(scalar)
  }

  private static let components = Set("氵阝亻扌艹钅辶犭讠饣纟礻衤灬宀冖刂卩忄彳疒攵丬廴罒覀冫".unicodeScalars.map(\.value))
}
