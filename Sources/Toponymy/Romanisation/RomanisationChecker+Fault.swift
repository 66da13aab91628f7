extension RomanisationChecker {
  // MARK: Where it fails

  /// The characters between the longest beginning and the longest end that can be read.
  func fault() -> RomanisationVerdict {
    let (front, frontPosition) = longestBeginning()
    let (back, backPositions) = longestEnd()
    if front <= back, let backPosition = backPositions.first(where: { $0 >= frontPosition }),
      front < back || frontPosition < backPosition
    {
      return .impossible(name: front..<back, letters: scalars(of: frontPosition..<backPosition))
    }
    return .impossible(name: front..<name.count, letters: scalars(of: frontPosition..<letters.count))
  }

  private func longestBeginning() -> (character: Int, position: Int) {
    for character in stride(from: name.count, through: 0, by: -1) {
      if let position = (0...letters.count).last(where: { isReached(character, $0) }) { return (character, position) }
    }
    return (0, 0)
  }

  /// The first character from which the rest of the name can be read to the very end, and the positions to start at.
  private func longestEnd() -> (character: Int, positions: [Int]) {
    let width = letters.count + 1
    var ends = [Bool](repeating: false, count: (name.count + 1) * width)
    ends[name.count * width + letters.count] = true
    var best = (character: name.count, positions: [letters.count])
    for character in (0..<name.count).reversed() {
      let positions = (0...letters.count).filter { position in
        var found = false
        steps(from: character, at: position) { character, position, _ in
          found = found || ends[character * width + position]
        }
        return found
      }
      for position in positions { ends[character * width + position] = true }
      if !positions.isEmpty { best = (character, positions) }
    }
    return best
  }

  func scalars(of symbols: Range<Int>) -> Range<Int> {
    let last = letters.places[letters.count - 1].end
    let start = symbols.lowerBound < letters.count ? letters.places[symbols.lowerBound].start : last
    return start..<(symbols.isEmpty ? start : letters.places[symbols.upperBound - 1].end)
  }
}
