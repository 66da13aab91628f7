/// Numbers as text, the same for every locale and thread.
public enum NumberText {
  /// The shortest text that reads back as the same number; `4`, not `4.0`.
  public static func shortest(_ value: Double) -> String {
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// At most so many decimals, without zeros at the end; thousands separated by commas when `grouped`.
  ///
  /// Numbers too large for the decimals (2⁵³ units of the last place) are given in the shortest form.
  public static func decimal(_ value: Double, decimals: Int, grouped: Bool = true) -> String {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9_007_199_254_740_992 else { return shortest(value) }
    let units = Int(scaled)
    let (whole, part) = units.quotientAndRemainder(dividingBy: Int(scale))
    var text = grouped ? self.grouped(whole) : String(whole)
    if part > 0 {
      var digits = String(part)
      digits = String(repeating: "0", count: decimals - digits.count) + digits
      while digits.last == "0" { digits.removeLast() }
      text += "." + digits
    }
    return value < 0 && units > 0 ? "-" + text : text
  }

  /// A length in metres: to the millimetre below a kilometre, whole metres from there on.
  public static func metres(_ value: Double) -> String {
    decimal(value, decimals: value.magnitude < 1000 ? 3 : 0, grouped: false)
  }

  /// A whole number with commas between thousands.
  public static func grouped(_ value: Int) -> String {
    var digits = String(value.magnitude)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return (value < 0 ? "-" : "") + groups.joined(separator: ",")
  }
}
