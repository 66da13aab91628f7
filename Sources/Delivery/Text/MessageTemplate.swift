/// A message with places for values: `界桩 {subject} 距 {related} {measure}`.
struct MessageTemplate: Sendable, Equatable {
  enum Piece: Sendable, Equatable {
    case literal(String)
    /// `isQuoted` when the template itself sets “ before the place.
    case placeholder(String, isQuoted: Bool)
  }

  let pieces: [Piece]

  /// A brace that opens no name stands for itself.
  init(_ text: String) {
    var pieces: [Piece] = []
    var literal = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      if character == "{", let end = rest.firstIndex(of: "}"), Self.isName(rest[..<end]) {
        let isQuoted = literal.hasSuffix("“")
        if !literal.isEmpty { pieces.append(.literal(literal)) }
        literal = ""
        pieces.append(.placeholder(String(rest[..<end]), isQuoted: isQuoted))
        rest = rest[rest.index(after: end)...]
      } else {
        literal.append(character)
      }
    }
    if !literal.isEmpty { pieces.append(.literal(literal)) }
    self.pieces = pieces
  }

  func names(_ name: String) -> Bool {
    pieces.contains { piece in
      if case .placeholder(name, _) = piece { true } else { false }
    }
  }

  private static func isName(_ text: Substring) -> Bool {
    !text.isEmpty && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
  }
}
