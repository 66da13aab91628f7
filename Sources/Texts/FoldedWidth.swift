extension Unicode.Scalar {
  /// Full-width ASCII (U+FF01 to U+FF5E) as ASCII; any other character as it is.
  @inlinable
  public var foldedWidth: Unicode.Scalar { Unicode.Scalar(Self.foldedWidth(of: value)) ?? self }

  /// The same for a code point, for loops over numbers.
  @inlinable
  public static func foldedWidth(of codePoint: UInt32) -> UInt32 {
    codePoint >= 0xFF01 && codePoint <= 0xFF5E ? codePoint - 0xFEE0 : codePoint
  }
}

extension String {
  /// With full-width ASCII as ASCII, for comparison only: `１：１万` becomes `1:1万`.
  public var foldingWidth: String {
    var folded = String.UnicodeScalarView()
    folded.append(contentsOf: unicodeScalars.lazy.map(\.foldedWidth))
    return String(folded)
  }
}
