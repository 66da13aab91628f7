import Testing
import Toponymy

@Suite struct StandardSpellingTests {
  @Test(
    "The examples of the 1984 rules, by class",
    arguments: [
      ("太湖", "12200", "Tài Hú"), ("汾河", "12100", "Fén Hé"), ("通县", "21400", "Tōng Xiàn"), ("大运河", "24500", "Dà Yùnhé"),
      ("密云水库", "24230", "Mìyún Shuǐkù"), ("永丰渠", "24300", "Yǒngfēng Qú"), ("西峰镇", "21500", "Xīfēng Zhèn"),
      ("虹口区", "21400", "Hóngkǒu Qū"), ("长安街", "23510", "Cháng'ān Jiē"), ("梧桐巷", "23510", "Wútóng Xiàng"),
      ("西辽河", "12100", "Xīliáo Hé"), ("新通扬运河", "24500", "Xīntōngyáng Yùnhé"), ("北雁荡山", "13400", "Běiyàndàng Shān"),
      ("小金门岛", "12300", "Xiǎojīnmén Dǎo"), ("景山后街", "23510", "Jǐngshān Hòujiē"),
      ("朝阳门内大街", "23510", "Cháoyángménnèi Dàjiē"),
      ("南小街", "23510", "Nán Xiǎojiē"), ("东直门外南后街", "23510", "Dōngzhíménwài Nánhòujiē"),
      ("修文西小巷", "23510", "Xiūwén Xīxiǎoxiàng"),
      ("王村", "22200", "Wángcūn"), ("江镇", "22200", "Jiāngzhèn"), ("漷县", "22200", "Huǒxiàn"),
      ("周口店", "22200", "Zhōukǒudiàn"),
      ("油坊桥", "22200", "Yóufángqiáo"), ("大虎山", "22200", "Dàhǔshān"), ("三岔河", "22200", "Sānchàhé"),
      ("龙王集", "22200", "Lóngwángjí"),
      ("渤海湾", "11500", "Bóhǎi Wān"), ("黑龙江省", "21200", "Hēilóngjiāng Shěng"), ("景德镇市", "21300", "Jǐngdézhèn Shì"),
      ("解放路南小街", "23510", "Jiěfànglù Nánxiǎojiē"), ("包头胡同东巷", "23510", "Bāotóu Hútong Dōngxiàng"),
      ("左权县", "21400", "Zuǒquán Xiàn"), ("张之洞路", "23510", "Zhāngzhīdòng Lù"), ("欧阳海水库", "24230", "Ōuyánghǎi Shuǐkù"),
      ("五指山", "13400", "Wǔzhǐ Shān"), ("九龙江", "12100", "Jiǔlóng Jiāng"), ("第二松花江", "12100", "Dì'èr Sōnghuā Jiāng"),
      ("五一广场", "26310", "Wǔyī Guǎngchǎng"), ("三八路", "23510", "Sānbā Lù"), ("1203高地", "13400", "1203 Gāodì"),
      ("一二〇三高地", "13400", "1203 Gāodì"), ("二马路", "23510", "2 Mǎlù"), ("经五路", "23510", "Jīng 5 Lù"),
      ("三环路", "23510", "3 Huán Lù"),
      ("大川淀一巷", "23510", "Dàchuāndiàn 1 Xiàng"), ("第九弄", "23510", "Dì-9 Lòng"), ("十里堡", "22200", "Shílǐpù"),
      ("吴堡", "21400", "Wúbǔ"), ("西安市", "21300", "Xī'ān Shì"), ("建瓯市", "21400", "Jiàn'ōu Shì"),
      ("天鹅湖", "12200", "Tiān'é Hú"),
      ("盆儿胡同", "23510", "Pénr Hútong"),
    ])
  func rules(name: String, code: String, expected: String) {
    #expect(StandardSpelling.of(name, class: ClassCode(code)) == expected)
  }

  @Test(
    "Local names",
    arguments: [
      ("江津区", "21400", "Jiangjin Qu"), ("巴川街道", "21500", "Bachuan Jiedao"), ("二坪镇", "21500", "Erping Zhen"),
      ("黄山", "13400", "Huang Shan"), ("黄山市", "21300", "Huangshan Shi"), ("侣俸镇", "21500", "Lüfeng Zhen"),
      ("曾家塆", "22200", "Zengjiawan"), ("鸭儿凼", "22200", "Ya'erdang"), ("土桥村", "21610", "Tuqiao Cun"),
      ("七一社区12社", "21630", "Qiyishequ 12 She"), ("北二巷", "22100", "Bei 2 Xiang"), ("北２巷", "23510", "Bei 2 Xiang"),
      ("解放北路", "23510", "Jiefang Beilu"), ("湖北路", "23510", "Hubei Lu"), ("建设二路", "23510", "Jianshe 2 Lu"),
      ("土桥村村民委员会", "27610", "Tuqiaocun Cunmin Weiyuanhui"), ("王家湾（2组）", "22200", "Wangjiawan 2 Zu"),
      ("刘家大坝", "24400", "Liujia Daba"), ("龙门坝", "24400", "Longmen Ba"), ("龙门坝", "22200", "Longmenba"),
      ("", "22200", ""),
    ])
  func toneless(name: String, code: String, expected: String) {
    #expect(StandardSpelling.of(name, class: ClassCode(code), tones: false) == expected)
  }

  @Test func withoutClassOnlyDivisionsAreApart() {
    #expect(StandardSpelling.of("重庆市") == "Chóngqìng Shì")
    #expect(StandardSpelling.of("较场口") == "Jiàochǎngkǒu")
    #expect(StandardSpelling.of("密云水库") == "Mìyúnshuǐkù")
  }

  @Test("Names with known spelling", .enabled(if: SharedData.isPresent))
  func trickyNames() throws {
    for row in try SharedData.rows("data/names/pinyin_dev.tsv", separator: "\t") {
      #expect(StandardSpelling.of(row[0]) == row[1])
    }
  }
}
