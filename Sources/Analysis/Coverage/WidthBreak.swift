/// Tells slivers from wide pieces by a break in their widths.
public enum WidthBreak {
  /// The width between the two groups, in metres.
  ///
  /// Slivers come from digitising one border twice and have similar widths; territory of a unit that was not loaded is far
  /// wider. The break is the middle (geometric mean) of the widest step between neighbouring widths, if that step is at
  /// least fivefold and the narrower side is at most `fallback` wide; without such a step it is `fallback`.
  public static func metres(of widths: [Double], fallback: Double) -> Double {
    let sorted = widths.filter { $0 > 0 }.sorted()
    var best: (ratio: Double, middle: Double)?
    for (narrow, wide) in zip(sorted, sorted.dropFirst()) where narrow <= fallback && wide / narrow >= 5 {
      if wide / narrow > best?.ratio ?? 0 { best = (wide / narrow, (wide * narrow).squareRoot()) }
    }
    return best?.middle ?? fallback
  }
}
