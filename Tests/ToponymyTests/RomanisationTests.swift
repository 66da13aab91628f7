import Foundation
import Testing
import Toponymy

@Suite struct RomanisationTests {
  private func check(_ name: String, _ romanisation: String) -> RomanisationVerdict {
    var checker = RomanisationChecker()
    return checker.check(name: name, romanisation: romanisation)
  }

  /// The places kept are characters times letters: a cell of another kind must not cost the memory of the machine.
  @Test func whatIsTooLongForANameIsNotLookedAt() {
    let limit = RomanisationChecker.lengthLimit
    #expect(check(String(repeating: "一", count: limit), String(repeating: "y", count: limit)) != .undecidable(.tooLong))
    #expect(check(String(repeating: "一", count: limit + 1), "yi") == .undecidable(.tooLong))
    #expect(check("一", String(repeating: "y", count: limit + 1)) == .undecidable(.tooLong))
    #expect(
      check(String(repeating: "铜", count: 100_000), String(repeating: "t", count: 100_000)) == .undecidable(.tooLong))
  }

  // MARK: Writings

  @Test(
    "Every writing of one spelling composes",
    arguments: [
      ("铜梁区", "Tóngliáng Qū"), ("铜梁区", "Tongliang Qu"), ("铜梁区", "TONGLIANGQU"), ("铜梁区", "tong liang qu"),
      ("铜梁区", "Tong2liang2 Qu1"), ("铜梁区", "Tong2 Liang2 Qu"), ("铜梁区", "To\u{301}nglia\u{301}ng Qu\u{304}"),
      ("铜梁区", "Tóng-liáng Qū"), ("铜梁区", "Ｔongliang　Qu"), ("铜梁区", "Tónɡliánɡ Qū"),
      ("西安", "Xī'ān"), ("西安", "Xi’an"), ("西安", "Xi,an"), ("西安", "Xi`an"), ("西安", "Xian"), ("西安", "XI´AN"),
      ("安居乐园", "ānjū Lèyuán"), ("巴川街道", "Bāchuān Jiēdào"), ("巴川街道", "Bachuan Jiedao"),
      ("侣俸镇", "Lǚfèng Zhèn"), ("侣俸镇", "Lǚfeng Zhen"), ("侣俸镇", "Lvfeng Zhen"), ("侣俸镇", "Lyufeng Zhen"),
      ("侣俸镇", "Lu:feng Zhen"), ("侣俸镇", "Lufeng Zhen"), ("侣俸镇", "Lu\u{308}\u{30C}feng Zhen"),
      ("侣俸镇", "LǙFÈNG ZHÈN"), ("略阳", "Lueyang"), ("略阳", "Lüèyáng"), ("略阳", "Lveyang"),
      ("曲水", "Qvshui"), ("曲水", "Qüshui"), ("渝州", "Yüzhou"), ("会峰", "Huìfēng"), ("长坂", "Chángbăn"),
      ("盆儿胡同", "Pénr Hútong"), ("盆儿胡同", "Pén'ér Hútòng"), ("东阿县", "Dōng'ē Xiàn"),
    ])
  func writings(name: String, romanisation: String) {
    #expect(check(name, romanisation) == .composable)
  }

  @Test(
    "A digit stands for its numeral",
    arguments: [
      ("北二巷", "Běi 2 Xiàng"), ("北2巷", "Běi 2 Xiàng"), ("北2巷", "Běi Èr Xiàng"), ("北２巷", "Bei Er Xiang"),
      ("经五路", "Jīng 5 Lù"), ("三环路", "3 Huán Lù"), ("1203高地", "1203 Gāodì"), ("东四十二条", "Dōngsì 12 Tiáo"),
      ("第九弄", "Dì-9 Lòng"), ("五一广场", "Wǔyī Guǎngchǎng"), ("三八路", "Sānbā Lù"), ("12社", "Shí'èr Shè"),
      ("十二社", "12 She"), ("110号", "Yībǎi Yīshí Hào"), ("一百零五号", "105 Hao"), ("二〇一厂", "201 Chang"),
      ("二〇一厂", "Èrlíngyī Chǎng"), ("1组", "Yāo Zǔ"), ("北2巷", "Bei3 2 Xiang4"), ("北2巷", "Bei32Xiang4"),
      ("G318国道", "G318 Guódào"), ("APEC大道", "Apec Dàdào"), ("王家湾（2组）", "Wangjiawan 2 Zu"),
    ])
  func numbers(name: String, romanisation: String) {
    #expect(check(name, romanisation) == .composable)
  }

  @Test("Names with known spelling compose, with and without tones", .enabled(if: SharedData.isPresent))
  func trickyNames() throws {
    let rows = try SharedData.rows("data/names/pinyin_dev.tsv", separator: "\t")
    #expect(rows.count == 31)
    for row in rows {
      #expect(check(row[0], row[1]) == .composable, "\(row)")
      #expect(check(row[0], toneless(row[1])) == .composable, "\(row)")
      #expect(check(row[0], row[1].uppercased()) == .composable, "\(row)")
    }
  }

  @Test("Every letter dropped or exchanged is noticed", .enabled(if: SharedData.isPresent))
  func corruptedNames() throws {
    var (caught, made) = (0, 0)
    for row in try SharedData.rows("data/names/pinyin_dev.tsv", separator: "\t") {
      let letters = Array(toneless(row[1]).lowercased().filter(\.isLetter))
      for index in letters.indices {
        for corrupted in [
          Array(letters[..<index] + letters[(index + 1)...]), letters[..<index] + ["w"] + letters[(index + 1)...],
        ]
        where corrupted != letters {
          made += 1
          if case .impossible(let name, let span) = check(row[0], String(corrupted)) {
            caught += 1
            #expect(name.upperBound <= row[0].unicodeScalars.count && span.upperBound <= corrupted.count)
          }
        }
      }
    }
    // What remains is another legal reading, such as Liuhe without i, Lühe for 六合.
    #expect(made > 400)
    #expect(Double(caught) > 0.97 * Double(made), "\(caught) of \(made)")
  }

  @Test("A public list of the divisions of a city has no impossible spelling", .enabled(if: SharedData.isPresent))
  func publicList() throws {
    let path = "data/codes/xiangyuecn_level4_2023.240319.250114/ok_data_level4_cq.csv"
    let rows = try SharedData.rows(path, separator: ",").dropFirst().map { $0.map { $0.filter { $0 != "\"" } } }
    #expect(rows.count == 1062)
    #expect(rows.filter { check($0[3], $0[5]) != .composable }.isEmpty)
  }

  // MARK: Faults

  @Test(
    "Spellings of circulating tables that no reading gives",
    arguments: [
      ("抚州", "Wuzhou", 0..<1, 0..<2), ("芦溪", "Lixi", 0..<1, 0..<2), ("正安", "Xan", 0..<1, 0..<1),
      ("雨城", "Yucheg", 1..<2, 2..<6), ("金寨", "Jingzhai", 1..<1, 3..<4), ("绵竹", "Jinzhou", 0..<2, 0..<7),
      ("重庆市", "Chonqing Shi", 0..<1, 0..<4), ("上海", "Shangghai", 1..<1, 5..<6),
      ("长江路", "Changjiang Road", 2..<3, 11..<15),
      ("铜梁区", "Tongliang", 2..<3, 9..<9), ("铜梁", "Tongliang Qu", 2..<2, 10..<12), ("铜梁", "Tóngliàng", 1..<2, 4..<9),
      ("铜梁", "Тongliang", 0..<1, 0..<4), ("路家湾", "Lvjiawan", 0..<1, 0..<2), ("北三巷", "Bei 2 Xiang", 1..<2, 4..<5),
      ("少云镇", "Sháoyún Zhèn", 0..<1, 0..<4),
    ])
  func faults(name: String, romanisation: String, nameSpan: Range<Int>, letters: Range<Int>) {
    #expect(check(name, romanisation) == .impossible(name: nameSpan, letters: letters))
  }

  @Test func toneOfTheWrongReading() {
    #expect(check("重庆", "Chóngqìng") == .composable)
    #expect(check("重庆", "Zhòngqìng") == .composable, "another reading: not impossible")
    #expect(check("重庆", "Chòngqìng") == .impossible(name: 0..<1, letters: 0..<5))
    #expect(check("重庆", "Chong4qing4") == .impossible(name: 1..<1, letters: 5..<6))
  }

  @Test func undecidable() {
    #expect(check("", "Tongliang") == .undecidable(.emptyName))
    #expect(check("铜梁", " - ") == .undecidable(.emptyRomanisation))
    #expect(check("铜\u{E000}湾", "Tongwan") == .undecidable(.unknownCharacter(at: 1)))
    #expect(check("时代花生Ⅱ", "Shidai Huasheng Er") == .undecidable(.unknownCharacter(at: 4)))
  }

  @Test func longAndHostileInput() {
    let name = String(repeating: "重庆", count: 28)
    #expect(check(name, String(repeating: "Chóngqìng", count: 28)) == .composable)
    #expect(check(name, String(repeating: "a", count: 256)) != .composable)
    #expect(check(String(repeating: "一", count: 256), String(repeating: "1", count: 256)) == .composable)
    var checker = RomanisationChecker()
    let broken: [UInt8] = [0xE9, 0x93, 0xFF, 0xF4, 0x80]
    #expect(checker.check(name: broken.span, romanisation: broken.span) != .composable)
    #expect(checker.check(name: "铜梁", romanisation: "Tongliang") == .composable, "buffers are used again")
  }

  @Test(
    "The 28 units of 铜梁 and local generics",
    arguments: [
      ("巴川街道", "Bāchuān Jiēdào"), ("土桥镇", "Tǔqiáo Zhèn"), ("安居镇", "Ānjū Zhèn"), ("少云镇", "Shàoyún Zhèn"),
      ("庆隆镇", "Qìnglóng Zhèn"), ("蒲吕街道", "Púlǚ Jiēdào"), ("曾家塆", "Zēngjiāwān"), ("单家坝", "Shànjiābà"),
      ("长塆", "Chángwān"), ("龙都村", "Lóngdū Cūn"), ("垭口", "Yākǒu"), ("塝上", "Bàngshàng"), ("碥口", "Biǎnkǒu"),
      ("鸭儿凼", "Yā'érdàng"), ("白帝城", "Báidì Chéng"), ("王家湾", "Wángjiāwān"), ("乐亭县", "Làotíng Xiàn"),
    ])
  func localNames(name: String, romanisation: String) {
    #expect(check(name, romanisation) == .composable)
  }

  private func toneless(_ text: String) -> String {
    String(
      text.decomposedStringWithCanonicalMapping.unicodeScalars.filter {
        !(0x300...0x304).contains($0.value) && $0.value != 0x30C
      }
    )
    .precomposedStringWithCanonicalMapping
  }
}
