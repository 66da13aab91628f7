import Registry
import Toponymy

/// Names whose generic says another class than the registered one.
enum GenericContradictsClass: Rule {
  static let descriptor = RuleDescriptor(
    code: "N704", name: "generic-contradicts-class",
    title: LocalizedText(zh: "通名与类别不符", en: "generic contradicts the class"),
    severity: .info, certainty: .suspect, needs: [.placeName],
    finds: LocalizedText(
      zh: "名称的通名说明了它是什么（水库、隧道、公路、村民委员会），登记的类别却是另一类。自然村、片区等常借用地形和建筑的名称，重庆的塆、坝、院子等本地通名也已计入，不报。一类地名有一千个以上而且多数如此的，整列报一条。",
      en:
        "Names whose generic says what the thing is (水库, 隧道, 公路, 村民委员会) under another class. Natural villages and areas borrow the names of landforms and buildings; the local generics of Chongqing are known and not reported. Where it is so for most of a thousand or more names of a class, one finding tells it of the column."
    ),
    why: LocalizedText(
      zh: "类别错了，地名代码的类别段、重名范围和成果分类都跟着错。",
      en: "A wrong class makes the code, the scope for duplicates and the sorting of results wrong."),
    basis: LocalizedText(
      zh: "GB/T 18521-2001《地名分类与类别代码编制规则》；通名与类别的对应为本工具的建议（Data/tables/generics.tsv）",
      en: "GB/T 18521-2001 on classes of place names; which generic belongs to which class is a proposal of this tool"),
    next: LocalizedText(
      zh: "核对地名类别；名称确是这样的，标为例外。",
      en: "Check the class; mark an exception where the name is right."),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(
        zh: "疑似类别有误：“{name}”的通名是“{generic}”，一般属{expected}，登记为 {value}",
        en: "suspected class: {name} ends in {generic}, usually {expected}, but is registered as {value}"),
      "unnamed": LocalizedText(
        zh: "疑似类别有误：“{name}”的通名是“{generic}”，与登记的类别 {value} 不符",
        en: "suspected class: {name} ends in {generic}, which does not fit the class {value}"),
      "column": LocalizedText(
        zh: "疑似用了另一套类别代码：{count} 个地名的通名与登记的类别成批不符（类别 × 条数：{classes}），例如“{name}”登记为 {value}",
        en:
          "a classification of another kind is suspected: the generics of {count} names do not fit their classes (class × "
          + "names: {classes}), for example {name} as {value}"),
    ])

  static let examples = [
    RuleExample(
      zh: "通名与类别", en: "generic and class",
      """
      place_name | name           | class_code
                 | 龙门水库       | «12100»   <- I s
                 | 玄天隧道       | «26100»   <- I s
                 | 土桥村村民委员会 | «22200»   <- I s
                 | 土桥镇         | 21500
                 | 石桥           | 22200
                 | 王家湾         | 22200
                 | 故宫           | 22200
                 | 北二巷         | 22100
                 | 刘家大院       | 22200
                 | 龙门桥         | 23610
                 | 铜梁           | 21400
      """)
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    guard let names = table[.name] else { return }
    let generics = contradictions(area, names)
    let classes = area.nameClasses
    let conventions = ClassConventions(generics.keys.sorted(), of: area)
    for row in conventions.rows {
      guard let generic = generics[row] else { continue }
      let field = classes.field(row)
      let span = field == .placeCode ? 9..<14 : 0..<(table.text(field, row) ?? "").unicodeScalars.count
      findings.report(table, row: row, field: field, span: span) { finding in
        finding.arguments["name"] = .text(names.trimmed(row))
        finding.arguments["generic"] = .text(generic.word)
        finding.arguments["value"] = .text(describe(classes.code(row).flatMap { ClassCode(String($0)) }))
        if let expected = expectedClass(of: generic) {
          finding.arguments["expected"] = .text(expected)
        } else {
          finding.message = "unnamed"
        }
      }
    }
    let field = conventions.sources.first?.conventions.first?.rows.first.map(classes.field)
    findings.report(conventions, area, field: field ?? .classCode) { _, _ in }
  }

  /// The generic of each row whose class it contradicts.
  private static func contradictions(_ area: Area, _ names: TextColumn) -> [Int: Generic] {
    var classes = RowGenerics(area)
    var scalars = NameScalars()
    var found: [Int: Generic] = [:]
    names.withAllBytes { bytes in
      for row in 0..<names.count {
        let generics = classes.generics(ofRow: row)
        guard generics.code != nil else { continue }
        scalars.read(UnsafeBufferPointer(rebasing: bytes[names.byteRange(row)]).span)
        guard let longest = generics.longestGeneric(of: scalars), generics.weight(of: longest) == 0 else { continue }
        let generic = GenericTable.standard.all[longest]
        if generic.saysClass { found[row] = generic }
      }
    }
    return found
  }

  private static func describe(_ code: ClassCode?) -> String {
    guard let code else { return "" }
    return ClassCodeTable.standard.name(of: code).map { "\(code) \($0)" } ?? "\(code)"
  }

  /// The class that the word says, where its name is known.
  private static func expectedClass(of generic: Generic) -> String? {
    generic.classes.max { $0.weight < $1.weight }.flatMap { ClassCode($0.prefix) }
      .flatMap { ClassCodeTable.standard.name(of: $0) }
  }
}
