internal import Texts

/// Markers by the line and the number that other records call them by.
struct MarkerIndex {
  private let lines: [BoundaryLine]
  private let lineIndex: LineIndex
  private let markers: [BoundaryMarker]
  /// By line, then by number as recorded.
  private var byText: [String: [String: Int]] = [:]
  /// By line, then by serial.
  private var bySerial: [String: [String: [Int]]] = [:]

  init(_ markers: [BoundaryMarker], lines: [BoundaryLine]) {
    (self.markers, self.lines, lineIndex) = (markers, lines, LineIndex(lines))
    for (index, marker) in markers.enumerated() {
      let keys = marker.lines.isEmpty ? [Self.key(ofUnknownLine: marker.lineLabel)] : marker.lines.map(Self.key)
      for key in keys {
        if let number = marker.number, byText[key]?[Self.folded(number)] == nil {
          byText[key, default: [:]][Self.folded(number)] = index
        }
        if let serial = marker.parsedNumber?.serialKey {
          bySerial[key, default: [:]][serial, default: []].append(index)
        }
      }
    }
  }

  /// The marker of that number: as it is recorded, else by serial, type letter and code of the line, the last two of which
  /// may be left out.
  ///
  /// - Parameter label: name or code of its line, or of several that meet in it.
  func marker(numbered number: String, ofLine label: String?) -> Int? {
    let known = lineIndex.lines(name: label, code: label)
    let keys = known.isEmpty ? [Self.key(ofUnknownLine: label)] : known.map(Self.key)
    if let same = keys.lazy.compactMap({ byText[$0]?[Self.folded(number)] }).first { return same }
    let pattern = known.lazy.compactMap { lines[$0].numberPattern }.first
    guard let parsed = pattern?.parse(number) ?? MarkerNumber(number) else { return nil }
    let candidates = Set(keys.flatMap { bySerial[$0]?[parsed.serialKey] ?? [] }).sorted().filter { index in
      guard let other = markers[index].parsedNumber else { return false }
      return (parsed.letter == other.letter || parsed.letter == nil || other.letter == nil)
        && (parsed.prefix == other.prefix || parsed.prefix.isEmpty || other.prefix.isEmpty)
    }
    return candidates.first { markers[$0].parsedNumber?.letter == parsed.letter }
      ?? (candidates.count == 1 ? candidates[0] : nil)
  }

  private static func key(_ line: Int) -> String { "#\(line)" }

  private static func key(ofUnknownLine label: String?) -> String {
    guard let label else { return "" }
    // A code is no name of two parties: 5117 and 1751 are different lines.
    return label.utf8.allSatisfy { $0 < 0x80 } ? label : LineName.key(label)
  }

  /// Without blanks and the word for number, letters great.
  private static func folded(_ number: String) -> String {
    var text = number.foldingWidth.filter { !$0.isWhitespace }.uppercased()[...]
    for suffix in ["号界桩", "界桩", "号"] where text.hasSuffix(suffix) {
      text = text.dropLast(suffix.count)
      break
    }
    return String(text)
  }
}
