public import Analysis
public import Registry

extension NameChange.Kind {
  public var title: LocalizedText {
    switch self {
    case .added: LocalizedText(zh: "新增", en: "added")
    case .removed: LocalizedText(zh: "删除", en: "removed")
    case .renamed: DivisionChange.Kind.renamed.title
    case .respelled: DivisionChange.Kind.nameSpelling.title
    case .moved: LocalizedText(zh: "位移", en: "moved")
    case .reclassified: LocalizedText(zh: "类别变更", en: "re-classified")
    case .recoded: DivisionChange.Kind.recoded.title
    case .unitChanged: LocalizedText(zh: "所在政区变更", en: "unit changed")
    case .cancelled: LocalizedText(zh: "停止使用", en: "no longer in use")
    case .restored: LocalizedText(zh: "恢复使用", en: "in use again")
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
    case .nameAfar: LocalizedText(zh: "同名，相距远，请核", en: "same name far away, to be checked")
    }
  }
}
