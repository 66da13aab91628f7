public import Analysis
internal import Geometry
public import Registry
internal import Texts
internal import Toponymy

/// What an applicant for a name should know, on one screen.
public struct PrecheckText {
  private let renderer: MessageRenderer
  private var language: Language { renderer.language }
  private static let labelWidth = 12

  /// - Parameter result: what the findings of the names come from.
  public init(_ result: CheckResult, language: Language) {
    renderer = MessageRenderer(result, language: language)
  }

  public func render(_ check: NamePrecheck) -> String {
    words("新地名预审：\(VisibleText.of(check.name))", "Proposed name: \(VisibleText.of(check.name))") + "\n"
      + facts(check) + findings(check) + neighbours(check) + summary(check)
  }

  // MARK: Facts

  private func facts(_ check: NamePrecheck) -> String {
    var text = ""
    if let code = check.classCode {
      text += line("类别", "class", "\(code) \(ClassCodeTable.standard.name(of: code) ?? "")")
    }
    if let place = check.position { text += line("位置", "place", self.place(place, check.units)) }
    text += line("用字", "characters", characters(check))
    text += line("读音", "reading", readings(check))
    let polyphones = check.characters.filter { $0.reading != nil && !$0.otherReadings.isEmpty }
    if !polyphones.isEmpty {
      let list = polyphones.map { "\($0.character) \($0.otherReadings.joined(separator: "/"))" }
      text += line(
        "多音字", "polyphones", words("\(list.joined(separator: "；"))（另有读音，请核）", list.joined(separator: "; ")))
    }
    text += line(
      "罗马字母", "romanised",
      words(
        "\(check.spelling.toned)（不标调 \(check.spelling.toneless)）",
        "\(check.spelling.toned) (\(check.spelling.toneless))"))
    let (specific, generic) = (check.text(check.parts.specific), check.text(check.parts.generic))
    text += line(
      "专名｜通名", "parts",
      generic.isEmpty ? words("\(specific)｜（没有通名）", "\(specific) | (no generic)") : "\(specific)｜\(generic)")
    return text
  }

  private func place(_ position: Position, _ units: [Division]) -> String {
    let numbers = [position.x, position.y].map { NumberText.decimal($0, decimals: 6, grouped: false) }
    let names = units.map { $0.name ?? $0.subject.key }.joined(separator: " ")
    let place = numbers.joined(separator: ", ")
    return place
      + (names.isEmpty ? words("（没有包含它的政区面）", " (in no polygon of a unit)") : words("（\(names)）", " (\(names))"))
  }

  private func characters(_ check: NamePrecheck) -> String {
    let outside = check.characters.filter { $0.isChinese && $0.level == nil }.map(\.character)
    let rare = check.characters.filter { $0.level == 3 }.map(\.character)
    let others = check.characters.filter { !$0.isChinese }.map { VisibleText.of($0.character) }
    var parts: [String] = []
    if !outside.isEmpty {
      parts.append(
        words("不在《通用规范汉字表》内：\(outside.joined(separator: "、"))", "outside the standard table: \(outside.joined())"))
    }
    if !rare.isEmpty { parts.append(words("三级字：\(rare.joined(separator: "、"))", "level 3: \(rare.joined())")) }
    if !others.isEmpty {
      parts.append(
        words("不是汉字：\(others.joined(separator: " "))", "no Chinese character: \(others.joined(separator: " "))"))
    }
    return parts.isEmpty
      ? words("都在《通用规范汉字表》一、二级内", "all in levels 1 and 2 of the standard table")
      : parts.joined(separator: words("；", "; "))
  }

  private func readings(_ check: NamePrecheck) -> String {
    check.characters.map { $0.reading ?? VisibleText.of($0.character) }.joined(separator: " ")
  }

  // MARK: Findings

  private func findings(_ check: NamePrecheck) -> String {
    let alone = check.findings.filter { !$0.rule.hasPrefix("N5") }
    guard !alone.isEmpty else { return "" }
    var text = words("需要注意", "To be looked at") + "\n"
    for finding in alone {
      text += "  [\(finding.rule)] \(renderer.message(finding))\n"
      if let basis = renderer.basis(finding) { text += "    " + words("依据：", "basis: ") + basis + "\n" }
      if let next = renderer.next(finding) { text += "    " + words("下一步：", "next: ") + next + "\n" }
    }
    return text
  }

  // MARK: Neighbours

  private func neighbours(_ check: NamePrecheck) -> String {
    var text = ""
    if !check.neighbours.isEmpty {
      text += words("法定范围内的同名、同音、近似地名", "Names like it within the legal scope") + "\n"
      for neighbour in check.neighbours.prefix(Self.neighbourLimit) { text += "  \(self.text(neighbour))\n" }
      let rest = check.neighbours.count - Self.neighbourLimit
      if rest > 0 { text += words("  另有 \(rest) 个\n", "  and \(rest) more\n") }
    }
    if check.sameNameElsewhere > 0 {
      let count = NumberText.grouped(check.sameNameElsewhere)
      text += words("法定范围以外另有同名地名 \(count) 个\n", "Beyond the legal scope \(count) more of the same name\n")
    }
    return text
  }

  private static let neighbourLimit = 10

  private func text(_ neighbour: NamePrecheck.Neighbour) -> String {
    let kind = Self.title(of: neighbour.rule)[language]
    let details = [
      neighbour.classCode.map { ClassCodeTable.standard.name(of: $0) ?? "\($0)" }, neighbour.unit,
      neighbour.distanceMetres.map { words("相距 ", "") + distance($0) },
    ].compactMap { $0 }.joined(separator: words("，", ", "))
    let name = VisibleText.of(neighbour.name)
    return "\(kind)：\(name)" + (details.isEmpty ? "" : words("（\(details)）", " (\(details))"))
  }

  /// To 10 m, and to 0.1 km from a kilometre on: where a name will be is not known better.
  private func distance(_ metres: Double) -> String {
    metres < 1000
      ? "\(NumberText.decimal((metres / 10).rounded() * 10, decimals: 0)) \(words("米", "m"))"
      : "\(NumberText.decimal(metres / 1000, decimals: 1)) \(words("千米", "km"))"
  }

  /// What the rules on duplicates find.
  static func title(of rule: String) -> LocalizedText {
    switch rule {
    case "N501": LocalizedText(zh: "同名", en: "same name")
    case "N502": LocalizedText(zh: "同音", en: "same sound")
    default: LocalizedText(zh: "近似", en: "nearly the same")
    }
  }

  private func summary(_ check: NamePrecheck) -> String {
    guard !check.findings.isEmpty else {
      return words("未发现问题；是否采用仍由审批机关决定。\n", "Nothing found; the authority decides.\n")
    }
    let count = check.findings.count
    return words(
      "共 \(count) 项，供审核参考；是否采用由审批机关和专家决定。\n", "\(count) in all, for the authority and its experts to decide.\n")
  }

  private func line(_ zh: String, _ en: String, _ content: String) -> String {
    "  " + DisplayWidth.padded(words(zh, en), to: Self.labelWidth) + content + "\n"
  }

  private func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
