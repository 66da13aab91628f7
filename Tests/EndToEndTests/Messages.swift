import Testing

/// Expects that an error says what it concerns, in Chinese first and then in English.
func expectBilingual(
  _ outcome: Executable.Outcome, naming name: String? = nil, _ location: SourceLocation = #_sourceLocation
) {
  let lines = outcome.lines
  guard let first = lines.first, lines.count >= 2 else {
    Issue.record("expected two languages: \(outcome.messages)", sourceLocation: location)
    return
  }
  let rest = lines.dropFirst().joined(separator: "\n")
  #expect(first.unicodeScalars.contains(where: isHan), "not Chinese: \(first)", sourceLocation: location)
  #expect(englishShare(of: rest) > englishShare(of: first), "not English: \(rest)", sourceLocation: location)
  #expect(
    !outcome.messages.contains("IntakeError") && !outcome.messages.contains("Optional("), sourceLocation: location)
  guard let name else { return }
  #expect(first.contains(name), "\(name) is not named: \(first)", sourceLocation: location)
  #expect(rest.contains(name), "\(name) is not named: \(rest)", sourceLocation: location)
}

private func isHan(_ scalar: Unicode.Scalar) -> Bool { (0x4E00...0x9FFF).contains(scalar.value) }

private func englishShare(of text: String) -> Double {
  let letters = text.unicodeScalars.filter { $0.properties.isAlphabetic }
  return Double(letters.count { $0.isASCII }) / Double(max(1, letters.count))
}
