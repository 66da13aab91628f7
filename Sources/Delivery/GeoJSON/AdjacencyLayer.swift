internal import Analysis
internal import Geometry
public import Registry

/// The derived layer `adjacency`: who touches whom, along what line, where three meet, and which surveyed line covers it.
///
/// Features of `kind` border (the common border of two units), junction (where three units meet, or two and the outside)
/// and part (of a unit in several parts, or an enclave); lengths and areas are ellipsoidal. A border is there where two
/// units come as near as their polygons are known; the units may be of several sources, such as the neighbours' own.
public struct AdjacencyLayer: Sendable {
  private let features: [DerivedFeature]

  /// How many borders, junctions and parts there are.
  public var count: Int { features.count }

  public init(_ dataset: Dataset) {
    let divisions = Division.all(in: dataset[.division])
    let levels = LevelUnits.all(divisions, in: dataset)
    let lines = BoundaryLine.all(in: dataset[.boundaryLine])
    let parting = PartingLine.all(lines, divisions: divisions, levels: levels, in: dataset)
    features = levels.enumerated().flatMap { index, level in
      let names = UnitNames(level, divisions)
      let own = parting.filter { $0.parties?.level == index }
      return Self.borders(level, names, own, lines) + Self.junctions(level, names) + Self.parts(level, names)
    }
  }

  /// Writes a feature collection, or a sequence, as records are written.
  public func write<Sink: OutputSink>(with writer: GeoJSONWriter, to sink: inout Sink) throws {
    try DerivedFeature.write(features, layer: "adjacency", with: writer, to: &sink)
  }

  private static func borders(
    _ level: LevelUnits, _ names: UnitNames, _ lines: [PartingLine], _ records: [BoundaryLine]
  ) -> [DerivedFeature] {
    level.graph.borders.compactMap { border in
      let (one, other) = border.units
      guard level.border(one, other) != nil else { return nil }
      let covering = lines.filter { line in
        line.parties.map { ($0.one, $0.other) == (one, other) || ($0.other, $0.one) == (one, other) } ?? false
      }
      let reach = max(level.accuracyMetres(one, other), 4)
      return DerivedFeature(
        id: "border/\(names.code(one))/\(names.code(other))",
        properties: [
          .text("kind", "类型", "border"), .text("level", "级别", level.level.map(Self.word)),
          .text("unit_a_code", "单位1代码", names.code(one)), .text("unit_a", "单位1", names.name(one)),
          .text("unit_b_code", "单位2代码", names.code(other)), .text("unit_b", "单位2", names.name(other)),
          .metres("length_m", "共用边界长度_米", border.lengthMetres),
          .metres("apart_m", "两侧相距_米", border.nearestMetres),
          .list("lines", "界线", covering.map { records[$0.first].subject.key }),
          .metres("covered_m", "有界线的长度_米", covered(border.shape, by: covering.map(\.line.path), reach)),
        ], geometry: border.shape)
    }
  }

  /// The length of a border along which one of some lines runs within reach.
  private static func covered(_ border: GeometryColumn, by lines: [LinePath], _ reach: Double) -> Double {
    guard !lines.isEmpty, let path = LinePath(border, rows: [0]) else { return 0 }
    var length = 0.0
    for part in path.samples(everyMetres: 50) {
      let isCovered = part.map { sample in lines.contains { $0.nearest(to: sample.position).distanceMetres <= reach } }
      for index in part.indices.dropFirst() where isCovered[index - 1] && isCovered[index] {
        length += part[index].chainage - part[index - 1].chainage
      }
    }
    return length
  }

  private static func junctions(_ level: LevelUnits, _ names: UnitNames) -> [DerivedFeature] {
    var counts: [[Int]: Int] = [:]
    return level.graph.junctions.map { junction in
      var point = GeometryColumn()
      point.appendPoint(x: junction.place.x, y: junction.place.y)
      // The same units may meet in several places; from the second on these are numbered, from west to east.
      let number = counts[junction.units, default: 0] + 1
      counts[junction.units] = number
      let id = "junction/" + junction.units.map(names.code).joined(separator: "/")
      return DerivedFeature(
        id: number == 1 ? id : "\(id)/\(number)",
        properties: [
          .text("kind", "类型", "junction"), .text("level", "级别", level.level.map(Self.word)),
          .list("unit_codes", "单位代码", junction.units.map(names.code)),
          .list("units", "单位", junction.units.map(names.name)),
          .flag("touches_outside", "与外部相接", junction.touchesOutside),
        ], geometry: point)
    }
  }

  private static func parts(_ level: LevelUnits, _ names: UnitNames) -> [DerivedFeature] {
    level.graph.parts.map { part in
      DerivedFeature(
        id: "part/\(names.code(part.row))/\(part.part - level.polygons.parts(ofRow: part.row).lowerBound + 1)",
        properties: [
          .text("kind", "类型", "part"), .text("level", "级别", level.level.map(Self.word)),
          .text("unit_code", "单位代码", names.code(part.row)), .text("unit", "单位", names.name(part.row)),
          .metres("area_m2", "面积_平方米", part.areaSquareMetres),
          .list("neighbours", "相邻单位", part.neighbours.map(names.name)),
          .text("host", "所在单位", part.host.map(names.name)),
          .flag("touches_outside", "与外部相接", part.touchesOutside),
        ], geometry: level.polygons.polygon(ofPart: part.part))
    }
  }

  private static func word(_ level: DivisionLevel) -> String {
    switch level {
    case .province: "province"
    case .prefecture: "prefecture"
    case .county: "county"
    case .town: "town"
    case .village: "village"
    }
  }
}

private struct UnitNames {
  private let divisions: [Division]

  init(_ level: LevelUnits, _ divisions: [Division]) { self.divisions = level.units.map { divisions[$0.divisions[0]] } }

  func code(_ unit: Int) -> String { divisions[unit].subject.key }
  func name(_ unit: Int) -> String { divisions[unit].name ?? divisions[unit].subject.key }
}
