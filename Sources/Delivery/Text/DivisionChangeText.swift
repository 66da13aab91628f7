public import Analysis
public import Registry

extension DivisionChange.Kind {
  public var title: LocalizedText {
    switch self {
    case .nameSpelling: LocalizedText(zh: "名称写法变化", en: "name written otherwise")
    case .renamed: LocalizedText(zh: "更名", en: "renamed")
    case .typeChanged: LocalizedText(zh: "建制变更", en: "type changed")
    case .recoded: LocalizedText(zh: "代码变更", en: "re-coded")
    case .affiliationChanged: LocalizedText(zh: "隶属变更", en: "affiliation changed")
    case .levelChanged: LocalizedText(zh: "级别变更", en: "level changed")
    case .borderMoved: LocalizedText(zh: "界线变动", en: "border moved")
    case .merged: LocalizedText(zh: "合并", en: "merged")
    case .split: LocalizedText(zh: "拆分", en: "split")
    case .abolished: LocalizedText(zh: "撤销", en: "abolished")
    case .established: LocalizedText(zh: "设立", en: "established")
    case .notCovered: LocalizedText(zh: "另一方数据未覆盖", en: "not covered by the other data")
    }
  }
}

extension DivisionChange.Basis {
  public var title: LocalizedText {
    switch self {
    case .match(.code): LocalizedText(zh: "代码", en: "code")
    case .match(.codeHistory): LocalizedText(zh: "代码沿革表", en: "table of former codes")
    case .match(.name): LocalizedText(zh: "名称", en: "name")
    case .match(.area), .area: LocalizedText(zh: "面积重叠", en: "common area")
    case .unmatched: LocalizedText(zh: "另一方没有对应单位", en: "no counterpart")
    }
  }
}

extension AreaExchange.Reason {
  public var title: LocalizedText {
    switch self {
    case .borderMoved: DivisionChange.Kind.borderMoved.title
    case .merged: DivisionChange.Kind.merged.title
    case .split: DivisionChange.Kind.split.title
    case .abolished: LocalizedText(zh: "原单位撤销", en: "former unit abolished")
    case .established: LocalizedText(zh: "新单位设立", en: "new unit established")
    case .outside: LocalizedText(zh: "与数据范围外", en: "with the outside of the data")
    }
  }
}
