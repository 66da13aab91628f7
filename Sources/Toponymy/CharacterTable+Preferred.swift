extension CharacterTable {
  /// The reading that is meant in a place name where nothing else is known; `nil` for what is no known character.
  public func preferredReading(of character: Unicode.Scalar) -> Reading? {
    preferred(ofEntry: entry(of: character.value)).map(reading)
  }

  @inline(__always)
  func preferred(ofEntry entry: UInt32) -> PackedReading? {
    let indices = readingIndices(ofEntry: entry)
    return indices.isEmpty ? nil : packedReading(at: indices.lowerBound + Int(entry >> 26 & 0xF))
  }

  @inline(__always)
  func isBeginningOfWord(_ entry: UInt32) -> Bool { entry >> 30 & 1 == 1 }

  @inline(__always)
  func isSurname(_ entry: UInt32) -> Bool { entry >> 31 == 1 }

  /// The reading of a character as a surname, where it differs from the preferred one.
  func surnameReading(of scalar: UInt32) -> PackedReading? {
    for index in 0..<surnameCount where surnames.loadUnaligned(fromByteOffset: index * 4, as: UInt16.self) == scalar {
      return PackedReading(bits: surnames.loadUnaligned(fromByteOffset: index * 4 + 2, as: UInt16.self))
    }
    return nil
  }

  // MARK: Words

  /// A word is its characters, then their readings, in two bytes each.
  private static let wordLimit = 6

  /// The longest word that stands in a name at a place: its number and its length.
  func longestWord(in name: borrowing NameScalars, at start: Int) -> (word: Int, count: Int)? {
    var index = firstWord(beginningWith: name[start])
    while index < wordCount, character(0, ofWord: index) == name[start] {
      let count = lengthOfMatch(index, in: name, at: start)
      if count > 0 { return (index, count) }
      index += 1
    }
    return nil
  }

  /// In how many words of the list a character is read so.
  ///
  /// - Complexity: O(words).
  func words(with scalar: UInt32, readAs wanted: PackedReading) -> Int {
    (0..<wordCount).reduce(0) { count, word in
      let isRead = (0..<Self.wordLimit).contains {
        character($0, ofWord: word) == scalar && reading($0, ofWord: word).sound == wanted.sound
      }
      return isRead ? count + 1 : count
    }
  }

  @inline(__always)
  func reading(_ place: Int, ofWord word: Int) -> PackedReading {
    PackedReading(
      bits: words.loadUnaligned(fromByteOffset: (word * 2 + 1) * 2 * Self.wordLimit + 2 * place, as: UInt16.self))
  }

  @inline(__always)
  private func character(_ place: Int, ofWord word: Int) -> UInt32 {
    UInt32(words.loadUnaligned(fromByteOffset: word * 4 * Self.wordLimit + 2 * place, as: UInt16.self))
  }

  /// The length of the word if the name has it there, else 0.
  private func lengthOfMatch(_ word: Int, in name: borrowing NameScalars, at start: Int) -> Int {
    for place in 1..<Self.wordLimit {
      let character = character(place, ofWord: word)
      if character == 0 { return place }
      guard start + place < name.count, name[start + place] == character else { return 0 }
    }
    return Self.wordLimit
  }

  private func firstWord(beginningWith scalar: UInt32) -> Int {
    var (low, high) = (0, wordCount)
    while low < high {
      let middle = (low + high) / 2
      if character(0, ofWord: middle) < scalar { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
