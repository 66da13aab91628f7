/// Tells whether a romanisation ends in another one, as the romanised generic does.
///
/// It owns its buffers and uses them again, so keep one per worker.
public struct SpellingEnd: ~Copyable {
  private var whole = PinyinLetters()
  private var end = PinyinLetters()

  public init() {}

  /// Capitals, blanks and marks do not count, tones only where both bear them.
  public mutating func matches(_ romanisation: borrowing Span<UInt8>, end: borrowing Span<UInt8>) -> Bool {
    whole.read(romanisation)
    self.end.read(end)
    let offset = whole.count - self.end.count
    guard offset >= 0, self.end.count > 0 else { return false }
    for index in 0..<self.end.count {
      let (left, right) = (whole.tones[offset + index], self.end.tones[index])
      guard whole.symbols[offset + index] == self.end.symbols[index], left == right || left == 0 || right == 0 else {
        return false
      }
    }
    return true
  }
}
