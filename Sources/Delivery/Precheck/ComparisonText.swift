internal import Analysis
internal import Registry
internal import Texts
internal import Toponymy

/// With what a proposed name was compared, and which names are like it.
struct ComparisonText {
  let language: Language
  private static let listed = 10

  func render(_ check: NamePrecheck) -> String { comparison(check) + names(check) + batch(check) }

  // MARK: Comparison

  /// On one line: in which scope, or why not.
  func scope(_ check: NamePrecheck) -> String {
    switch check.comparison {
    case .within(let scope): scope[language]
    case .everywhere: words("全部地名中没有同名、同音、近似的", "none like it anywhere")
    case .none(let reason): words("没有比较：", "not compared: ") + why(reason)
    }
  }

  private func comparison(_ check: NamePrecheck) -> String {
    switch check.comparison {
    case .within(let scope):
      words("比较重名、同音、近似的范围：\(scope.zh)\n", "Compared with the names of \(scope.en)\n")
    case .everywhere:
      words(
        "工作库的全部地名中没有同名、同音、近似的（不论在哪里、是哪一类）\n", "No name of the workspace is like it, wherever and of whatever class\n")
    case .none(let reason):
      words("没有比较重名、同音、近似：", "Not compared with names in use: ") + why(reason)
        + words("。", ".") + next(reason) + "\n"
    }
  }

  private func why(_ reason: ScopeComparison.Reason) -> String {
    switch reason {
    case .noWorkspace: words("没有指定工作库", "no workspace is given")
    case .noNamesInUse: words("工作库中没有地名", "the workspace has no place names")
    case .noClass: words("没有类别代码", "it has no class code")
    case .mayRepeat: words("这一类地名可以重名", "names of this class may repeat")
    case .unknownUnit(let level):
      words("不知道它在哪个\(unit(level).zh)", "its \(unit(level).en) is not known")
    }
  }

  private func next(_ reason: ScopeComparison.Reason) -> String {
    switch reason {
    case .noWorkspace: words("请用 --workspace 指定有现有地名的工作库。", " Give --workspace.")
    case .noNamesInUse: words("请先导入现有地名。", " Import the names in use first.")
    case .noClass: words("请用 --class（表中“类别代码”）给出类别。", " Give --class (a class code in the table).")
    case .mayRepeat: ""
    case .unknownUnit(let level):
      words(
        "请用 --unit（表中“所在(跨)行政区”）给出所在\(unit(level).zh)的名称或代码，或者在工作库中导入\(unit(level).zh)政区面并用 --at（表中经纬度）给出位置。",
        " Give --unit (a unit in the table), or import the polygons of units and give --at (a position in the table).")
    }
  }

  private func unit(_ level: DivisionLevel) -> LocalizedText {
    switch level {
    case .province, .prefecture: LocalizedText(zh: "省（自治区、直辖市）", en: "province")
    case .county: LocalizedText(zh: "区县", en: "county")
    case .town, .village: LocalizedText(zh: "乡镇（街道）", en: "town")
    }
  }

  // MARK: Names in use

  private func names(_ check: NamePrecheck) -> String {
    var text = list(
      words("法定范围内的同名、同音、近似地名", "Names like it within the legal scope"), check.likeNames(.within))
    let undecided = check.likeNames(.undecided)
    text += list(
      words(
        "另有同名、同音、近似地名 \(undecided.count) 个，没有判断是否在法定范围内",
        "\(undecided.count) more names like it; whether they are within the legal scope is not known"), undecided)
    let same = check.likeNames(.beyond).filter { $0.likeness == .same }
    if let nearest = same.first {
      text +=
        words(
          "法定范围以外另有同名地名 \(NumberText.grouped(same.count)) 个",
          "Beyond the legal scope \(NumberText.grouped(same.count)) more of the same name")
        + words("，最近的：", "; the nearest: ") + details(nearest) + "\n"
    }
    let former = check.likeNames(.former).filter { $0.likeness == .same }
    if !former.isEmpty {
      text += words("另有同名的历史地名 \(former.count) 个\n", "\(former.count) historic names are the same\n")
    }
    return text
  }

  private func list(_ title: String, _ names: [LikeName]) -> String {
    guard !names.isEmpty else { return "" }
    var text = title + "\n"
    for name in names.prefix(Self.listed) {
      let details = details(name)
      text +=
        "  \(Self.title(of: name.likeness)[language])：\(VisibleText.of(name.name))"
        + (details.isEmpty ? "" : words("（\(details)）", " (\(details))")) + "\n"
    }
    let rest = names.count - Self.listed
    return text + (rest > 0 ? words("  另有 \(rest) 个\n", "  and \(rest) more\n") : "")
  }

  private func details(_ name: LikeName) -> String {
    [
      name.classCode.map { ClassCodeTable.standard.name(of: $0) ?? "\($0)" }, name.unit.map(VisibleText.of),
      name.distanceMetres.map { words("相距 ", "") + distance($0) },
    ].compactMap { $0 }.joined(separator: words("，", ", "))
  }

  /// To 10 m, and to 0.1 km from a kilometre on: where a name will be is not known better.
  private func distance(_ metres: Double) -> String {
    metres < 995
      ? "\(NumberText.decimal((metres / 10).rounded() * 10, decimals: 0)) \(words("米", "m"))"
      : "\(NumberText.decimal(metres / 1000, decimals: 1)) \(words("千米", "km"))"
  }

  static func title(of likeness: NameLikeness) -> LocalizedText {
    switch likeness {
    case .same: LocalizedText(zh: "同名", en: "same name")
    case .sameSound: LocalizedText(zh: "同音", en: "same sound")
    case .nearlySame: LocalizedText(zh: "近似", en: "nearly the same")
    }
  }

  // MARK: Batch

  private func batch(_ check: NamePrecheck) -> String {
    let rows = batchRows(check)
    return rows.isEmpty
      ? "" : words("本批中：", "In this batch: ") + rows.joined(separator: words("；", "; ")) + "\n"
  }

  /// The other proposals of the batch that are like it.
  func batchRows(_ check: NamePrecheck) -> [String] {
    let (first, count) = check.likeProposals
    var texts = first.map { other in
      let title = Self.title(of: other.likeness)[language]
      let name = other.likeness == .same ? "" : " \(VisibleText.of(other.name))"
      return words("第 \(other.row) 行\(title)\(name)", "row \(other.row): \(title)\(name)")
    }
    let rest = count - first.count
    if rest > 0 { texts.append(words("另有 \(rest) 行", "\(rest) more rows")) }
    return texts
  }

  private func words(_ zh: String, _ en: String) -> String { language == .zh ? zh : en }
}
