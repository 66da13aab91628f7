import Analysis
import Foundation
import Geometry
import TestSupport
import Testing

/// Our coverage engine against that of GEOS 3.12 and newer, through Python and shapely.
///
/// The units with a fault have to be the same: those that overlap others, and those whose edges do not fit their
/// neighbours' edge for edge. So have the gaps: what the union of all leaves uncovered inside. Skipped where `python3` (or
/// `JIEMING_PYTHON`) has no shapely with such a GEOS.
@Suite(.enabled(if: Reference.isThere, "python3 or JIEMING_PYTHON with shapely and GEOS 3.12 or newer"))
struct CoverageDifferentialTests {
  @Test func findsTheSameUnitsAndGapsInAThousandCoverages() throws {
    let coverages = (1...1200).map { RandomCoverage(seed: UInt64($0)) }
    let verdicts = try Reference.judge(coverages.map(\.polygons))
    var kinds: [RandomCoverage.Fault?: Int] = [:]
    for (coverage, expected) in zip(coverages, verdicts) {
      let analysis = try analyse(coverage.polygons)
      let label = "seed \(coverage.seed), \(coverage.fault as Any)"
      #expect(faultyUnits(analysis, of: coverage.polygons) == Set(expected.units), "\(label)")
      let gaps = expected.gaps.filter { $0 >= Self.leastArea }
      #expect(analysis.gaps.count == gaps.count, "\(label)")
      let areas = analysis.gaps.map { planeArea($0.piece.shape) }.sorted()
      for (area, reference) in zip(areas, gaps) { #expect(abs(area - reference) < 1e-3 * reference, "\(label)") }
      kinds[coverage.fault, default: 0] += 1
      // A fault without gap would let the comparison of gaps pass with nothing in its hands.
      if coverage.fault?.leavesGap ?? false { #expect(!gaps.isEmpty, "\(label)") }
    }
    // Every kind of fault has been tried, and clean ones.
    #expect(kinds.count == RandomCoverage.Fault.allCases.count + 1)
  }

  /// The county polygons in the shared data, file by file. The reference reports edges that miss each other by less than
  /// its snapping too, or not at all: where the verdicts differ, nothing wider than a centimetre may be at stake.
  @Test(.enabled(if: Shared.folder != nil, "JIEMING_SHARED or ../shared beside the checkout"))
  func findsTheSameUnitsInCountySets() throws {
    for file in try Shared.countySets() {
      guard let polygons = try Shared.polygons(of: file), polygons.count > 1 else { continue }
      let expected = Set(try Reference.judge([polygons])[0].units)
      let analysis = try analyse(polygons)
      for unit in faultyUnits(analysis, of: polygons).subtracting(expected) {
        let widths = analysis.overlaps.filter { $0.units.0 == unit || $0.units.1 == unit }
          .map(\.piece.maximumWidthMetres)
        let misses = analysis.mismatches.filter { $0.units.0 == unit || $0.units.1 == unit }.map(\.maximumMetres)
        #expect((widths + misses).max() ?? 0 < 0.01, "\(file.lastPathComponent), row \(unit), ours alone")
      }
      let theirs = Array(expected.subtracting(faultyUnits(analysis, of: polygons))).sorted()
      guard !theirs.isEmpty else { continue }
      let hairs = try Reference.judge([polygons], toleranceDegrees: 1e-7)[0].units
      #expect(Set(theirs).isDisjoint(with: hairs), "\(file.lastPathComponent), theirs alone: \(theirs)")
    }
  }

  /// In square degrees: about 1 m².
  private static let leastArea = 1e-10

  private func analyse(_ polygons: GeometryColumn) throws -> CoverageAnalysis {
    try CoverageAnalysis.analyse(
      polygons, rows: Array(0..<polygons.count), minimumAreaSquareMetres: 1, mismatchToleranceMetres: 0.01)
  }

  /// Rows with an edge that is wrong.
  private func faultyUnits(_ analysis: CoverageAnalysis, of polygons: GeometryColumn) -> Set<Int> {
    // A unit that has another one inside has no such edge.
    Set(analysis.overlaps.flatMap { $0.shares.map(\.row) } + analysis.mismatches.flatMap { [$0.units.0, $0.units.1] })
  }

  private func planeArea(_ polygon: GeometryColumn) -> Double {
    var total = 0.0
    for (index, ring) in polygon.rings(ofPart: 0).enumerated() {
      let vertices = polygon.vertices(ofRing: ring).map(polygon.position(ofVertex:))
      let area = zip(vertices, vertices.dropFirst()).reduce(0.0) { sum, edge in
        let (a, b, origin) = (edge.0, edge.1, vertices[0])
        return sum + ((a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)) / 2
      }
      total += index == 0 ? abs(area) : -abs(area)
    }
    return total
  }
}

/// A grid of cells with ragged borders, and one fault or none.
struct RandomCoverage {
  enum Fault: CaseIterable {
    case overlap, gap, missingNode, duplicate, unitInside, exclave, nearMiss, tJunction, hole, holeWithIsland
    case holeWithIslandOfTwo

    var leavesGap: Bool {
      switch self {
      case .gap, .hole, .holeWithIsland, .holeWithIslandOfTwo: true
      default: false
      }
    }
  }

  let seed: UInt64
  let fault: Fault?
  let polygons: GeometryColumn

  init(seed: UInt64) {
    self.seed = seed
    var generator = SeededGenerator(seed: seed)
    let (columns, rows) = (Int.random(in: 2...5, using: &generator), Int.random(in: 2...4, using: &generator))
    var cells = Self.cells(columns, rows, &generator).map { [$0] }
    let faults: [Fault?] = Fault.allCases + [nil]
    fault = faults[Int(seed) % faults.count]
    let cell =
      Int.random(in: 0..<rows, using: &generator) * columns + Int.random(in: 0..<columns - 1, using: &generator)
    let shell = cells[cell][0]
    let centre = shell.reduce(Position(x: 0, y: 0)) { sum, vertex in
      Position(x: sum.x + vertex.x / Double(shell.count), y: sum.y + vertex.y / Double(shell.count))
    }
    func square(_ half: Double) -> [Position] {
      [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map {
        Position(x: centre.x + 1e-3 * half * $0.0, y: centre.y + 1e-3 * half * $0.1)
      }
    }
    // The fifth vertex of a ring is the lower end of its east border, the eighth an inner vertex of it.
    switch fault {
    case .overlap: cells[cell][0][7].x += Double.random(in: 1e-4...4e-4, using: &generator)
    case .gap: cells[cell][0][7].x -= Double.random(in: 1e-4...4e-4, using: &generator)
    case .missingNode:
      // A node in the middle of an edge that the neighbour does not have; the middle is exact in these coordinates.
      cells[cell][0].insert(Self.middle(cells[cell][0][6], cells[cell][0][7]), at: 7)
    case .duplicate: cells.append(cells[cell])
    case .unitInside: cells.append([square(0.5)])
    case .nearMiss: cells[cell][0][7].x += 2e-8
    case .tJunction:
      // The last cell in two: their common border ends on two edges of others, where these have no vertex.
      let ring = cells.removeLast()[0]
      let (low, high) = (Self.middle(ring[1], ring[2]), Self.middle(ring[9], ring[10]))
      cells.append([[ring[0], ring[1], low, high] + ring[10...]])
      cells.append([[low] + ring[2...9] + [high]])
    case .hole: cells[cell] = [cells[cell][0], square(1)]
    case .holeWithIsland:
      cells[cell] = [cells[cell][0], square(1)]
      cells.append([square(0.5)])
    case .holeWithIslandOfTwo:
      cells[cell] = [cells[cell][0], square(1)]
      let island = square(0.5)
      let (south, north) = (Self.middle(island[0], island[1]), Self.middle(island[2], island[3]))
      cells.append([[island[0], south, north, island[3]]])
      cells.append([[south, island[1], island[2], north]])
    case .exclave:
      let moved = cells.removeLast()
      cells[0] += moved
    case nil: break
    }
    var column = GeometryColumn()
    for (index, rings) in cells.enumerated() {
      // The second ring of a unit is a hole in the first, but for the exclave.
      let isOnePart = !(fault == .exclave && index == 0)
      for ring in rings {
        for vertex in ring + ring.prefix(1) { column.appendVertex(x: vertex.x, y: vertex.y) }
        column.endRing()
        if !isOnePart { column.endPart() }
      }
      if isOnePart { column.endPart() }
      column.endRow(.multiPolygon)
    }
    polygons = column
  }

  /// Open rings: south, east, north, west border, each of four edges. Coordinates are multiples of 2⁻²⁴ degrees.
  private static func cells(_ columns: Int, _ rows: Int, _ generator: inout SeededGenerator) -> [[Position]] {
    var nodes: [[Position]] = []
    for row in 0...4 * rows {
      nodes.append(
        (0...4 * columns).map { column in
          Position(
            x: jittered(106 + 0.0025 * Double(column), &generator), y: jittered(29 + 0.0025 * Double(row), &generator))
        })
    }
    return (0..<rows * columns).map { cell in
      let (west, south) = (4 * (cell % columns), 4 * (cell / columns))
      let east = (0..<4).map { nodes[south + $0][west + 4] }
      let north = (0..<4).map { nodes[south + 4][west + 4 - $0] }
      return (0..<4).map { nodes[south][west + $0] } + east + north + (0..<4).map { nodes[south + 4 - $0][west] }
    }
  }

  private static func middle(_ a: Position, _ b: Position) -> Position {
    Position(x: (a.x + b.x) / 2, y: (a.y + b.y) / 2)
  }

  private static func jittered(_ value: Double, _ generator: inout SeededGenerator) -> Double {
    let step = 1.0 / 16_777_216
    return ((value + Double.random(in: -4e-4...4e-4, using: &generator)) / step).rounded() * step
  }
}

/// Python with shapely.
enum Reference {
  static let python = ProcessInfo.processInfo.environment["JIEMING_PYTHON"] ?? "python3"
  static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "coverage_reference.py").path

  static let isThere: Bool = {
    let check = "import shapely, sys; sys.exit(shapely.geos_version < (3, 12, 0))"
    return (try? run(["-c", check], input: Data()))?.status == 0
  }()

  struct Failed: Error {
    let status: Int32
  }

  struct Verdict: Decodable {
    /// Rows with invalid edges.
    let units: [Int]
    /// The areas of the gaps in square degrees, ascending.
    let gaps: [Double]
  }

  /// - Parameter toleranceDegrees: edges that miss each other by less are no fault.
  static func judge(_ coverages: [GeometryColumn], toleranceDegrees: Double = 0) throws -> [Verdict] {
    let positions = coverages.map { column in (0..<column.count).map { row in polygon(row, of: column) } }
    let result = try run([script, String(toleranceDegrees)], input: try JSONEncoder().encode(positions))
    guard result.status == 0 else { throw Failed(status: result.status) }
    return try JSONDecoder().decode([Verdict].self, from: result.output)
  }

  private static func polygon(_ row: Int, of column: GeometryColumn) -> [[[[Double]]]] {
    column.parts(ofRow: row).map { part in
      column.rings(ofPart: part).map { ring in
        column.vertices(ofRing: ring).map { vertex in
          let position = column.position(ofVertex: vertex)
          return [position.x, position.y]
        }
      }
    }
  }

  private static func run(_ arguments: [String], input: Data) throws -> (status: Int32, output: Data) {
    // Files, not pipes: a full pipe on either side would stop both processes.
    let folder = FileManager.default.temporaryDirectory.appending(path: "jieming-reference-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (source, target) = (folder.appending(path: "input"), folder.appending(path: "output"))
    try input.write(to: source)
    try Data().write(to: target)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [python] + arguments
    process.standardInput = try FileHandle(forReadingFrom: source)
    process.standardOutput = try FileHandle(forWritingTo: target)
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try Data(contentsOf: target))
  }
}

/// Real county polygons, which are not part of the repository.
enum Shared {
  static let folder: URL? = {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let path =
      ProcessInfo.processInfo.environment["JIEMING_SHARED"]
      ?? root.deletingLastPathComponent().appending(path: "shared").path
    let county = URL(filePath: path).appending(path: "data/county")
    return FileManager.default.fileExists(atPath: county.path) ? county : nil
  }()

  /// The GeoJSON files with several units.
  static func countySets() throws -> [URL] {
    guard let folder, let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: [.fileSizeKey])
    else {
      return []
    }
    return files.compactMap { $0 as? URL }.filter { file in
      let size = (try? file.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0
      return file.pathExtension == "geojson" && size > 100_000
    }.sorted { $0.path < $1.path }
  }

  /// The valid polygons of a file.
  static func polygons(of file: URL) throws -> GeometryColumn? {
    guard let root = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any],
      let features = root["features"] as? [[String: Any]]
    else { return nil }
    let context = GEOSContext()
    var column = GeometryColumn()
    for feature in features {
      guard let geometry = feature["geometry"] as? [String: Any] else { continue }
      let parts: [[[[Double]]]]
      switch geometry["type"] as? String {
      case "Polygon": parts = [geometry["coordinates"] as? [[[Double]]] ?? []]
      case "MultiPolygon": parts = geometry["coordinates"] as? [[[[Double]]]] ?? []
      default: continue
      }
      var row = GeometryColumn()
      for part in parts {
        for ring in part {
          for position in ring { row.appendVertex(x: position[0], y: position[1]) }
          row.endRing()
        }
        row.endPart()
      }
      row.endRow(.multiPolygon)
      if (try? Geometry(row: 0, of: row, in: context).isValid) == true { column.append(0, of: row) }
    }
    return column
  }
}
