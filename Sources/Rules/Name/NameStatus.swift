import Registry

extension NameStatuses {
  /// Of the place names of an area, whose columns are grouped once for all rules.
  init(_ area: Area) {
    self.init(area.dataset[.placeName]) { field, _ in area.groups(.placeName, field) }
  }
}

extension JudgedColumn {
  /// - Returns: `nil` where the place names of the area lack the column.
  init?(_ field: FieldKey, _ area: Area, _ judge: (String) -> Judgement) {
    self.init(field, of: area.dataset[.placeName], { field, _ in area.groups(.placeName, field) }, judge)
  }
}
