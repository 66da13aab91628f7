public import Analysis
public import Registry

extension NameChange.Kind {
  public var title: LocalizedText {
    switch self {
    case .added: LocalizedText(zh: "新增", en: "added")
    case .removed: LocalizedText(zh: "删除", en: "removed")
    case .renamed: LocalizedText(zh: "更名", en: "renamed")
    case .respelled: LocalizedText(zh: "名称写法变化", en: "name written otherwise")
    case .moved: LocalizedText(zh: "位移", en: "moved")
    case .reclassified: LocalizedText(zh: "类别变更", en: "re-classified")
    case .recoded: LocalizedText(zh: "代码变更", en: "re-coded")
    case .unitChanged: LocalizedText(zh: "所在政区变更", en: "unit changed")
    }
  }
}

extension NameMatch.Basis {
  public var title: LocalizedText {
    switch self {
    case .id: LocalizedText(zh: "标识码", en: "id")
    case .placeCode: LocalizedText(zh: "地名代码", en: "place code")
    case .name: LocalizedText(zh: "名称、政区和类别", en: "name, unit and class")
    case .nameNearby: LocalizedText(zh: "同名、位置相近", en: "same name nearby")
    case .position: LocalizedText(zh: "同类同政区、位置相近", en: "same class and unit nearby")
    case .nameInUnit: LocalizedText(zh: "政区内唯一同名", en: "only one of the name in the unit")
    }
  }
}
