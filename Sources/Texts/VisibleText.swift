/// Texts from files, made safe and readable on a screen.
public enum VisibleText {
  /// Characters that cannot be seen, or that steer a terminal, are written as ‹U+200B›; a line break inside a cell as ⏎.
  public static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isInvisible) else { return text }
    var visible = ""
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        visible += "⏎"
      } else if isInvisible(scalar) {
        visible += code(scalar)
      } else {
        visible.unicodeScalars.append(scalar)
      }
    }
    return visible
  }

  /// A long text cut to the surroundings of a span of Unicode scalars; what was cut off shows as ….
  public static func excerpt(_ text: String, around span: Range<Int>?, limit: Int = 60) -> String {
    let scalars = Array(text.unicodeScalars)
    guard scalars.count > limit else { return of(text) }
    let centre = min(span.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0, scalars.count)
    let start = min(max(0, centre - limit / 2), scalars.count - limit)
    let end = start + limit
    var excerpt = String.UnicodeScalarView()
    excerpt.append(contentsOf: scalars[start..<end])
    return (start > 0 ? "…" : "") + of(String(excerpt)) + (end < scalars.count ? "…" : "")
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    // Most of what there is, without a look at the tables of Unicode.
    if (0x20...0x7E).contains(scalar.value) || (0x4E00...0x9FFF).contains(scalar.value) { return false }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse: true
    case .spaceSeparator: scalar != " " && scalar != "\u{3000}"
    default: false
    }
  }

  private static func code(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    return "‹U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + "›"
  }
}
