import Registry
import Toponymy

/// Names written with characters that only look like the ordinary ones, or that cannot be seen.
enum CompatibilityCharacter: Rule {
  static let descriptor = RuleDescriptor(
    code: "N102", name: "compatibility-character",
    title: LocalizedText(zh: "全角、兼容或不可见字符", en: "full-width, compatibility or invisible character"),
    severity: .warning, certainty: .definite,
    finds: LocalizedText(
      zh: "地名和标志的名称中的全角字母、数字和空格，兼容汉字和部首，由几个字符合成的字符（Ⅱ、㎡），"
        + "与附加符号分开编码的字母，零宽等不可见字符，少见的空格。",
      en: "In names of places and signs: full-width letters, digits and blanks, compatibility ideographs and "
        + "radicals, characters that stand for several (Ⅱ, ㎡), letters apart from their marks, invisible characters, unusual "
        + "blanks."),
    why: LocalizedText(
      zh: "看起来相同的两个名称对不上，查重名、查同音和与标志核对都会漏掉；有的字体显示不出来。",
      en:
        "Two names that look alike do not match, so duplicates and sign checks miss them; some fonts cannot show them."),
    basis: LocalizedText(
      zh: "\(NameRegulations.article9.zh)：使用国家通用语言文字；Unicode 标准附件 15《规范化形式》",
      en: "\(NameRegulations.article9.en): standard script; Unicode Standard Annex 15"),
    next: LocalizedText(
      zh: "在原表中改成建议的普通字符；Ⅱ 这类字符由人确定写法。",
      en: "Write the proposed ordinary character; decide yourself for characters such as Ⅱ."),
    fixSafety: LocalizedText(
      zh: "安全：只换成同一个字的普通写法，记录保留原文；由几个字符合成的不改。",
      en:
        "safe: the same character in its ordinary form; the record keeps the text as given; characters that stand for "
        + "several are left alone"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "名称“{value}”中有{kinds}（{characters}），应写作“{new}”",
        en: "{kinds} in the name “{value}” ({characters}); write “{new}”"),
      "undecided": LocalizedText(
        zh: "名称“{value}”中有{kinds}（{characters}），请核定写法",
        en: "{kinds} in the name “{value}” ({characters}); decide how to write it"),
    ])

  static let examples = [
    RuleExample(
      zh: "全角数字、部首代替汉字、零宽空格", en: "full-width digits, a radical in place of a character, a zero-width space",
      """
      place_name | name        | unit
                 | «１２»号院  | 土桥镇   <-
                 | 王家湾      | 土桥镇
                 | «\u{2FA6}»龙村    | 土桥镇   <-
                 | 李家«\u{200B}»坝 | 土桥镇   <-
                 | 12号院      | 土桥镇
                 | 五一广场    | 土桥镇
      """),
    RuleExample(
      zh: "标志上的名称；罗马数字要由人确定", en: "the name on a sign; a Roman numeral is left to a person",
      """
      sign | id  | name
           | 001 | 白帝城
           | 002 | 金龙大道（南段）
           | 004 | «Ｇ»318国道     <-
           | 003 | 时代花生«Ⅱ»   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    for kind in [RecordKind.placeName, .sign] {
      let table = area.dataset[kind]
      guard let names = table[.name] else { continue }
      for row in names.unusualNames {
        let name = names[row]
        let stretches = NameCharacters.compatibilityFindings(in: name)
        guard let first = stretches.first else { continue }
        findings.report(table, row: row, field: .name, span: first.span) { describe(stretches, in: name, &$0) }
      }
    }
  }

  private static func describe(_ stretches: [CharacterFinding], in name: String, _ finding: inout Finding) {
    let scalars = Array(name.unicodeScalars)
    let kinds = stretches.map { Self.name(of: $0.kind) }.reduce(into: [LocalizedText]()) {
      if !$0.contains($1) { $0.append($1) }
    }
    finding.arguments["kinds"] = .localized(
      LocalizedText(zh: kinds.map(\.zh).joined(separator: "、"), en: kinds.map(\.en).joined(separator: ", ")))
    finding.arguments["characters"] = .list(stretches.map { shown(scalars[$0.span]) })
    let new = corrected(scalars, stretches)
    // By code points: strings are equal where one has the compatibility ideograph and the other the ordinary one.
    guard !new.unicodeScalars.elementsEqual(name.unicodeScalars) else {
      finding.message = "undecided"
      return
    }
    finding.arguments["new"] = .text(new)
    finding.fix = Fix(.safe, field: .name, old: name, new: new)
  }

  /// The name with all stretches replaced that have a replacement, without blanks at its ends.
  private static func corrected(_ scalars: [Unicode.Scalar], _ stretches: [CharacterFinding]) -> String {
    var text = String.UnicodeScalarView(scalars[..<(stretches.first?.span.lowerBound ?? scalars.count)])
    for (index, stretch) in stretches.enumerated() {
      text.append(contentsOf: stretch.replacement.map { Array($0.unicodeScalars) } ?? Array(scalars[stretch.span]))
      let end = index + 1 < stretches.count ? stretches[index + 1].span.lowerBound : scalars.count
      text.append(contentsOf: scalars[stretch.span.upperBound..<end])
    }
    return String(text).trimmingBlanks()
  }

  /// The characters with their code points, which is all there is to see of some of them.
  private static func shown(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    let codes = scalars.map { "U+" + String($0.value, radix: 16, uppercase: true).leftPadded(to: 4) }
    return (CharacterFinding.isVisible(scalars) ? String(String.UnicodeScalarView(scalars)) + " " : "")
      + codes.joined(separator: " ")
  }

  private static func name(of kind: CharacterFinding.Kind) -> LocalizedText {
    switch kind {
    case .fullWidth: LocalizedText(zh: "全角字符", en: "full-width character")
    case .compatibility: LocalizedText(zh: "兼容汉字或部首", en: "compatibility ideograph or radical")
    case .composite: LocalizedText(zh: "由几个字符合成的字符", en: "character that stands for several")
    case .decomposed: LocalizedText(zh: "与附加符号分开编码的字母", en: "letter apart from its mark")
    case .invisible: LocalizedText(zh: "不可见字符", en: "invisible character")
    case .unusualBlank: LocalizedText(zh: "少见的空格", en: "unusual blank")
    case .foreignLetters, .digits, .symbols, .mixed: LocalizedText(zh: "其他字符", en: "other character")
    }
  }
}

extension CharacterFinding {
  fileprivate static func isVisible(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    scalars.allSatisfy { scalar in
      let properties = scalar.properties
      return !properties.isWhitespace && !properties.isDefaultIgnorableCodePoint
        && properties.generalCategory != .control
    }
  }
}

extension String {
  fileprivate func leftPadded(to width: Int) -> String {
    String(repeating: "0", count: max(0, width - count)) + self
  }

  fileprivate func trimmingBlanks() -> String {
    let start = drop { $0 == " " }
    return String(start.dropLast(start.reversed().prefix { $0 == " " }.count))
  }
}

extension TextColumn {
  /// The rows that hold more than ordinary Chinese characters, as few names do.
  var unusualNames: [Int] {
    withAllBytes { bytes in
      (0..<count).filter { !NameCharacters.isPlain(UnsafeBufferPointer(rebasing: bytes[byteRange($0)]).span) }
    }
  }
}
