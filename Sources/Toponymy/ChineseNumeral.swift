/// Numbers written in Chinese characters: in place names 0 to 9999, in tables any.
public enum ChineseNumeral {
  static let digits: [UInt32] = "零一二三四五六七八九".unicodeScalars.map(\.value)

  private enum Part {
    case digit(Int)
    case unit(Int)
  }

  /// Whether a number may start with, or consist of, this character.
  @inline(__always)
  static func isNumeral(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x96F6, 0x3007, 0x25CB, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D,
      0x5341, 0x767E, 0x5343:
      true
    default: false
    }
  }

  @inline(__always)
  static func isNumeralOrDigit(_ scalar: UInt32) -> Bool { isNumeral(scalar) || (0x30...0x39).contains(scalar) }

  private static func part(_ scalar: UInt32) -> Part? {
    switch scalar {
    case 0x96F6, 0x3007, 0x25CB: .digit(0)  // 零 〇 ○
    case 0x4E00: .digit(1)
    case 0x4E8C: .digit(2)
    case 0x4E09: .digit(3)
    case 0x56DB: .digit(4)
    case 0x4E94: .digit(5)
    case 0x516D: .digit(6)
    case 0x4E03: .digit(7)
    case 0x516B: .digit(8)
    case 0x4E5D: .digit(9)
    case 0x5341: .unit(10)
    case 0x767E: .unit(100)
    case 0x5343: .unit(1000)
    default: nil
    }
  }

  /// The value of a numeral with places (二十三 = 23, 一百零五 = 105) or of one digit; `nil` for anything else.
  static func value(_ scalars: some Collection<UInt32>) -> Int? {
    var (total, pending, lastUnit) = (0, nil as Int?, 10_000)
    for scalar in scalars {
      switch part(scalar) {
      case .digit(let digit):
        guard pending == nil || pending == 0 else { return nil }
        pending = digit
      case .unit(let unit):
        guard unit < lastUnit, pending != 0 else { return nil }
        total += (pending ?? 1) * unit
        (pending, lastUnit) = (nil, unit)
      case nil: return nil
      }
    }
    return scalars.isEmpty ? nil : total + (pending ?? 0)
  }

  /// The value of a stretch of a name, written in numerals or in digits.
  static func value(in name: borrowing NameScalars, _ run: Range<Int>) -> Int? {
    if run.allSatisfy({ (0x30...0x39).contains(name[$0]) }) {
      return run.count > 8 ? nil : run.reduce(0) { $0 * 10 + Int(name[$1] - 0x30) }
    }
    var scalars: [UInt32] = []
    for index in run { scalars.append(name[index]) }
    return value(scalars)
  }

  /// How a number from 0 to 9999 is said: 12 = 十二, 105 = 一百零五.
  static func said(_ number: Int) -> [UInt32] {
    if number < 10 { return [digits[number]] }
    var (result, rest, gap) = ([UInt32](), number, false)
    for (unit, character) in [(1000, 0x5343), (100, 0x767E), (10, 0x5341), (1, 0)] as [(Int, UInt32)] {
      let digit = rest / unit
      rest %= unit
      if digit == 0 {
        gap = !result.isEmpty
        continue
      }
      if gap { result.append(digits[0]) }
      gap = false
      if !(result.isEmpty && unit == 10 && digit == 1) { result.append(digits[digit]) }
      if unit > 1 { result.append(character) }
    }
    return result
  }
}
