/// A number as read: its digits (wrapped when there are more than 19) times a power of ten.
struct JSONDecimal {
  var isNegative = false
  var mantissa: UInt64 = 0
  var digits = 0
  var scale = 0

  /// The nearest Double, ties to even.
  ///
  /// Up to 2⁵³ and 10²² both factors are Doubles, so one operation rounds once (W. D. Clinger, 1990). Longer mantissas,
  /// which programs that print 17 digits write, are divided as integers. The rest is left to the standard library.
  @inline(__always)
  func value(_ base: UnsafePointer<UInt8>, _ start: Int, _ end: Int) -> Double {
    let magnitude: Double
    if digits <= 19, mantissa <= 1 << 53, scale >= -22, scale <= 22 {
      let power = powersOfTen[abs(scale)]
      magnitude = scale < 0 ? Double(mantissa) / power : Double(mantissa) * power
    } else if digits <= 19, scale >= -19, scale < 0 {
      magnitude = quotient
    } else {
      let text = String(decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
      return Double(text) ?? .nan
    }
    return isNegative ? -magnitude : magnitude
  }

  /// mantissa ÷ 10^-scale: 63 or 64 bits of the quotient with the remainder in the last one, rounded once to 53.
  private var quotient: Double {
    var divisor: UInt64 = 1
    for _ in 0..<(-scale) { divisor *= 10 }
    let (shift, divisorShift) = (mantissa.leadingZeroBitCount, divisor.leadingZeroBitCount)
    let dividend = mantissa << UInt64(shift)
    let (quotient, remainder) = (divisor << UInt64(divisorShift)).dividingFullWidth((dividend >> 1, dividend << 63))
    let rounded = Double(remainder == 0 ? quotient : quotient | 1)
    return rounded * Double(sign: .plus, exponent: divisorShift - shift - 63, significand: 1)
  }
}

/// 10⁰ … 10²², the powers of ten that a Double holds exactly.
private let powersOfTen: [Double] = [
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
  1e21, 1e22,
]
