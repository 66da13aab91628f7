public import Registry

extension BoundaryLine {
  /// How far the line may be off: 0.4 mm at the scale of the agreement's map; without a scale 20 m for provincial lines and
  /// 4 m for others, as for its markers (M106).
  public var toleranceMetres: Double {
    if let mapScale { return 0.4 / 1000 * Double(mapScale) }
    return level == .province ? 20 : 4
  }
}
