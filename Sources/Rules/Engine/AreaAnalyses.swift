import Analysis
import Geometry
import Registry

/// One coverage of an area: the units of one level of one source.
struct DivisionCoverage: Sendable {
  let source: Int
  /// Indices into `Area.divisions`.
  let units: [Int]
  let analysis: CoverageAnalysis
}

extension Area {
  /// Every coverage with at least one polygon, analysed: overlaps and gaps of 1 m² and more.
  func analysedCoverages() throws -> [DivisionCoverage] {
    try coverages {
      let polygons = dataset[.division].geometry
      return try divisionGroups().map { group in
        DivisionCoverage(
          source: group.source, units: group.units,
          analysis: try CoverageAnalysis.analyse(
            polygons, rows: group.units.map { divisions[$0].row }, minimumAreaSquareMetres: 1))
      }
    }
  }

  /// The divisions by source and level: those of one group should meet without overlap or gap.
  func divisionGroups() -> [(source: Int, units: [Int])] {
    let groups = Dictionary(grouping: divisions.indices) { index in
      GroupKey(source: divisions[index].origin.source, level: divisions[index].level)
    }
    return groups.sorted { $0.key < $1.key }.map { (source: $0.key.source, units: $0.value) }
  }

  private struct GroupKey: Hashable, Comparable {
    let source: Int
    let level: DivisionLevel?

    static func < (left: GroupKey, right: GroupKey) -> Bool {
      (left.source, left.level?.rawValue ?? 0) < (right.source, right.level?.rawValue ?? 0)
    }
  }

  /// The lines with their markers referenced to them; where datums are kept, line and markers on the same one.
  func referencedLines() throws -> [MarkedLine] {
    try markedLines {
      guard dataset.sources.contains(where: \.keepsDatum) else {
        return try MarkedLine.all(lines: lines, geometry: dataset[.boundaryLine].geometry, markers: markers)
      }
      let own = OwnDatumPositions(dataset)
      return try MarkedLine.all(
        lines: lines, geometry: own.lineGeometry, markers: own.markers(of: lines))
    }
  }
}
