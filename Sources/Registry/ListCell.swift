/// A cell that lists several things: lines of a tripoint, units that a facility serves.
public enum ListCell {
  /// The items, separated by any of the marks that are met in real tables, blanks or line breaks.
  public static func items(_ text: String) -> [String] {
    text.split { $0.isWhitespace || marks.contains($0) }.map(String.init)
  }

  private static let marks: Set<Character> = ["、", ";", "；", ",", "，", "|", "｜", "/", "／"]
}
