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
      + facts(check) + faults(check) + findings(check) + ComparisonText(language: language).render(check)
      + summary(check)
  }

  // MARK: Facts

  private func facts(_ check: NamePrecheck) -> String {
    var text = ""
    if let code = check.classCode {
      text += line("类别", "class", "\(code) \(ClassCodeTable.standard.name(of: code) ?? "")")
    }
    if let place = check.position { text += line("位置", "place", self.place(place, check.units)) }
    if let unit = check.givenUnit, check.units.isEmpty { text += line("所在政区", "unit", VisibleText.of(unit)) }
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
    if let doubt = check.doubtText { text += line("拼写存疑", "in doubt", doubt[language]) }
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

  private func faults(_ check: NamePrecheck) -> String {
    check.faults.map { $0.text[language] + words("。", ".") + "\n" }.joined()
  }

  private func summary(_ check: NamePrecheck) -> String {
    guard check.isWithoutFindings else {
      let count = check.findings.count
      guard count > 0 else { return words("供审核参考；是否采用由审批机关和专家决定。\n", "For the authority and its experts to decide.\n") }
      return words(
        "共 \(count) 项，供审核参考；是否采用由审批机关和专家决定。\n", "\(count) in all, for the authority and its experts to decide.\n")
    }
    guard !check.isClear else {
      return words("未发现问题；是否采用仍由审批机关决定。\n", "Nothing found; the authority decides.\n")
    }
    return check.comparison.isMade
      ? words(
        "名称本身没有可疑之处；有同名、同音地名未能判断；是否采用仍由审批机关决定。\n",
        "Nothing on the name alone; of some names like it the scope is not known. The authority decides.\n")
      : words(
        "名称本身没有可疑之处；重名、同音未比较；是否采用仍由审批机关决定。\n",
        "Nothing on the name alone; it was not compared with the names in use. The authority decides.\n")
  }

  private func line(_ zh: String, _ en: String, _ content: String) -> String {
    "  " + DisplayWidth.padded(words(zh, en), to: Self.labelWidth) + content + "\n"
  }

  private func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}

extension ProposalFault {
  /// What is wrong, and what to do.
  public var text: LocalizedText {
    switch self {
    case .unreadableClass(let code):
      LocalizedText(
        zh: "类别代码“\(VisibleText.of(code))”读不出，按没有类别检查；请写二至五位数字，如 22100",
        en: "class code “\(VisibleText.of(code))” is none, checked as without class; give two to five digits, as 22100")
    case .unreadablePlace(let place):
      LocalizedText(
        zh: "坐标“\(VisibleText.of(place))”读不出，按没有位置检查；请写经度和纬度，如 106.05 和 29.84",
        en:
          "coordinates “\(VisibleText.of(place))” are no place, checked as without; give longitude and latitude, as 106.05, 29.84"
      )
    case .unknownUnit(let unit):
      LocalizedText(
        zh: "所在政区“\(VisibleText.of(unit))”不在工作库和代码表中，或者有几个；请写全称或代码",
        en: "unit “\(VisibleText.of(unit))” is not known, or there are several; give its full name or code")
    case .otherUnit(let given, let actual):
      LocalizedText(
        zh: "位置在“\(VisibleText.of(actual))”，不在所填的“\(VisibleText.of(given))”，按位置比较；请核对坐标和所在政区",
        en:
          "the place lies in “\(VisibleText.of(actual))”, not in “\(VisibleText.of(given))” as given; compared by place, check both"
      )
    }
  }
}
