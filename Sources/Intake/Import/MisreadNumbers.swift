internal import Geodesy
internal import Geometry
internal import Registry

extension Positioner {
  /// What to tell of points whose axes are exchanged.
  static func exchangedAxes(_ count: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(count) 个点的经度和纬度次序颠倒，没有位置；请加 --swap-axes 重新导入",
      en: "\(count) points have latitude before longitude and no position; import again with --swap-axes")
  }

  /// The refusal of northings and eastings that are degrees in most rows; `nil` where they are not.
  static func degreesInPlane(
    _ plane: (x: Int, y: Int), _ batch: RawBatch, _ headers: [String], _ file: String, _ layer: String
  ) -> IntakeError? {
    let (xs, ys) = (batch.columns[plane.x], batch.columns[plane.y])
    var (count, degrees) = (0, 0)
    for row in 0..<batch.count {
      guard let x = xs.withBytes(row, readCoordinate), let y = ys.withBytes(row, readCoordinate) else { continue }
      count += 1
      if areDegrees(x, y) { degrees += 1 }
    }
    guard 2 * degrees > count else { return nil }
    let isExchanged = AxisDecision.decide(x: xs, y: ys)?.x == .latitude
    let (longitude, latitude) = isExchanged ? (plane.y, plane.x) : (plane.x, plane.y)
    return IntakeError(
      .degreesInPlaneColumns(longitude: headers[longitude], latitude: headers[latitude]), file: file, layer: layer)
  }
}

extension ReferenceSystems {
  /// The refusal of shapes none of which lies on Earth: their axes are exchanged, or the system is the wrong one.
  func nowhere(_ shapes: GeometryColumn, from system: CRS, swapsAxes: Bool) -> IntakeError {
    var exchanged = shapes.withAxesExchanged().coordinates
    let isInChina =
      (try? transform(&exchanged, from: system)) != nil && !exchanged.isEmpty
      && stride(from: 0, to: exchanged.count, by: 2).allSatisfy {
        AxisDecision.isInChina(longitude: exchanged[$0], latitude: exchanged[$0 + 1])
      }
    if isInChina {
      return refusal(
        zh: "图形的两个坐标次序颠倒（纬度或纵坐标在前）；请\(swapsAxes ? "去掉" : "加") --swap-axes 导入",
        en:
          "the shapes have latitude or northing first; import them with\(swapsAxes ? "out" : "") --swap-axes")
    }
    return refusal(
      zh: "按“\(system.label)”换算后没有一个图形落在地球上，坐标与坐标系不符；请核对坐标系后用 --crs 指定",
      en:
        "read as “\(system.label)” no shape lies on Earth: the coordinates do not fit the reference system; give the "
        + "right one with --crs")
  }
}
