/// How a name sounds without its tones, for 同音: equal for names of the same syllables.
///
/// Numbers sound alike in any writing (十二社, 12社), ü is no u, 儿 is er also where it is written r; marks are silent.
public struct SoundKey: Hashable, Sendable {
  /// 0 where the name has no sound; a hash of 64 bits else.
  public let value: UInt64

  public static let silent = SoundKey(value: 0)

  init(value: UInt64) { self.value = value }

  public var isSilent: Bool { value == 0 }

  /// The key of one name in its preferred reading, or in the reading that its romanisation gives if that composes.
  public init(_ name: String, romanisation: String = "") {
    var maker = SoundKeyMaker()
    self = maker.key(name: Array(name.utf8).span, romanisation: Array(romanisation.utf8).span)
  }
}

/// Makes sound keys; it owns its buffers and uses them again, so keep one per worker.
public struct SoundKeyMaker: ~Copyable {
  private var checker = RomanisationChecker()

  public init() {}

  public mutating func key(name: borrowing Span<UInt8>, romanisation: borrowing Span<UInt8>) -> SoundKey {
    let verdict = checker.check(name: name, romanisation: romanisation)
    return checker.soundKey(isRecorded: verdict == .composable)
  }
}
