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
      ("七一社区12社", "21630", "Qiyi Shequ 12 She"), ("北二巷", "22100", "Bei 2 Xiang"), ("北２巷", "23510", "Bei 2 Xiang"),
      ("解放北路", "23510", "Jiefang Beilu"), ("湖北路", "23510", "Hubei Lu"), ("建设二路", "23510", "Jianshe 2 Lu"),
      ("土桥村村民委员会", "27610", "Tuqiao Cun Cunmin Weiyuanhui"), ("王家湾（2组）", "22200", "Wangjiawan 2 Zu"),
      ("刘家大坝", "24400", "Liujia Daba"), ("龙门坝", "24400", "Longmen Ba"), ("龙门坝", "22200", "Longmenba"),
      ("", "22200", ""), ("土场镇", "21500", "Tuchang Zhen"), ("王场镇", "21500", "Wangchang Zhen"),
      ("酉阳土家族苗族自治县", "21400", "Youyang Tujiazu Miaozu Zizhixian"), ("恒合土家族乡", "21500", "Henghe Tujiazu Xiang"),
      ("东乡族自治县", "21400", "Dongxiangzu Zizhixian"), ("海西蒙古族藏族自治州", "21300", "Haixi Mengguzu Zangzu Zizhizhou"),
      ("更章门巴民族乡", "21500", "Gengzhang Menba Minzuxiang"), ("土家族乡", "21500", "Tujiazu Xiang"),
      ("神农架林区", "21400", "Shennongjia Linqu"), ("碑林区", "21400", "Beilin Qu"), ("万柏林区", "21400", "Wanbailin Qu"),
      ("新疆维吾尔自治区", "21200", "Xinjiang Weiwu'er Zizhiqu"), ("龙胜各族自治县", "21400", "Longsheng Gezu Zizhixian"),
      ("龙安大道一段", "23510", "Long'an Dadao 1 Duan"), ("龙安大道南段", "23510", "Long'an Dadao Nanduan"),
      ("北环路二段", "23510", "Beihuan Lu 2 Duan"), ("解放西路二段", "23510", "Jiefang Xilu 2 Duan"),
      ("龙门大道西二段", "23510", "Longmen Dadao Xi 2 Duan"), ("一环路南段", "23510", "1 Huan Lu Nanduan"),
      ("人民路南一巷", "23510", "Renminlu Nan 1 Xiang"), ("建设路二巷", "23510", "Jianshelu 2 Xiang"),
      ("龙山大道辅道", "23510", "Longshan Dadao Fudao"), ("支一路", "23510", "Zhi 1 Lu"), ("横一路", "23510", "Heng 1 Lu"),
      ("统一路", "23510", "Tongyi Lu"), ("金泰花园二期", "22100", "Jintai Huayuan 2 Qi"), ("五星二社", "21630", "Wuxing 2 She"),
      ("新华村三组", "21630", "Xinhua Cun 3 Zu"), ("东风二村", "22100", "Dongfeng Ercun"), ("建设一村", "22100", "Jianshe Yicun"),
      ("安居古城", "25300", "Anju Gucheng"), ("涞滩古镇", "25300", "Laitan Guzhen"), ("两江新区", "21730", "Liangjiang Xinqu"),
      ("涪江三桥", "23610", "Fujiang Sanqiao"), ("西河二桥", "23610", "Xihe Erqiao"), ("铜梁西站", "23320", "Tongliang Xizhan"),
      ("半岛豪庭", "22100", "Bandao Haoting"), ("左岸名邸", "22100", "Zuo'an Mingdi"), ("伊顿庄园", "22100", "Yidun Zhuangyuan"),
      ("郭沫若旧居", "25100", "Guomoruo Jiuju"), ("少云故里", "25100", "Shaoyun Guli"), ("黄氏宗祠", "25100", "Huangshi Zongci"),
      ("毛泽东路", "23510", "Maozedong Lu"), ("铜梁一中", "27300", "Tongliang Yizhong"),
      ("中国银行大厦", "26100", "Zhongguo Yinhang Dasha"), ("铜梁区烈士陵园", "25100", "Tongliang Qu Lieshi Lingyuan"),
      ("铜梁区人民医院", "27300", "Tongliang Qu Renmin Yiyuan"), ("学院路3号", "22100", "Xueyuan Lu 3 Hao"),
      ("福果镇福果村村民委员会", "27610", "Fuguo Zhen Fuguo Cun Cunmin Weiyuanhui"), ("观音桥", "21770", "Guanyinqiao"),
      ("玄天湖水库", "24230", "Xuantianhu Shuiku"), ("自然保护区", "25400", "Ziran Baohuqu"),
    ])
  func toneless(name: String, code: String, expected: String) {
    #expect(StandardSpelling.of(name, class: ClassCode(code), tones: false) == expected)
  }

  @Test(
    "What is not known is told",
    arguments: [
      ("土桥镇", "21500", nil), ("密云水库", "24230", nil), ("巴川小学", "27300", nil), ("铜梁区人民医院", "27300", nil),
      ("弹子石", "21770", nil), ("较场口", nil, nil), ("重庆市", nil, nil), ("北2巷", "23510", nil), ("盆儿胡同", "23510", nil),
      ("酉阳土家族苗族自治县", "21400", nil), ("东直门外南后街", "23510", nil), ("龙安大道一段", "23510", nil),
      ("重庆国际博览中心", "26100", .longWord), ("铜梁高新技术产业开发区", "21730", .longWord), ("一二三四五六七坝", "22200", .longWord),
      ("重庆市铜梁区民政局", "27100", .organisation), ("铜梁高新技术研究院", "27300", .organisation), ("幸福路", nil, .unknownClass),
      ("𠮷祥村", "21610", .unreadable(at: 0)), ("时代花生Ⅱ", "22100", .unreadable(at: 4)),
      ("王の湾", "22200", .unreadable(at: 1)),
    ] as [(String, String?, SpellingDoubt?)])
  func doubts(name: String, code: String?, expected: SpellingDoubt?) {
    let proposed = StandardSpelling.proposed(name, class: code.flatMap { ClassCode($0) })
    #expect(proposed.doubt == expected, "\(proposed.text)")
    #expect((proposed.settled == nil) == (expected != nil))
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
