import Registry

/// A number whose type letters do not make a whole set.
enum IncompleteSet: Rule {
  static let descriptor = RuleDescriptor(
    code: "M103", name: "incomplete-set",
    title: LocalizedText(zh: "同号界桩不成套", en: "incomplete marker set"),
    severity: .error, certainty: .definite, needs: [.boundaryMarker],
    finds: LocalizedText(
      zh: "同号双立有 A 无 B（或有 B 无 A）、同号三立 C、D、E 不全、单立 Q 与 A～E 同号。",
      en: "A without B or B without A, C/D/E not complete, Q together with A–E on one number."),
    why: LocalizedText(
      zh: "同号双立、三立的界桩成套指示界线，缺一颗就不能确定界线位置。",
      en: "The markers of a pair or triple show the line together; with one missing its position is open."),
    basis: LocalizedText(
      zh: "GB/T 17796-2009《行政区域界线测绘规范》界桩类型：单立 Q，同号双立 A、B，同号三立 C、D、E",
      en: "GB/T 17796-2009, marker types: single Q, pair A and B, triple C, D and E"),
    next: LocalizedText(
      zh: "查界桩登记表：补录缺少的一颗，或改正类型码。",
      en: "Look up the registration form: add the missing marker or correct the type letter."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "{serial} 号现有类型码 {letters}，缺 {missing}", en: "number {serial} has type letters {letters}, missing {missing}"
      ),
      "mixed": LocalizedText(
        zh: "{serial} 号既有单立 Q 又有成套的类型码：{letters}", en: "number {serial} has both a single Q and set letters: {letters}"),
    ])

  static let examples = [
    RuleExample(
      zh: "双立缺 B、三立缺 D、单立与双立同号", en: "a pair without B, a triple without D, a single with a pair",
      """
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 0 0
                      | 铜合线 | 5117002A | 500 30   <-
                      | 铜合线 | 5117003C | 900 30   <-
                      | 铜合线 | 5117003E | 900 -30
                      | 铜合线 | 5117004Q | 1500 0   <-
                      | 铜合线 | 5117004A | 1500 30
                      | 铜合线 | 5117004B | 1500 -30
                      | 铜合线 | 5117005A | 1900 30
                      | 铜合线 | 5117005B | 1900 -30
      """),
    RuleExample(
      zh: "三交点界桩（I）自成一套", en: "a tripoint marker stands alone",
      """
      boundary_marker | line   | number  | geom
                      | 铜合线 | 511751I | 0 0
      """),
    RuleExample(
      zh: "界线名称的两种写法是同一条界线", en: "one line written in two ways",
      """
      boundary_marker | line        | number   | geom
                      | 铜梁/合川线 | 5117001A | 0 30
                      | 合川/铜梁线 | 5117001B | 0 -30
                      | 铜梁/大足线 | 5111001A | 0 900   <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let lettered = area.markers.filter { $0.parsedNumber?.letter != nil && $0.parsedNumber?.letter != "I" }
    let sets = Dictionary(grouping: lettered) { marker in
      [area.lineKey(of: marker), marker.parsedNumber?.serialKey ?? ""]
    }
    for markers in sets.values {
      let letters = Set(markers.compactMap { $0.parsedNumber?.letter })
      let missing = missingLetters(in: letters)
      let isMixed = letters.contains("Q") && letters.count > 1
      guard !missing.isEmpty || isMixed, let first = markers.first, let key = markers.map(setKey).min() else {
        continue
      }
      let present = letters.sorted().map(String.init)
      findings.report(
        Subject(kind: .boundaryMarker, key: key, name: first.number), origin: first.origin, place: first.position
      ) { finding in
        finding.evidence = Evidence(field: .number, value: present.joined())
        finding.arguments["serial"] = .text(first.parsedNumber?.serialKey ?? "")
        finding.arguments["letters"] = .list(present)
        finding.arguments["missing"] = .list(missing.map(String.init))
        if isMixed { finding.message = "mixed" }
      }
    }
  }

  /// Line and serial: the subject key without its letter.
  private static func setKey(_ marker: BoundaryMarker) -> String {
    marker.subject.key.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  private static func missingLetters(in letters: Set<Character>) -> [Character] {
    [["A", "B"], ["C", "D", "E"]].flatMap { (set: [Character]) in
      letters.isDisjoint(with: set) ? [] : set.filter { !letters.contains($0) }
    }
  }
}
