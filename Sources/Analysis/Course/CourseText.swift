import Geodesy
public import Registry
internal import Texts

/// What a course text (走向说明) says: markers and, between them, directions and lengths.
///
/// Spans count Unicode scalars of the text, half-open.
public struct CourseText: Sendable {
  public enum Item: Sendable {
    /// A marker or an end of the line, wherever in a sentence it stands.
    case anchor(Anchor)
    /// A stretch in one direction (转南偏东南沿河道下行约 1.2 千米); either part may be missing.
    case move(Move)
  }

  public struct Anchor: Sendable {
    public enum Place: Sendable, Equatable {
      case marker(String)
      case start
      case end
    }
    public var place: Place
    public var span: Range<Int>
  }

  public struct Move: Sendable {
    /// More than one where the text says 向东、东北.
    public var winds: [Wind] = []
    public var windSpan: Range<Int>?
    public var lengthMetres: Double?
    public var lengthSpan: Range<Int>?
    /// 河, 山脊, 公路 … that it follows.
    public var along: String?
  }

  public struct Total: Sendable {
    public var metres: Double
    public var span: Range<Int>
  }

  public internal(set) var items: [Item] = []
  /// 全长约 … 千米.
  public internal(set) var total: Total?

  /// Reads what it understands and passes over the rest. Complexity: O(n).
  public init(parsing text: String) {
    var scanner = CourseScanner(text)
    self = scanner.scan()
  }

  init() {}

  public var anchors: [Anchor] {
    items.compactMap { item in
      if case .anchor(let anchor) = item { anchor } else { nil }
    }
  }
}

/// Walks through a course text.
struct CourseScanner {
  private let scalars: [Unicode.Scalar]
  private var place = 0
  private var course = CourseText()
  private var move = CourseText.Move()

  init(_ text: String) {
    scalars = text.unicodeScalars.map(\.foldedWidth)
  }

  mutating func scan() -> CourseText {
    while place < scalars.count {
      if takeAnchors() || takeLength() || takeDirection() || takeAlong() { continue }
      place += 1
    }
    endMove()
    return course
  }

  private mutating func endMove() {
    if !move.winds.isEmpty || move.lengthMetres != nil { course.items.append(.move(move)) }
    move = CourseText.Move()
  }

  // MARK: Markers and ends

  private mutating func takeAnchors() -> Bool {
    let isAside = Self.asides.contains { ends(with: $0, before: place) }
    if let word = ["起点", "终点", "止点"].first(where: { starts(with: $0, at: place) }) {
      if !isAside { add(word == "起点" ? .start : .end, place..<place + 2) }
      place += 2
    } else if let (numbers, end) = markerNumbers(at: place) {
      // One anchor for a set: 5111003A、5111003B号界桩.
      var seen: Set<String> = []
      for number in numbers where !isAside && seen.insert(number.text.filter { !$0.isLetter }).inserted {
        add(.marker(number.text), number.span)
      }
      place = end
    } else {
      return false
    }
    if isAside { passOverDistance() }
    return true
  }

  /// The distance to what is only looked at is no length of the way.
  private mutating func passOverDistance() {
    var start = place
    while start < scalars.count, "相距约大直线离, ".unicodeScalars.contains(scalars[start]) { start += 1 }
    var end = start
    while end < scalars.count, isDigit(scalars[end]) || isPoint(at: end) { end += 1 }
    if end > start, let (_, unitEnd) = unit(at: end) { place = unitEnd }
  }

  private mutating func add(_ anchor: CourseText.Anchor.Place, _ span: Range<Int>) {
    endMove()
    course.items.append(.anchor(CourseText.Anchor(place: anchor, span: span)))
  }

  /// A marker or end that is only looked at: 距 3 号界桩 200 米, 距起点 500 米处.
  private static let asides = ["距", "距离", "与", "望", "对"]

  /// Numbers with 号界桩, 号 or nothing behind them, several of them with 、 between; and where they end.
  private func markerNumbers(at start: Int) -> (numbers: [(text: String, span: Range<Int>)], end: Int)? {
    guard start == 0 || !isASCIIWord(scalars[start - 1]) && scalars[start - 1] != "." else { return nil }
    var numbers: [(text: String, span: Range<Int>)] = []
    var place = start
    while let end = endOfNumber(at: place) {
      numbers.append((String(String.UnicodeScalarView(scalars[place..<end])), place..<end))
      place = end
      guard place < scalars.count, "、,和与".unicodeScalars.contains(scalars[place]) else { break }
      guard endOfNumber(at: place + 1) != nil else { break }
      place += 1
    }
    guard let first = numbers.first else { return nil }
    if let word = ["号界桩", "号三交点", "界桩", "号桩", "#界桩", "#桩", "#"].first(where: { starts(with: $0, at: place) }) {
      return (numbers, place + word.unicodeScalars.count)
    }
    if starts(with: "号", at: place) {
      // Not 2号高地, 3号公路: only what ends the phrase.
      let next = place + 1 < scalars.count ? scalars[place + 1] : "。"
      return "起止至到。,;:、)".unicodeScalars.contains(next) || next.properties.isWhitespace ? (numbers, place + 1) : nil
    }
    // A full number needs no word behind it.
    let isFull = first.text.unicodeScalars.count >= 7 && first.text.last?.isLetter ?? false
    return isFull ? (numbers, place) : nil
  }

  /// The end of up to 24 digits and one letter.
  private func endOfNumber(at start: Int) -> Int? {
    var end = start
    while end < scalars.count, isDigit(scalars[end]), end - start < 24 { end += 1 }
    guard end > start else { return nil }
    if end < scalars.count, isLetter(scalars[end]) {
      let isAlone = end + 1 >= scalars.count || !isASCIIWord(scalars[end + 1])
      guard isAlone, "ABCDEQIabcdeqi".unicodeScalars.contains(scalars[end]) else { return nil }
      end += 1
    }
    return end
  }

  // MARK: Lengths

  private mutating func takeLength() -> Bool {
    guard isDigit(scalars[place]), place == 0 || !isASCIIWord(scalars[place - 1]) else { return false }
    var end = place
    while end < scalars.count, isDigit(scalars[end]) || isPoint(at: end) { end += 1 }
    let digits = String(String.UnicodeScalarView(scalars[place..<end].filter { $0 != "," }))
    let start = place
    place = end
    guard let number = parseDecimal(digits), let (metres, unitEnd) = unit(at: end) else { return true }
    place = unitEnd
    guard !isHeightOrWidth(start, unitEnd) else { return true }
    let isTotal = Self.totalWords.contains { word in
      ends(with: word, before: start) || ends(with: word + "约", before: start) || ends(with: word + "为", before: start)
    }
    if isTotal {
      course.total = CourseText.Total(metres: number * metres, span: start..<unitEnd)
      return true
    }
    if isOfLegBefore(start) {
      setLengthOfLegBefore(number * metres, start..<unitEnd)
      return true
    }
    if move.lengthMetres != nil { endMove() }
    move.lengthMetres = number * metres
    move.lengthSpan = start..<unitEnd
    return true
  }

  /// Whether a length is that of the leg which the marker just named ends: 从1号界桩向东至2号界桩，图上长1.5千米.
  private func isOfLegBefore(_ start: Int) -> Bool {
    guard move.winds.isEmpty, move.lengthMetres == nil, move.along == nil,
      case .anchor(let anchor)? = course.items.last, course.items.count >= 2
    else { return false }
    let between = String(String.UnicodeScalarView(scalars[anchor.span.upperBound..<start]))
      .filter { !$0.isWhitespace && !"号界桩#止,;:".contains($0) }
    return Self.lengthWords.contains(between.hasSuffix("约") ? String(between.dropLast()) : between)
  }

  private mutating func setLengthOfLegBefore(_ metres: Double, _ span: Range<Int>) {
    let index = course.items.count - 2
    if case .move(var move) = course.items[index], move.lengthMetres == nil {
      (move.lengthMetres, move.lengthSpan) = (metres, span)
      course.items[index] = .move(move)
    } else if case .anchor = course.items[index] {
      var move = CourseText.Move()
      (move.lengthMetres, move.lengthSpan) = (metres, span)
      course.items.insert(.move(move), at: index + 1)
    }
  }

  private static let lengthWords = ["图上长", "图上长度", "图上距离", "实地长", "长", "长度", "段长", "该段长", "此段长", "本段长"]

  private static let totalWords = ["全长", "总长", "总长度", "全线长", "界线长", "线长", "共长"]

  /// A decimal point or a comma between digits.
  private func isPoint(at index: Int) -> Bool {
    (scalars[index] == "." || scalars[index] == ",") && index + 1 < scalars.count && isDigit(scalars[index + 1])
  }

  private func unit(at start: Int) -> (metres: Double, end: Int)? {
    var start = start
    while start < scalars.count, scalars[start].properties.isWhitespace { start += 1 }
    for (word, metres) in [("千米", 1000.0), ("公里", 1000), ("km", 1000), ("KM", 1000), ("Km", 1000), ("米", 1), ("m", 1)]
    where starts(with: word, at: start) {
      let end = start + word.unicodeScalars.count
      let isWhole = end >= scalars.count || !isASCIIWord(scalars[end]) && scalars[end] != "²"
      return isWhole || word.unicodeScalars.first?.isASCII == false ? (metres, end) : nil
    }
    return nil
  }

  /// 625 m 高地, 海拔 625 米, 10 米宽, 里程 1.2 千米 are no lengths of the way.
  private func isHeightOrWidth(_ start: Int, _ end: Int) -> Bool {
    if ["海拔", "高程", "标高", "高", "里程", "宽", "宽约", "深", "桩号", "海拔约"].contains(where: { ends(with: $0, before: start) }) {
      return true
    }
    var next = end
    while next < scalars.count, scalars[next].properties.isWhitespace { next += 1 }
    return next < scalars.count && "高山峰宽深等".unicodeScalars.contains(scalars[next])
  }

  // MARK: Directions

  private mutating func takeDirection() -> Bool {
    for verb in Self.verbs where starts(with: verb, at: place) {
      let start = place + verb.unicodeScalars.count
      guard let found = winds(at: start) else { continue }
      begin(found.winds, start..<found.end)
      place = found.end
      return true
    }
    // 东南方向, without a verb.
    if let found = winds(at: place), starts(with: "方向", at: found.end) {
      begin(found.winds, place..<found.end)
      place = found.end
      return true
    }
    return false
  }

  private mutating func begin(_ winds: [Wind], _ span: Range<Int>) {
    if !move.winds.isEmpty || move.lengthMetres != nil { endMove() }
    move.winds = winds
    move.windSpan = span
  }

  private static let verbs = [
    "折转向", "转折向", "折转", "转向", "折向", "转为", "拐向", "改向", "偏向", "大致向", "向", "转", "折", "朝", "往", "呈",
  ]

  /// One wind, or several with 、 between; not 东侧, 北岸 or 东偏北, which name no sector.
  private func winds(at start: Int) -> (winds: [Wind], end: Int)? {
    var winds: [Wind] = []
    var place = start
    while let match = Wind.words.first(where: { starts(with: $0.word, at: place) }) {
      let end = place + match.word.count
      if end < scalars.count, Self.notBehindWinds.contains(scalars[end]) { return nil }
      winds.append(match.wind)
      place = end
      let hasNext = place + 1 < scalars.count && scalars[place] == "、"
      guard hasNext, Wind.words.contains(where: { starts(with: $0.word, at: place + 1) }) else { break }
      place += 1
    }
    return winds.isEmpty ? nil : (winds, place)
  }

  private static let notBehindWinds = Set("偏侧面坡岸角端部麓边门街路村镇乡河山东南西北".unicodeScalars)

  // MARK: Features

  private mutating func takeAlong() -> Bool {
    guard scalars[place] == "沿" else { return false }
    var end = place + 1
    while end < scalars.count, end - place <= 16, !"。,;:、向转折约至到".unicodeScalars.contains(scalars[end]) { end += 1 }
    let phrase = String(String.UnicodeScalarView(scalars[place + 1..<end]))
    if LinearFeature.isNamed(in: phrase), move.along == nil { move.along = phrase }
    place += 1
    return true
  }

  // MARK: Characters

  private func starts(with word: String, at index: Int) -> Bool { starts(with: Array(word.unicodeScalars), at: index) }

  private func starts(with word: [Unicode.Scalar], at index: Int) -> Bool {
    index + word.count <= scalars.count && scalars[index..<index + word.count].elementsEqual(word)
  }

  private func ends(with word: String, before index: Int) -> Bool {
    let count = word.unicodeScalars.count
    return index >= count && starts(with: word, at: index - count)
  }

  private func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar)
  }

  private func isASCIIWord(_ scalar: Unicode.Scalar) -> Bool { isDigit(scalar) || isLetter(scalar) }
}
