import Testing
import Toponymy

@Suite struct ReadingTests {
  private func reading(_ name: String) -> String {
    PreferredReadings.of(name).map { $0?.marked ?? "-" }.joined(separator: " ")
  }

  @Test(
    "Words, surnames and senses of place names decide",
    arguments: [
      ("重庆市", "chóng qìng shì"), ("丰都县", "fēng dū xiàn"), ("龙都村", "lóng dū cūn"), ("长塆", "cháng wān"),
      ("长子县", "zhǎng zǐ xiàn"), ("乐清市", "yuè qīng shì"), ("乐山市", "lè shān shì"), ("曾家塆", "zēng jiā wān"),
      ("单家坝", "shàn jiā bà"), ("上单家院子", "shàng shàn jiā yuàn zi"), ("单庄村", "shàn zhuāng cūn"),
      ("解家沟", "xiè jiā gōu"), ("解放村", "jiě fàng cūn"), ("区家湾", "ōu jiā wān"), ("铜梁区", "tóng liáng qū"),
      ("小区家园", "xiǎo qū jiā yuán"), ("华家湾", "huà jiā wān"), ("华新村", "huá xīn cūn"), ("任家坝", "rén jiā bà"),
      ("复兴镇", "fù xīng zhèn"), ("少云镇", "shào yún zhèn"), ("侣俸镇", "lǚ fèng zhèn"), ("十里堡", "shí lǐ pù"),
      ("吴堡县", "wú bǔ xiàn"), ("大埔县", "dà bù xiàn"), ("朝阳街道", "cháo yáng jiē dào"), ("油坊桥", "yóu fáng qiáo"),
      ("金龙大厦", "jīn lóng dà shà"), ("厦门市", "xià mén shì"), ("鸭儿凼", "yā ér dàng"), ("北2巷", "běi - xiàng"),
      ("马尾区", "mǎ wěi qū"), ("一心村", "yī xīn cūn"), ("", ""),
      ("大将军岩", "dà jiāng jūn yán"), ("相国寺", "xiàng guó sì"), ("相思岩", "xiāng sī yán"), ("砚台镇", "yàn tái zhèn"),
      ("成吉思汗路", "chéng jí sī hán lù"), ("玉皇观", "yù huáng guàn"), ("白鹤观村", "bái hè guàn cūn"), ("静观镇", "jìng guān zhèn"),
      ("大观村", "dà guān cūn"), ("观音桥", "guān yīn qiáo"), ("茶店子", "chá diàn zi"), ("长子县", "zhǎng zǐ xiàn"),
      ("桐子湾", "tóng zǐ wān"), ("哈家湾", "hǎ jiā wān"), ("那家湾", "nā jiā wān"), ("过家湾", "guō jiā wān"),
      ("过街楼", "guò jiē lóu"),
      ("薄刀岭", "báo dāo lǐng"), ("会计湾", "kuài jì wān"), ("中和镇", "zhōng hé zhèn"), ("土家族", "tǔ jiā zú"),
      ("市场", "shì chǎng"),
    ])
  func preferred(name: String, expected: String) {
    #expect(reading(name) == expected)
  }

  @Test("Names with known spelling", .enabled(if: SharedData.isPresent))
  func trickyNames() throws {
    for row in try SharedData.rows("data/names/pinyin_dev.tsv", separator: "\t") {
      let spelling = row[1].lowercased().filter { $0 != " " && $0 != "'" }
      #expect(reading(row[0]).filter { $0 != " " } == spelling)
    }
  }

  @Test(
    "Further readings only where nothing settles the reading, and none that no name has",
    arguments: [
      ("大道", "-"), ("南山", "-"), ("广场", "-"), ("王家湾", "-"), ("罗家", "-"), ("中和", "-"), ("曾家湾", "-"), ("重庆", "-"),
      ("会龙村", "-"),
      ("堡子村", "-"), ("双堡村", "bǔ pù"), ("柏林村", "-"), ("柏家湾", "bó"), ("藏龙村", "zàng"), ("市场", "-"),
    ])
  func openReadings(name: String, expected: String) {
    let open = PreferredReadings.open(in: name).flatMap { $0 }.map(\.marked)
    #expect((open.isEmpty ? "-" : open.joined(separator: " ")) == expected)
  }

  // MARK: Sound

  @Test(
    "Names that sound alike",
    arguments: [
      ("黄家湾", "", "黄家弯", ""), ("十二社", "", "12社", ""), ("十二社", "12 She", "十二社", "Shí'èr Shè"), ("单家坝", "", "山家坝", ""),
      ("土桥镇", "", "土桥（镇）", ""), ("盆儿巷", "Pénr Xiàng", "盆儿巷", "Pén'ér Xiàng"), ("长安", "Zhang'an", "张安", ""),
      ("绿坪", "Lvping", "绿坪", ""), ("APEC路", "", "apec路", ""),
    ])
  func alike(left: String, leftSpelling: String, right: String, rightSpelling: String) {
    #expect(SoundKey(left, romanisation: leftSpelling) == SoundKey(right, romanisation: rightSpelling))
  }

  @Test(
    "Names that do not",
    arguments: [("路家湾", "吕家湾"), ("西安", "先"), ("长安", "张安"), ("土桥镇", "土桥乡"), ("一社", "十一社"), ("南宁", "兰宁")])
  func unlike(left: String, right: String) {
    #expect(SoundKey(left) != SoundKey(right))
  }

  @Test func whatHasNoSound() {
    #expect(SoundKey("").isSilent && SoundKey(" （）").isSilent)
    #expect(!SoundKey("\u{E000}").isSilent)
    #expect(SoundKey("\u{E000}湾") != SoundKey("\u{E001}湾"))
  }
}
