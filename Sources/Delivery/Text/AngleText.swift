/// Angles as forms write them.
enum AngleText {
  /// `105°52′14.4588″`, about 3 mm on the ground; empty for no number.
  static func dms(_ degrees: Double) -> String {
    guard degrees.isFinite, degrees.magnitude <= 360 else { return "" }
    let units = Int((degrees.magnitude * 36_000_000).rounded())
    let (wholeSeconds, part) = units.quotientAndRemainder(dividingBy: 10_000)
    let sign = degrees < 0 && units > 0 ? "-" : ""
    return sign + "\(wholeSeconds / 3600)°\(padded(wholeSeconds / 60 % 60, 2))′\(padded(wholeSeconds % 60, 2))"
      + ".\(padded(part, 4))″"
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
