/// What can be wrong in the writing of a romanisation that composes.
public struct SpellingFaults: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Not in the preferred reading.
  public static let reading = SpellingFaults(rawValue: 1)
  /// Words joined or divided against the rules.
  public static let division = SpellingFaults(rawValue: 2)
  public static let capitals = SpellingFaults(rawValue: 4)
  public static let apostrophe = SpellingFaults(rawValue: 8)
  /// ü written otherwise, or written where Pinyin has u.
  public static let umlaut = SpellingFaults(rawValue: 16)
  /// Tones in digits, on the wrong vowel, on some syllables only, or in letters that only look alike.
  public static let tones = SpellingFaults(rawValue: 32)
  /// Digits for a number that is no ordinal and no code.
  public static let digits = SpellingFaults(rawValue: 64)
}

/// Whether the syllables of a romanisation bear their tones.
public enum ToneMarking: UInt8, Sendable {
  case toneless, toned, partial
}

/// One place of a fault.
public struct SpellingRemark: Sendable, Hashable {
  public let fault: SpellingFaults
  /// The character of the name whose syllable it is, in Unicode scalars.
  public let character: Int
  /// In Unicode scalars of the romanisation; empty between two letters.
  public let letters: Range<Int>
  /// What should stand there; `nil` where that is for a person to say.
  public let replacement: String?
  /// For a reading: the one that is written, and the preferred one.
  public let readings: [Reading]
}

extension RomanisationChecker {
  /// Looks at the writing of the romanisation that was just found composable.
  ///
  /// - Parameter remarks: when given, gets one remark for each place.
  /// - Complexity: O(characters + letters); no allocation without remarks.
  public mutating func review(_ generics: ClassGenerics, remarks: inout [SpellingRemark]?) -> (
    faults: SpellingFaults, tones: ToneMarking
  ) {
    var review = SpellingReview(remarks: remarks)
    // Places in a name whose numbers were replaced are not those of the name that was given.
    if !saysNumbers {
      division.read(name, generics)
      reviewReadings(&review)
      reviewJoints(&review)
      if letters.hasDigits { reviewNumbers(generics, &review) }
      reviewCapitals(&review)
    }
    let tones = reviewTones(&review)
    remarks = review.remarks
    return (review.faults, tones)
  }
}

/// Collects what is wrong.
struct SpellingReview {
  private(set) var faults: SpellingFaults = []
  private(set) var remarks: [SpellingRemark]?

  init(remarks: [SpellingRemark]?) { self.remarks = remarks }

  var collects: Bool { remarks != nil }

  mutating func note(_ fault: SpellingFaults) { faults.insert(fault) }

  mutating func add(
    _ fault: SpellingFaults, _ character: Int, _ letters: Range<Int>, _ replacement: String? = nil,
    readings: [Reading] = []
  ) {
    remarks?.append(
      SpellingRemark(
        fault: fault, character: character, letters: letters, replacement: replacement, readings: readings))
  }
}
