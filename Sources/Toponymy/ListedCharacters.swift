/// How the Chinese characters of a name stand to 通用规范汉字表.
public struct ListedCharacters: OptionSet, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Some character is not in the table.
  public static let outside = ListedCharacters(rawValue: 1)
  /// Some character is of level 3.
  public static let rare = ListedCharacters(rawValue: 2)
}

extension CharacterTable {
  /// - Complexity: O(characters), no allocation.
  public func listing(of name: borrowing Span<UInt8>) -> ListedCharacters {
    var (index, result) = (0, ListedCharacters())
    while index < name.count {
      let scalar = name.nextScalar(at: &index)
      guard Self.isHan(scalar) else { continue }
      let place = entry(of: scalar) >> 13 & 0x1FFF
      if place == 0 { result.insert(.outside) } else if place > 6500 { result.insert(.rare) }
    }
    return result
  }

  /// Whether a scalar is a Chinese character: of the unified ideographs, not of the compatibility ones.
  public static func isHan(_ scalar: UInt32) -> Bool {
    (0x3400...0x9FFF).contains(scalar)
      || scalar >= 0x20000 && scalar <= 0x3FFFF && !(0x2F800...0x2FA1F).contains(scalar)
      || (0xFA0E...0xFA29).contains(scalar) && unifiedAmongCompatibility.contains(scalar)
  }

  /// Unified ideographs in the block of the compatibility ones (Unicode Standard, 18.1).
  private static let unifiedAmongCompatibility: Set<UInt32> = [
    0xFA0E, 0xFA0F, 0xFA11, 0xFA13, 0xFA14, 0xFA1F, 0xFA21, 0xFA23, 0xFA24, 0xFA27, 0xFA28, 0xFA29,
  ]
}
