import Geodesy
import Registry

/// How precisely a longitude or latitude is written.
struct WrittenPrecision {
  /// Decimals of a degree without zeros at the end; what seconds and minutes come to in decimals of a degree, where the
  /// angle is written with them.
  let decimals: Int
  /// The decimals as written.
  let written: Int
  /// Degrees, where a whole second is all that is given.
  let isWholeSeconds: Bool

  /// The last digit that is written, as decimals of a degree.
  var nominalDecimals: Int { max(written, decimals) }

  /// - Returns: `nil` for what is no angle.
  init?(_ cell: UnsafeBufferPointer<UInt8>) {
    let text = TextColumn.trim(cell)
    if let value = parseDecimal(text) {
      guard let point = text.firstIndex(of: UInt8(ascii: ".")) else {
        (decimals, written, isWholeSeconds) = (0, 0, false)
        return
      }
      let digits = text[(point + 1)...].prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      written = digits.count
      decimals = written - digits.reversed().prefix { $0 == UInt8(ascii: "0") }.count
      isWholeSeconds = decimals >= 5 && Self.isMultipleOfSecond(value, decimals: written)
      return
    }
    let string = String(decoding: text, as: UTF8.self)
    guard let reading = readDegrees(string), reading.notation != .decimalDegrees else { return nil }
    // The last part alone may have a fraction.
    let fraction = string.split(separator: ".", maxSplits: 1).dropFirst().first?.prefix { $0.isASCII && $0.isNumber }
    let digits = fraction.map { $0.count - $0.reversed().prefix { $0 == "0" }.count } ?? 0
    decimals = digits + (reading.notation == .degreesMinutes ? 2 : 4)
    (written, isWholeSeconds) = (decimals, decimals == 4 && reading.notation == .degreesMinutesSeconds)
  }

  /// Within the last digit, of which at least five are needed to tell: with fewer any number is near a whole second.
  private static func isMultipleOfSecond(_ value: Double, decimals: Int) -> Bool {
    var digit = 3600.0
    for _ in 0..<decimals { digit /= 10 }
    let seconds = value * 3600
    return abs(seconds - seconds.rounded()) <= max(digit, 1e-6)
  }
}
