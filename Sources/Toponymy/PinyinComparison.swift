/// Romanisations reduced to what they spell.
public enum PinyinComparison {
  /// Letters in lower case without tones, and digits; ü is `v`. Equal for all ways of writing the same syllables:
  /// `Běi 2 Xiàng`, `BEI2XIANG`.
  public static func letters(_ romanisation: String) -> String {
    var letters = PinyinLetters()
    let bytes = Array(romanisation.utf8)
    letters.read(bytes.span)
    return String(decoding: (0..<letters.count).map { letters.symbols[$0] }, as: UTF8.self)
  }
}
