/// A hash of 64 bits over syllables.
private struct SoundHash {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  private var isSilent = true

  @inline(__always)
  mutating func mix(_ value: UInt64) {
    hash = (hash ^ value) &* 0x100_0000_01B3
    hash ^= hash >> 29
    isSilent = false
  }

  /// 0 is kept for names without sound.
  var key: SoundKey { isSilent ? .silent : SoundKey(value: hash | 1) }
}

extension RomanisationChecker {
  /// The sound of the name that was checked last: in the readings of its romanisation if that composes, else in the
  /// preferred ones.
  ///
  /// - Parameter isRecorded: whether that check found it composable.
  public func soundKey(isRecorded: Bool) -> SoundKey {
    var (hash, index) = (SoundHash(), 0)
    while index < name.count {
      let scalar = name[index]
      if isDigit(scalar) {
        let end = endOfDigits(from: index)
        for numeral in said(index..<end) { hash.mix(sound(of: numeral)) }
        index = end
        continue
      }
      if scalar < 0x80 {
        if !Self.isSilent(scalar) { hash.mix(UInt64(scalar | 0x20)) }
      } else if let reading = recorded(index, isRecorded) ?? preferred[index] {
        hash.mix(sound(of: reading))
      } else if !Self.isSilent(scalar) {
        hash.mix(UInt64(scalar) << 16)
      }
      index += 1
    }
    return hash.key
  }

  private func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

  private func endOfDigits(from start: Int) -> Int {
    var end = start
    while end < name.count, isDigit(name[end]) { end += 1 }
    return end
  }

  /// A number as it is said; a long one digit by digit.
  private func said(_ digits: Range<Int>) -> [UInt32] {
    let values = digits.map { Int(name[$0] - 0x30) }
    return values.count <= 4
      ? ChineseNumeral.said(values.reduce(0) { $0 * 10 + $1 }) : values.map { ChineseNumeral.digits[$0] }
  }

  /// The reading that the romanisation gives; numbers sound alike however they are written.
  private func recorded(_ index: Int, _ isRecorded: Bool) -> CharacterTable.PackedReading? {
    isRecorded && !ChineseNumeral.isNumeral(name[index]) ? written[index].packed : nil
  }

  private func sound(of scalar: UInt32) -> UInt64 {
    guard let reading = table.preferred(ofEntry: table.entry(of: scalar)) else { return UInt64(scalar) << 16 }
    return sound(of: reading)
  }

  /// The letters of the syllable; `r` is er.
  private func sound(of reading: CharacterTable.PackedReading) -> UInt64 {
    let syllable = table.syllable(reading)
    let r = UInt64(UInt8(ascii: "r"))
    return syllable & 0x00FF_FFFF_FFFF_FFFF == r ? UInt64(UInt8(ascii: "e")) | r << 8 | 2 << 56 : syllable
  }
}
