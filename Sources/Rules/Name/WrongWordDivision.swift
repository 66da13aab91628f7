import Registry
import Toponymy

/// Words of a romanisation that are joined or divided against the rules.
enum WrongWordDivision: Rule {
  static let descriptor = RuleDescriptor(
    code: "N603", name: "wrong-word-division",
    title: LocalizedText(zh: "分写连写不合规则", en: "wrong word division"),
    severity: .warning, certainty: .definite, needs: [.placeName],
    finds: LocalizedText(
      zh:
        "专名与通名没有分写，自然村名没有连写，或者每个音节都分开写。按类别判断：自然村连写；政区、街巷、山河和设施的专名与通名分写；行政村和社区两种都可以；自治县和民族乡名称中的民族名称自成一词；单位名称只查每个音节都分写的。不是街巷序数、代码的数词（八一路）写成数字的也报。没有类别的列为疑似。一类地名有一千个以上而且多数如此的，整列报一条。",
      en:
        "Specific and generic that are not written apart, natural villages not written as one word, or every syllable by itself. It depends on the class: natural villages are one word; divisions, streets, hills, rivers and facilities have the generic apart; both are usual for administrative villages and communities; the names of peoples are words of their own in autonomous units; of organisations only syllables all apart are reported. Digits for numbers that are no ordinals of streets and no codes (八一路) are reported, too. Without a class it is a suspicion. Where it is so for most of a thousand or more names of a class, one finding tells it of the column."
    ),
    why: LocalizedText(
      zh: "同一类地名写法不一，标志、地图和检索就对不上。",
      en: "Names of one class written in several ways do not match on signs, maps and in searches."),
    basis: LocalizedText(
      zh: "《中国地名汉语拼音字母拼写规则（汉语地名部分）》（(84)中地字第17号）",
      en: "Spelling rules for Chinese place names in Hanyu Pinyin (1984)"),
    next: LocalizedText(
      zh: "按建议的写法分写或连写。",
      en: "Divide or join the words as proposed."),
    fixSafety: LocalizedText(zh: "仅供参考：建议的写法由人确定后改。", en: "shown only: a person decides about the proposed spelling"),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "“{name}”拼作“{value}”，分写连写不合规则，一般写作“{standard}”",
        en: "“{value}” for {name} divides words against the rules; usual is “{standard}”"),
      "unsettled": LocalizedText(
        zh: "“{name}”拼作“{value}”，分写连写不合规则；请按词分写",
        en: "“{value}” for {name} divides words against the rules; divide it by words"),
      "digits": LocalizedText(
        zh: "“{name}”拼作“{value}”：不是序数和代码的数词用拼音拼写，一般写作“{standard}”",
        en: "“{value}” for {name}: a number that is no ordinal and no code is spelled out; usual is “{standard}”"),
      "digits-unsettled": LocalizedText(
        zh: "“{name}”拼作“{value}”：不是序数和代码的数词用拼音拼写",
        en: "“{value}” for {name}: a number that is no ordinal and no code is spelled out"),
      "column": LocalizedText(
        zh: "{count} 个地名的分写连写成批不合规则（类别 × 条数：{classes}），例如“{name}”拼作“{value}”，一般写作“{standard}”；"
          + "请核对类别代码，并统一写法",
        en:
          "{count} names divide words against the rules alike (class × names: {classes}), for example “{value}” for {name}; "
          + "usual is “{standard}”. Check the classes and settle on one way"),
    ])

  static let examples = [
    RuleExample(
      zh: "按类别分写、连写", en: "apart or joined, by class",
      """
      place_name | name     | romanisation     | class_code
                 | 土桥镇   | Tuqiao«»zhen     | 21500   <- W
                 | 王家湾   | Wangjia« »Wan    | 22200   <- W
                 | 黑河     | Hei«»he          | 12100   <- W
                 | 密云水库 | Miyun Shui« »ku  | 24230   <- W
                 | 吉良大厦 | JILIANG«»DASHA   | 26100   <- W
                 | 重庆市   | chong« »qing shi | 21200   <- W
                 | 土场镇   | Tuchang«»zhen    | 21500   <- W
                 | 恒合土家族乡 | Henghe Tujiazu«»xiang | 21500   <- W
                 | 两江新区 | Liangjiang«»xin Qu | 21730   <- W
                 | 八一路   | «8-1» Lu         | 23510   <- W
                 | 十八梯   | «18» Ti          | 23510   <- W
      """),
    RuleExample(
      zh: "正确的写法", en: "right",
      """
      place_name | name           | romanisation         | class_code
                 | 土桥镇         | Tuqiao Zhen          | 21500
                 | 土桥村         | Tuqiaocun            | 21610
                 | 土桥村         | Tuqiao Cun           | 21610
                 | 王家湾         | Wangjiawan           | 22200
                 | 故宫           | Gùgōng               | 22200
                 | 黑河           | Hēi Hé               | 12100
                 | 北二巷         | Běi 2 Xiàng          | 22100
                 | 解放北路       | Jiefang Beilu        | 23510
                 | 南小街         | Nan Xiaojie          | 23510
                 | 土场镇         | Tuchang Zhen         | 21500
                 | 酉阳土家族苗族自治县 | Youyang Tujiazu Miaozu Zizhixian | 21400
                 | 安居古城       | Anju Gucheng         | 25300
                 | 两江新区       | Liangjiang Xinqu     | 21730
                 | 涪江三桥       | Fujiang Sanqiao      | 23610
                 | 铜梁西站       | Tongliang Xizhan     | 23320
                 | 田林二村       | Tianlin Ercun        | 22100
                 | 龙安大道一段   | Long'an Dadao 1 Duan | 23510
                 | 龙安大道南段   | Long'an Dadao Nanduan | 23510
                 | 毛泽东路       | Maozedong Lu         | 23510
                 | 铜梁区人民医院 | Tongliang Qu Renmin Yiyuan | 27300
      """),
    RuleExample(
      zh: "没有类别的政区名列为疑似", en: "a division without class is a suspicion",
      """
      place_name | name   | romanisation
                 | 重庆市 | Chongqing«»shi   <- W s
                 | 较场口 | Jiaochangkou
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    guard var spellings = SpellingFindings(area) else { return }
    let faulty = area.spellings.faulty.filter { $0.faults.contains(.division) }.map(\.row)
    let conventions = ClassConventions(faulty, of: area)
    findings.report(conventions, area, field: .romanisation) { finding, row in
      finding.arguments["standard"] = .text(spellings.detail(row, .division).standard)
    }
    spellings.report(.division, rows: conventions.rows, into: &findings) { row, finding in
      Self.propose(row, &finding)
      if !row.isSettled { finding.message = "unsettled" }
      if !row.hasClass { finding.certainty = .suspect }
    }
    spellings.report(.digits, area, into: &findings) { row, finding in
      Self.propose(row, &finding)
      finding.message = row.isSettled ? "digits" : "digits-unsettled"
    }
  }

  /// The standard form, where it is known to be right.
  private static func propose(_ row: SpellingRow, _ finding: inout Finding) {
    guard row.isSettled else { return }
    finding.arguments["standard"] = .text(row.standard)
    finding.fix = Fix(.display, field: .romanisation, old: row.romanisation, new: row.standard)
  }
}
