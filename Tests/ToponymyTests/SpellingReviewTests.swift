import Testing
import Toponymy

/// What the generator writes, the checks accept; what is changed in it, they notice.
@Suite struct SpellingReviewTests {
  private static let classes = [
    "21400", "21500", "21610", "21620", "21630", "21770", "22100", "22200", "12100", "13400", "23510", "23610", "24230",
    "25100", "26100", "26310", "27300", "27610", nil,
  ]
  /// Characters with one reading and with several, numerals, generics, and syllables that begin with a vowel.
  private static let characters = Array("重庆曾单解长乐都行安阿鄂恩欧龙凤王李家大小新上东西南北中一二三十五八儿吕绿女侣华朝观音佛厦场曲什".unicodeScalars)
  private static let endings = [
    "", "村", "镇", "街道", "路", "北路", "大道", "二巷", "小街", "水库", "大桥", "塆", "院子", "山", "河", "广场", "大厦", "社区", "村民委员会", "小学",
    "县",
  ]

  private static let generics = Dictionary(
    uniqueKeysWithValues: (classes + [""]).map { ($0, ClassGenerics($0.flatMap { ClassCode($0) })) })

  private func review(_ name: String, _ spelling: String, _ code: String?) -> (
    RomanisationVerdict, SpellingFaults, [SpellingRemark]
  ) {
    var checker = RomanisationChecker()
    let verdict = checker.check(name: name, romanisation: spelling)
    guard verdict == .composable else { return (verdict, [], []) }
    var remarks: [SpellingRemark]? = []
    let faults = checker.review(Self.generics[code] ?? ClassGenerics(code.flatMap { ClassCode($0) }), remarks: &remarks)
      .faults
    return (verdict, faults, remarks ?? [])
  }

  private func faults(_ name: String, _ spelling: String, _ code: String? = nil) -> SpellingFaults {
    review(name, spelling, code).1
  }

  @Test func theStandardFormOfAnyNameIsAccepted() {
    var random = SeededGenerator(seed: 20_261_124)
    for _ in 0..<1_000 {
      var name = String.UnicodeScalarView()
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        name.append(Self.characters[Int.random(in: 0..<Self.characters.count, using: &random)])
      }
      let text = String(name) + Self.endings[Int.random(in: 0..<Self.endings.count, using: &random)]
      let code = Self.classes[Int.random(in: 0..<Self.classes.count, using: &random)]
      for tones in [true, false] {
        guard let generics = Self.generics[code] else { continue }
        var speller = RomanisationChecker()
        let spelling = speller.standardSpelling(text, generics, tones: tones)
        let (verdict, faults, remarks) = review(text, spelling, code)
        #expect(verdict == .composable && faults.isEmpty, "\(text) \(code ?? "-"): \(spelling) \(faults) \(remarks)")
        let capitals = review(text, spelling.uppercased(), code)
        #expect(capitals.0 == .composable && capitals.1.isEmpty, "\(text): \(spelling.uppercased()) \(capitals.2)")
      }
    }
  }

  @Test(
    "What is right in more than one way",
    arguments: [
      ("土桥村", "Tuqiao Cun", "21610"), ("土桥村", "Tuqiaocun", "21610"), ("解放北路", "Jiefang Beilu", "23510"),
      ("解放北路", "Jiefangbei Lu", "23510"), ("北二巷", "Běi 2 Xiàng", "22100"), ("安居乐园", "Ānjū Lèyuán", "22100"),
      ("故宫", "Gùgōng", "22200"), ("西安市", "Xi’an Shi", "21300"), ("堡子村", "Bǔzǐ Cūn", "21610"), ("院子", "Yuànzi", "22200"),
      ("吉良大厦", "JILIANG DASHA", "26100"), ("铜梁区人民医院", "Tongliang Qu Renmin Yiyuan", "27300"),
      ("铜梁区人民医院", "Tongliangqu Renmin Yiyuan", "27300"), ("第九弄", "Dì-9 Lòng", "23510"),
      ("G318国道", "G318 Guodao", "23210"),
      ("盆儿胡同", "Pén'ér Hútòng", "23510"), ("王家湾（2组）", "Wangjiawan 2 Zu", "22200"),
      ("涪江三桥", "Fujiang 3 Qiao", "23610"), ("涪江三桥", "Fujiangsan Qiao", "23610"), ("田林二村", "Tianlin'er Cun", "22100"),
      ("田林二村", "Tianlin 2 Cun", "22100"), ("龙安大道一段", "Long'andadao 1 Duan", "23510"),
      ("龙安大道一段", "Long'an Dadao Yiduan", "23510"), ("北环路二段", "Beihuanlu 2 Duan", "23510"),
      ("北环路二段", "Beihuan Lu Er Duan", "23510"), ("解放路南小街", "Jiefang Lu Nanxiaojie", "23510"),
      ("建设路二巷", "Jianshe Lu 2 Xiang", "23510"), ("五星二社", "Wuxing'er She", "21630"),
      ("铜梁西站", "Tongliangxi Zhan", "23320"),
      ("二马路", "2 Malu", "23510"), ("经五路", "Jingwu Lu", "23510"), ("三环路", "3 Huan Lu", "23510"),
      ("十一路", "11 Lu", "23510"),
      ("第九弄", "Di 9 Long", "23510"), ("三〇二医院", "302 Yiyuan", "27300"), ("第三村", "Di-3 Cun", "21610"),
      ("重庆市铜梁区民政局", "Chongqing Shi Tongliang Qu Minzhengju", "27100"), ("茶店子", "Chadianzi", "22200"),
      ("茶店子", "Chádiànzǐ", "22200"), ("毛泽东路", "Maozedong Lu", "23510"), ("白鹤观", "Báihèguān", "22200"),
    ])
  func accepted(name: String, spelling: String, code: String) {
    let (verdict, faults, remarks) = review(name, spelling, code)
    #expect(verdict == .composable && faults.isEmpty, "\(remarks)")
  }

  @Test(
    "Faults of writing",
    arguments: [
      ("重庆市", "Zhòngqìng Shì", "21200", "reading"), ("单家坝", "Danjiaba", "22200", "reading"),
      ("龙都村", "Longdou Cun", "21610", "reading"), ("复兴镇", "Fùxìng Zhèn", "21500", "reading"),
      ("土桥镇", "Tuqiaozhen", "21500", "division"), ("土桥镇", "Tu qiao zhen", "21500", "division capitals"),
      ("王家湾", "Wangjia Wan", "22200", "division"), ("重庆市", "Chongqingshi", "", "division"),
      ("黑河", "Heihe", "12100", "division"),
      ("解放北路", "Jiefang Bei Lu", "23510", "division"), ("吉良大厦", "JILIANGDASHA", "26100", "division"),
      ("密云水库", "Miyun Shui Ku", "24230", "division"), ("安居乐园", "ānjū Lèyuán", "22100", "capitals"),
      ("土桥镇", "tuqiao zhen", "21500", "capitals"), ("土桥镇", "TuQiao Zhen", "21500", "capitals"),
      ("土桥镇", "TUQIAO Zhen", "21500", "capitals"),
      ("西安市", "Xian Shi", "21300", "apostrophe"), ("吉安县", "Ji,an Xian", "21400", "apostrophe"),
      ("金安区", "Jin`an Qu", "21400", "apostrophe"),
      ("土桥镇", "Tu'qiao Zhen", "21500", "apostrophe"), ("侣俸镇", "Lvfeng Zhen", "21500", "umlaut"),
      ("侣俸镇", "Lyufeng Zhen", "21500", "umlaut"),
      ("侣俸镇", "Lu:feng Zhen", "21500", "umlaut"), ("侣俸镇", "Lufeng Zhen", "21500", "umlaut"),
      ("渝州路", "Yüzhou Lu", "23510", "umlaut"),
      ("长坂镇", "Chángbăn Zhèn", "21500", "tones"), ("铜梁区", "Tong2liang2 Qu1", "21400", "tones"),
      ("铜梁区", "Tóngliang Qū", "21400", "tones"),
      ("铜梁区", "Tóngliánɡ Qū", "21400", "tones"), ("楼上村", "Loúshàng Cūn", "21610", "tones"),
      ("土场镇", "Tuchangzhen", "21500", "division"), ("恒合土家族乡", "Henghetujiazu Xiang", "21500", "division"),
      ("恒合土家族乡", "Henghe Tujiazuxiang", "21500", "division"), ("两江新区", "Liangjiangxin Qu", "21730", "division"),
      ("龙安大道一段", "Long'andadaoyi Duan", "23510", "division"), ("八一路", "8-1 Lu", "23510", "digits"),
      ("八一路", "8 1 Lu", "23510", "digits"), ("三八路", "38 Lu", "23510", "digits"),
      ("五一广场", "5-1 Guangchang", "26310", "digits"),
      ("十八梯", "18 Ti", "23510", "digits"), ("五指山", "5 Zhi Shan", "13400", "digits"),
      ("九一八大道", "918 Dadao", "23510", "digits"),
      ("相国寺", "Xiāngguó Sì", "25100", "reading"), ("大将军岩", "Dàjiàngjūn Yán", "13400", "reading"),
    ])
  func faulty(name: String, spelling: String, code: String, expected: String) {
    let (verdict, faults, remarks) = review(name, spelling, code)
    #expect(verdict == .composable)
    let names: [(SpellingFaults, String)] = [
      (.reading, "reading"), (.division, "division"), (.capitals, "capitals"), (.apostrophe, "apostrophe"),
      (.umlaut, "umlaut"), (.tones, "tones"), (.digits, "digits"),
    ]
    let found = names.filter { faults.contains($0.0) }.map(\.1).joined(separator: " ")
    #expect(found == expected, "\(remarks)")
    #expect(remarks.allSatisfy { faults.contains($0.fault) && $0.letters.upperBound <= spelling.unicodeScalars.count })
  }

  @Test(
    "What should stand in the place of a fault",
    arguments: [
      ("西安市", "Xian Shi", "Xi'an Shi"), ("吉安县", "Ji,an Xian", "Ji'an Xian"), ("侣俸镇", "LǓfèng Zhèn", "LǙfèng Zhèn"),
      ("侣俸镇", "Lyufeng Zhen", "Lüfeng Zhen"), ("侣俸镇", "Lu:feng Zhen", "Lüfeng Zhen"), ("渝州路", "Yǘzhōu Lù", "Yúzhōu Lù"),
      ("安居镇", "ānjū zhèn", "Ānjū Zhèn"), ("长坂镇", "Chángbăn Zhèn", "Chángbǎn Zhèn"),
      ("土桥镇", "Tu'qiao Zhen", "Tuqiao Zhen"),
    ])
  func replacements(name: String, spelling: String, expected: String) {
    let remarks = review(name, spelling, nil).2.filter {
      $0.replacement != nil && $0.fault != .capitals || name == "安居镇"
    }
    var scalars = Array(spelling.unicodeScalars)
    for remark in remarks.reversed() {
      scalars.replaceSubrange(remark.letters, with: Array((remark.replacement ?? "").unicodeScalars))
    }
    #expect(String(String.UnicodeScalarView(scalars)) == expected)
  }
}

struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ state >> 31
  }
}
