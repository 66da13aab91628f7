import Registry
import Toponymy

/// Which letters in names are N302's, so that N106 and N302 never tell the same thing.
struct ForeignScript {
  private let classes: JudgedClasses
  private let foreign: [TextColumn]

  init(_ area: Area) {
    classes = JudgedClasses(area)
    foreign = [FieldKey.minorityWriting, .language].compactMap { area.dataset[.placeName][$0] }
  }

  /// The letters, digits and symbols of a name, without those that stand for a lost character, which is N101's.
  static func stretches(in name: String, withoutChinese: Bool = false) -> [CharacterFinding] {
    let lost = LostCharacter.find(in: name).map(\.span)
    return NameCharacters.foreignFindings(in: name, withoutChinese: withoutChinese)
      .filter { stretch in !lost.contains { $0.overlaps(stretch.span) } }
  }

  /// Whether a name without any Chinese character is none: organisations may have one, and names of other languages.
  func mustBeChinese(_ row: Int) -> Bool {
    guard let code = classes.classCode(row) else { return false }
    return code / 1000 != 27 && !foreign.contains { $0.saysForeignLanguage(row) }
  }

  func standing(_ row: Int, _ name: String) -> NameStanding { classes.standing(row, NameScalars(name)) }

  /// Two letters in a row or more are a word, in the classes that the campaign is about; one letter, digits and symbols,
  /// and all of them in other classes, are N106's.
  static func isWord(_ stretch: CharacterFinding, of name: String, in standing: NameStanding) -> Bool {
    guard standing != .exempt, [.foreignLetters, .mixed].contains(stretch.kind) else { return false }
    var run = 0
    for scalar in name.unicodeScalars.dropFirst(stretch.span.lowerBound).prefix(stretch.span.count) {
      run = scalar.properties.isAlphabetic ? run + 1 : 0
      if run == 2 { return true }
    }
    return false
  }
}
