import Testing
import Toponymy

@Suite struct NameCharactersTests {
  private func isPlain(_ name: String) -> Bool {
    let bytes = Array(name.utf8)
    return NameCharacters.isPlain(bytes.span)
  }

  @Test func plainNamesAreRecognisedByTheirBytes() {
    #expect(isPlain("铜梁区"))
    #expect(isPlain("㘭口"), "extension A")
    #expect(isPlain(""))
    for name in ["铜梁A", "A12", "铜\u{3000}梁", "铜梁（二）", "\u{F900}山", "\u{2F2D}口", "𠙶山镇", "铜\u{200B}梁", "瑞·湾", "Ⅱ"] {
      #expect(!isPlain(name), "\(name)")
    }
  }

  @Test("A plain name has no finding, so that the byte test may stand before both checks")
  func plainNamesHaveNoFindings() {
    for value in (0x3400...0x9FFF) {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let name = String(Character(scalar))
      if !NameCharacters.compatibilityFindings(in: name).isEmpty || !NameCharacters.foreignFindings(in: name).isEmpty {
        Issue.record("U+\(String(value, radix: 16))")
      }
    }
  }

  @Test(
    "Compatibility characters, their place and the proposed form",
    arguments: [
      ("１２号", .fullWidth, 0..<2, "12"), ("Ａ区", .fullWidth, 0..<1, "A"), ("铜\u{3000}梁", .fullWidth, 1..<2, " "),
      ("\u{F900}山", .compatibility, 0..<1, "豈"),
      ("\u{2F2D}口", .compatibility, 0..<1, "山"), ("黑\u{2F8A}", .compatibility, 1..<2, "色"),
      ("时代花生Ⅱ", .composite, 4..<5, nil), ("㈠组", .composite, 0..<1, nil), ("①号", .composite, 0..<1, nil),
      ("铜\u{200B}\u{FEFF}梁", .invisible, 1..<3, ""), ("邉\u{E0101}", .invisible, 1..<2, ""),
      ("铜\u{A0}梁", .unusualBlank, 1..<2, " "), ("路e\u{301}", .decomposed, 1..<3, "é"),
      ("路q\u{301}", .decomposed, 1..<3, nil), ("𠙶山\u{7F}镇", .invisible, 2..<3, ""),
    ] as [(String, CharacterFinding.Kind, Range<Int>, String?)])
  func compatibility(name: String, kind: CharacterFinding.Kind, span: Range<Int>, replacement: String?) {
    #expect(
      NameCharacters.compatibilityFindings(in: name)
        == [CharacterFinding(kind: kind, span: span, replacement: replacement)])
  }

  @Test func ordinaryMarksAreNoCompatibilityCharacters() {
    for name in ["新世界·凯粤湾", "中瑞-曼哈顿", "铜梁(东)", "铜梁（东）", "幸福～路", "G318国道", "𠙶山镇", "é"] {
      #expect(NameCharacters.compatibilityFindings(in: name).isEmpty, "\(name)")
    }
  }

  @Test func severalFindingsComeInOrder() {
    #expect(
      NameCharacters.compatibilityFindings(in: "Ａ\u{200B}区Ⅱ期")
        == [
          CharacterFinding(kind: .fullWidth, span: 0..<1, replacement: "A"),
          CharacterFinding(kind: .invisible, span: 1..<2, replacement: ""),
          CharacterFinding(kind: .composite, span: 3..<4),
        ])
  }

  @Test(
    "Foreign letters, digits and symbols, and their place",
    arguments: [
      ("美丽MALL", .foreignLetters, 2..<6), ("EE新城", .foreignLetters, 0..<2), ("Ｅ区", .foreignLetters, 0..<1),
      ("99大厦", .digits, 0..<2), ("加州1886", .digits, 2..<6), ("公园99", .digits, 2..<4), ("24克拉", .digits, 0..<2),
      ("时代花生Ⅱ", .digits, 4..<5), ("悦+公馆", .symbols, 1..<2), ("A+公馆", .mixed, 0..<2), ("Д区", .foreignLetters, 0..<1),
      ("王の湾", .foreignLetters, 1..<2), ("王ㄅ湾", .foreignLetters, 1..<2), ("王한湾", .foreignLetters, 1..<2),
      ("王ﾊ湾", .foreignLetters, 1..<2), ("王ก湾", .foreignLetters, 1..<2), ("王ע湾", .foreignLetters, 1..<2),
      ("王𝐀湾", .foreignLetters, 1..<2), ("王😀湾", .symbols, 1..<2), ("王°湾", .symbols, 1..<2), ("王×湾", .symbols, 1..<2),
      ("○家湾", .symbols, 0..<1), ("王✓湾", .symbols, 1..<2), ("王㇀湾", .symbols, 1..<2), ("王½湾", .digits, 1..<2),
    ] as [(String, CharacterFinding.Kind, Range<Int>)])
  func foreign(name: String, kind: CharacterFinding.Kind, span: Range<Int>) {
    #expect(NameCharacters.foreignFindings(in: name) == [CharacterFinding(kind: kind, span: span)])
  }

  @Test(
    "Ordinals, codes and known abbreviations are exempt",
    arguments: [
      "经五路", "经5路", "1203高地", "三环路", "3环路", "6号大院", "12组", "12社", "３队", "G318国道", "S205线", "X003", "APEC大道",
      "CBD广场", "IT产业园", "第9弄", "东四12条", "2马路", "〇〇村", "﨑湾", "𠮷祥村", "王□湾", "王\u{E000}湾", "王\u{200B}湾", "⺀湾", "新世界·凯粤湾",
      "中瑞-曼哈顿", "铜梁(东)", "五一广场", "APEC", "Beijing",
    ])
  func exempt(name: String) {
    #expect(NameCharacters.foreignFindings(in: name).isEmpty)
  }
}
