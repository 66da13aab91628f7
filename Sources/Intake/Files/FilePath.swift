/// The parts of a path that readers need.
struct FilePath {
  let text: String

  init(_ text: String) { self.text = text }

  /// The last component.
  var name: String { text.split(separator: "/", omittingEmptySubsequences: true).last.map(String.init) ?? text }

  /// The name without its extension.
  var stem: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
    return String(name[..<dot])
  }

  /// Lower case, without the dot; empty where there is none.
  var fileExtension: String {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  /// The path with another extension.
  func replacingExtension(by other: String) -> String {
    fileExtension.isEmpty ? text + "." + other : String(text.dropLast(fileExtension.count)) + other
  }
}
