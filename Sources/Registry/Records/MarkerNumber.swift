/// The parts of a marker number (界桩编号).
///
/// Forms met: `5051001Q` (line code, three-digit serial, type letter), `1253165` (without letter), `238184I` (the short
/// codes of the three units of a tripoint and `I`), `2号` (short form, with the line's name beside it). No national
/// pattern for county lines is published, so the parts are taken from the end.
public struct MarkerNumber: Sendable, Equatable {
  /// What stands before the serial: the code of the line; empty in a short number.
  public let prefix: String
  /// The serial along the line; `nil` for a tripoint number without one.
  public let serial: Int?
  /// A/B: pair, C/D/E: triple, Q: single, I: tripoint; `nil` where none is written.
  public let letter: Character?
  private let digitsOfSerial: String

  /// - Returns: `nil` when the text has none of the known forms.
  public init?(_ text: String) {
    var body = text.filter { !$0.isWhitespace }[...]
    for suffix in ["号界桩", "号"] where body.hasSuffix(suffix) {
      body = body.dropLast(suffix.count)
      break
    }
    if let last = body.last, last.isLetter {
      guard let letter = Self.letters.first(where: { String($0) == last.uppercased() }) else { return nil }
      self.letter = letter
      body = body.dropLast()
    } else {
      letter = nil
    }
    guard !body.isEmpty, body.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
    if letter == "I", body.count == Self.tripointDigits {
      (prefix, serial, digitsOfSerial) = (String(body), nil, String(body))
      return
    }
    prefix = String(body.dropLast(3))
    digitsOfSerial = String(body.suffix(3))
    serial = Int(digitsOfSerial)
  }

  /// The parts as a line's own pattern gives them.
  init(prefix: String, serialDigits: String, letter: Character?) {
    self.prefix = prefix
    self.letter = letter
    serial = Int(serialDigits)
    digitsOfSerial = serialDigits.isEmpty ? prefix : serialDigits
  }

  /// The same number with the type letter of a column of its own, where none is written in it.
  func withLetter(_ column: String?) -> MarkerNumber {
    guard letter == nil, let text = column?.uppercased(), let only = text.first, text.count == 1,
      Self.letters.contains(only)
    else { return self }
    return MarkerNumber(prefix: prefix, serialDigits: digitsOfSerial, letter: only)
  }

  /// A marker on the line itself, which is tested against it; pairs, triples and tripoints stand elsewhere by design.
  public var isSingle: Bool { letter == nil || letter == "Q" }

  /// How the serial stands in subject keys: three digits, or the digits of a tripoint.
  public var serialKey: String {
    guard let serial else { return digitsOfSerial }
    return Self.padded(serial)
  }

  public var letterKey: String { letter.map(String.init) ?? "-" }

  /// The full number of another serial of the same line, without letter, as this number writes it.
  public func writing(serial: Int) -> String {
    guard !prefix.isEmpty else { return digitsOfSerial.count >= 3 ? Self.padded(serial) : String(serial) }
    return prefix + Self.padded(serial, to: digitsOfSerial.count)
  }

  static let letters: [Character] = ["A", "B", "C", "D", "E", "Q", "I"]
  private static let tripointDigits = 6

  private static func padded(_ serial: Int, to width: Int = 3) -> String {
    let digits = String(serial)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
