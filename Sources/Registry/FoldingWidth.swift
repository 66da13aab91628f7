extension String {
  /// With full-width ASCII (U+FF01 to U+FF5E) as ASCII, for comparison only: `１：１万` becomes `1:1万`.
  public var foldingWidth: String {
    var folded = String.UnicodeScalarView()
    folded.append(
      contentsOf: unicodeScalars.map { scalar in
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
      })
    return String(folded)
  }
}
