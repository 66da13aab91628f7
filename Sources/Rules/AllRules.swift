/// Every rule, in code order. A rule that is not in this list does not exist.
let allRules: [any Rule.Type] = [
  InvalidGeometry.self,
  OverlappingUnits.self,
  GapBetweenUnits.self,
  DuplicateNumber.self,
  IncompleteSet.self,
  NumberGap.self,
  OrderNotAlongLine.self,
  MarkerOffLine.self,
  UnknownLine.self,
  InspectionOverdue.self,
]
