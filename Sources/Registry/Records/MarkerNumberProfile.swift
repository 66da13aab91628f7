internal import ReferenceData
internal import Texts

/// How the marker numbers of a line are written: a row of `marker_number_profiles.tsv`, or a line's own template.
///
/// A template has one sign a character: `L` a digit of the code of the line or of the units, `S` a digit of the serial,
/// `T` a type letter (A–E, Q). `S+` is one to four digits, `?` behind a sign makes it optional, and so do brackets a
/// text: `S+T?[号]`. Every other character stands for itself, so `5117SSST` is the numbering of one line.
public struct MarkerNumberProfile: Sendable, Equatable {
  /// The name in the table; the template itself for a line's own.
  public let name: String
  public let template: String
  /// A number in this form.
  public let example: String
  public let title: LocalizedText
  private let pieces: [Piece]

  /// All rows of the table, in its order.
  public static let all: [MarkerNumberProfile] = ReferenceData.table("marker_number_profiles").rows.compactMap { row in
    MarkerNumberProfile(
      name: row["profile"], template: row["template"], example: row["example"],
      title: LocalizedText(zh: row["title_zh"], en: row["title_en"]))
  }

  /// The profile for tripoints, which may stand on any line.
  public static let tripoint = all.first { $0.name == "tripoint" }

  /// What a line states as its pattern: the name of a profile, or a template.
  ///
  /// - Returns: `nil` for other texts.
  public init?(stated text: String) {
    let text = text.foldingWidth
    if let known = Self.all.first(where: { $0.name == text.lowercased() }) {
      self = known
      return
    }
    // A sentence with an S in it is no template.
    guard text.allSatisfy({ $0.isASCII && !$0.isWhitespace || "号界桩第".contains($0) }) else { return nil }
    self.init(
      name: text, template: text, example: Self.example(of: text), title: LocalizedText(zh: text, en: text))
  }

  /// A number in the form of a template: 5117-001Q for LLLL-SSST.
  private static func example(of template: String) -> String {
    let digits = Array("5117")
    var (example, codes, rest) = ("", 0, Substring(template))
    while let sign = rest.popFirst() {
      switch sign {
      case "L":
        example.append(digits[codes % digits.count])
        codes += 1
      case "S": example.append(rest.first == "S" ? "0" : "1")
      case "T": example.append("Q")
      case "+", "?": break
      case "[": rest = rest.drop { $0 != "]" }.dropFirst()
      default: example.append(sign)
      }
    }
    return example
  }

  private init?(name: String, template: String, example: String, title: LocalizedText) {
    guard let pieces = Self.pieces(of: template),
      pieces.contains(where: { $0.sign == .serial || name == "tripoint" && $0.sign == .code })
    else { return nil }
    (self.name, self.template, self.example, self.title, self.pieces) = (name, template, example, title, pieces)
  }

  /// The parts of a number in this form; `nil` for every other text. Complexity: O(length of the text) but for optional
  /// pieces, of which a template has few.
  public func parse(_ text: String) -> MarkerNumber? {
    parse(text, pieces)
  }

  private func parse(_ text: String, _ pieces: [Piece]) -> MarkerNumber? {
    let characters = Array(text)
    guard characters.count <= 64 else { return nil }
    var match = Match()
    guard matches(characters[...], pieces[...], &match) else { return nil }
    return MarkerNumber(prefix: match.code, serialDigits: match.serial, letter: match.letter)
  }

  /// Whether a number has this form, or would have it with the type letter that it lacks.
  public func accepts(_ text: String) -> Bool {
    parse(text) != nil || parse(text, pieces.filter { $0.sign != .letter }) != nil
  }

  // MARK: Matching

  private struct Match {
    var code = ""
    var serial = ""
    var letter: Character?
  }

  private func matches(
    _ text: ArraySlice<Character>, _ pieces: ArraySlice<Piece>, _ match: inout Match
  ) -> Bool {
    guard let piece = pieces.first else { return text.isEmpty }
    let before = match
    for count in piece.counts where count <= text.count {
      let taken = text.prefix(count)
      guard piece.take(taken, into: &match) else { continue }
      if matches(text.dropFirst(count), pieces.dropFirst(), &match) { return true }
      match = before
    }
    return false
  }

  private struct Piece: Sendable, Equatable {
    enum Sign: Sendable, Equatable {
      case code
      case serial
      case letter
      case text(String)
    }

    var sign: Sign
    /// How many characters it may take, the most first.
    var counts: [Int]

    func take(_ text: ArraySlice<Character>, into match: inout Match) -> Bool {
      guard !text.isEmpty else { return true }
      switch sign {
      case .code, .serial:
        guard text.allSatisfy({ $0.isASCII && $0.isNumber }) else { return false }
        if sign == .code { match.code += text } else { match.serial += text }
      case .letter:
        guard let letter = text.first, "ABCDEQ".contains(letter) else { return false }
        match.letter = letter
      case .text(let literal):
        guard String(text) == literal else { return false }
        if literal == "I" {
          match.letter = "I"
        } else if literal.allSatisfy({ $0.isASCII && $0.isNumber }) {
          match.code += literal
        }
      }
      return true
    }
  }

  private static func pieces(of template: String) -> [Piece]? {
    var pieces: [Piece] = []
    var rest = Substring(template)
    while let sign = rest.popFirst() {
      switch sign {
      case "L": pieces.append(Piece(sign: .code, counts: [1]))
      case "S": pieces.append(Piece(sign: .serial, counts: [1]))
      case "T": pieces.append(Piece(sign: .letter, counts: [1]))
      case "+":
        guard let last = pieces.last, last.sign == .serial || last.sign == .code else { return nil }
        pieces[pieces.count - 1].counts = [4, 3, 2, 1]
      case "?":
        guard let last = pieces.last else { return nil }
        pieces[pieces.count - 1].counts = last.counts + [0]
      case "[":
        guard let end = rest.firstIndex(of: "]") else { return nil }
        let text = String(rest[..<end])
        pieces.append(Piece(sign: .text(text), counts: [text.count, 0]))
        rest = rest[rest.index(after: end)...]
      case "\\", "(", ")", "{", "}", "*", "^", "$", "|", ".": return nil
      default: pieces.append(Piece(sign: .text(String(sign)), counts: [1]))
      }
    }
    // Optional pieces multiply the ways to match.
    guard pieces.count <= 64, pieces.count(where: { $0.counts.count > 1 }) <= 6 else { return nil }
    return pieces
  }
}
