import Foundation
import Registry
import Testing

@testable import Delivery

/// The lists of the standardization run, as the sheets show them; needs python3.
@Suite(.enabled(if: Python.has("zipfile"), "python3 is not installed"))
struct NameListTests {
  private func text(_ write: (String) throws -> Void) throws -> String {
    try withTemporaryFolder { folder in
      let path = folder.appending(path: "list.xlsx").path
      try write(path)
      return try SheetText.of(path)
    }
  }

  private static let names: NameFixture = {
    var names = NameFixture()
    names.add(
      "御府MALL", "50015100122100000001", at: (106.05, 29.84),
      ["romanisation": "Yufu Mall", "class_code": "22100", "unit": "巴川街道", "established": "2023", "secrecy": "公开"])
    names.add("癞疙宝坡", "50015110022200000002", ["class_code": "22200", "established": "1950年", "secrecy": "公开"])
    names.add("建设路", "50015100123510000003", at: (106.05, 29.84), ["class_code": "23510", "established": "1986"])
    names.add(
      "建设路", "50015100123510000004", at: (106.06, 29.84),
      ["class_code": "23510", "named_on": "2023-06-01", "secrecy": "秘密"])
    names.add("老场", "50015110022200000005", ["usage": "历史地名", "history": "清乾隆年间设场", "secrecy": "公开"])
    names.add("靶场", "50015100127500000006", ["secrecy": "公开"])
    names.find("N106", 0)
    names.find("N402", 0)
    names.find("N201", 0, verdict: "confirmed")
    names.find("N403", 1, .info)
    names.find("N501", 2, .error, .definite, related: [3])
    return names
  }()

  @Test func oneRowForEachNameAndType() throws {
    let findings = Self.names.findings()
    let duplicates = DuplicateList(findings)
    let list = RectificationList(findings, newestRows: duplicates.newestRows)
    let text = try text(list.write)
    #expect(list.count == 3)
    #expect(text.contains("共 3 条：刻意夸大 1，怪异难懂 1，重名同音 1。"), "\(text)")
    let reason = "疑似N106（依据：第九条）；疑似N402（依据：第九条）"
    #expect(
      text.contains(
        "2|御府MALL|50015100122100000001|城镇居民点|巴川街道|怪异难懂|含外文字母、数字或符号、封建色彩|1—5年|\(reason)|请专家认定|||N106-0、N402-0"),
      "\(text)")
    // An earlier verdict stands in its column.
    #expect(
      text.contains("1|御府MALL|50015100122100000001|城镇居民点|巴川街道|刻意夸大|用词夸大|1—5年|疑似N201（依据：第九条）|请专家认定|认定|专家会意见|N201-0"))
    // The newer of two names is the one to change.
    #expect(text.contains("3|建设路|50015100123510000004|城镇道路街巷|"), "\(text)")
    // What is information only is not proposed for cleaning up.
    let parts = text.split(separator: "# 2")
    #expect(parts.count == 2 && parts[1].contains("癞疙宝坡") && !parts[0].contains("癞疙宝坡"))
    #expect(list.result.findings.map(\.id) == ["N106-0", "N402-0", "N201-0", "N403-1", "N501-2"])
  }

  @Test func settledFindingsAreCountedNotListed() throws {
    var names = NameFixture()
    names.add("国际路", "50015100123510000001")
    names.find("N201", 0, verdict: "误报")
    let list = RectificationList(names.findings(), newestRows: [:])
    let text = try text(list.write)
    #expect(list.count == 0)
    #expect(text.contains("没有发现疑似不规范的地名。") && text.contains("另有 1 条问题已核实为误报或予以保留"), "\(text)")
  }

  @Test func groupsOfDuplicatesTellDistanceAndAge() throws {
    let list = DuplicateList(Self.names.findings())
    let text = try text(list.write)
    // 0.01° of longitude at 29.84° N is 966 m.
    #expect(text.contains("1|重名|建设路||50015100123510000003|城镇道路街巷|巴川街道|106.05|29.84||1986|老地名|错误|||N501-2"), "\(text)")
    #expect(
      text.contains("1|重名|建设路||50015100123510000004|城镇道路街巷|巴川街道|106.06|29.84|966.4|2023-06-01|新命名|错误|||N501-2"),
      "\(text)")
  }

  @Test func theStandardListLeavesFormerNamesOut() throws {
    let text = try text(StandardNameList(Self.names.findings(), profile: .internal).write)
    #expect(text.contains("共 5 条。未列入：历史地名和已注销的 1 条。"), "\(text)")
    #expect(!text.contains("老场|"))
    let order = ["御府MALL", "建设路", "建设路", "靶场", "癞疙宝坡"]
    let found = text.split(separator: "\n").compactMap { line -> String? in
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      return cells.count > 5 && Int(cells[0]) != nil ? String(cells[1]) : nil
    }
    #expect(found == order)
    #expect(text.contains("|问题N106、问题N402、问题N201"), "\(text)")
  }

  @Test func thePublicListHoldsOnlyWhatIsCleared() throws {
    let text = try text(StandardNameList(Self.names.findings(), profile: .public).write)
    #expect(text.contains("共 2 条。未列入：历史地名和已注销的 1 条，密级不是“公开”或空白的 2 条，不公开表示的类别 1 条。"), "\(text)")
    #expect(text.contains("|106°03′|29°50′|") && !text.contains("106.05"), "\(text)")
    for word in ["密级|", "概况", "待核问题", "靶场", "建设路", "内部资料", "脱密"] { #expect(!text.contains(word), "\(word)") }
    var names = NameFixture(isInternal: true)
    names.add("甲路", "50015100123510000001", ["secrecy": "公开"])
    #expect(StandardNameList(names.findings(), profile: .public).count == 0)
    var wrong = NameFixture()
    wrong.add("甲路", "50015100123510000001", ["secrecy": "公开"])
    wrong.find("N601", 0, .error, .definite)
    #expect(StandardNameList(wrong.findings(), profile: .public).count == 0)
  }

  @Test func csvKeepsTextsAsTheyAre() throws {
    var names = NameFixture()
    names.add("甲,乙\u{200B}路", "50015100123510000001", at: (106.0512345, 29.84), ["history": "一\n二"])
    let file = try withTemporaryFolder { folder in
      let output = try OutputFile(path: folder.appending(path: "a.csv").path)
      var sink: any OutputSink = output
      try StandardNameList(names.findings(), profile: .internal).writeCSV(to: &sink)
      try output.commit()
      #expect(OutputFile.isOwn(output.path))
      return String(decoding: try Data(contentsOf: URL(filePath: output.path)), as: UTF8.self)
    }
    #expect(file.hasPrefix("\u{FEFF}名录序号,名称,"))
    #expect(file.contains("\r\n1,\"甲,乙\u{200B}路\",,50015100123510000001,"), "\(file)")
    #expect(file.contains(",106.0512345,29.84,,\"一\n二\","), "\(file)")
  }

  @Test func historicNamesShowWhatIsStated() throws {
    let text = try text(HistoricNameList(Self.names.findings()).write)
    #expect(text.contains("|历史地名|清乾隆|地名的历史沿革|231|登记为历史地名、所记年代在 100 年以上|"), "\(text)")
    #expect(!text.contains("建设路"))
  }

  @Test func spellingsAreJoinedAndSuggestionsMustAgree() throws {
    var names = NameFixture()
    names.add("丰都县", "50023000021400000001", ["romanisation": "Fengdou xian"])
    names.add("西安路", "50015100123510000002", ["romanisation": "Xian Lu"])
    names.find("N601", 0, .error, .definite, fix: "Fengdu Xian")
    names.find("N605", 0, .warning, .definite, fix: "Fengdou Xian")
    names.find("N605", 1, .warning, .definite, fix: "Xi'an Lu")
    names.find("N601", 1, .error, .definite, causedBy: "N101-1")
    names.findInTable("N607", .info)
    let list = RomanisationList(names.findings())
    let text = try text(list.write)
    #expect(list.count == 2)
    #expect(text.contains("整列：疑似N607"), "\(text)")
    // Two findings: the standard form in the preferred reading.
    #expect(
      text.contains("|Fengdou xian|疑似N601；疑似N605|Fengdu Xian|错误|||50023000021400000001|N601-0、N605-0"), "\(text)")
    #expect(text.contains("|Xian Lu|疑似N605|Xi'an Lu|警告|"), "\(text)")
  }

  @Test func theAnnouncementNamesWhatIsMissing() throws {
    var names = NameFixture()
    names.add(
      "新民路", "50015100123510000001",
      [
        "romanisation": "Xinmin Lu", "unit": "巴川街道", "location": "东起甲路，西至乙路", "approval_authority": "铜梁区人民政府",
        "approved_on": "2024-03-01", "secrecy": "公开",
      ])
    names.add("新安路", "50015100123510000002", ["named_on": "2024年5月", "unit": "巴川街道", "secrecy": "公开"])
    names.add("新丰路", "50015100123510000003", ["named_on": "2024年5月", "unit": "巴川街道"])
    names.add("旧路", "50015100123510000004", ["established": "1980"])
    let list = NoticeList(names.findings())
    let text = try text(list.write)
    #expect(list.count == 2 && list.faultCount == 2)
    #expect(text.contains("|新民路|Xinmin Lu|巴川街道|东起甲路，西至乙路|铜梁区人民政府|2024-03-01"), "\(text)")
    #expect(text.contains("|缺罗马字母拼写、缺位置描述、缺批准机关、缺批准时间、密级未注明“公开”|地名.csv|4"), "\(text)")
    #expect(!text.contains("旧路"))
  }

  @Test func emptyListsSaySo() throws {
    let findings = NameFixture().findings()
    let texts = try [
      text(RectificationList(findings, newestRows: [:]).write), text(DuplicateList(findings).write),
      text(StandardNameList(findings, profile: .public).write), text(HistoricNameList(findings).write),
      text(RomanisationList(findings).write), text(NoticeList(findings).write),
      text(NameSample(findings, SamplePlan(size: .count(5), seed: "1")).write),
    ]
    for text in texts { #expect(text.contains("没有"), "\(text)") }
  }

  @Test func everySheetCanBeHadInEnglish() throws {
    let findings = Self.names.findings(.en)
    let list = RectificationList(findings, newestRows: [:])
    let text = try text(list.write)
    #expect(text.contains("Names suspected not to conform") && text.contains("|odd|"), "\(text)")
  }
}

@Suite struct NonstandardKindTests {
  @Test func theLongestRuleCounts() {
    #expect(NonstandardKind.of("N402")?.kind.zh == "封建色彩")
    #expect(NonstandardKind.isDuplicate("N501") && !NonstandardKind.isDuplicate("N801"))
    #expect(NonstandardKind.of("N101") == nil && NonstandardKind.of("N601") == nil)
  }

  /// The official wording of 民发〔2018〕146号, in its order.
  @Test func theTypesAreTheOfficialOnes() {
    #expect(NonstandardKind.types.map(\.zh) == ["刻意夸大", "崇洋媚外", "怪异难懂", "重名同音", "其他不规范"])
  }
}
