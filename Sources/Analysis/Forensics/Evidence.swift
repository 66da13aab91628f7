import Geometry
import Registry

/// What the positions of a source can be held against.
public enum EvidenceKind: Sendable, Hashable, CaseIterable {
  /// The same record, or the unit of the same code, in another source.
  case knownPoints
  /// The boundary line that a marker belongs to.
  case line
  /// The border of the unit of the same code in another source.
  case border
  /// The unit that a record names.
  case units
  /// The district whose data it is.
  case district

  /// Distances outside an area say nothing of the many positions well inside.
  public var isOfAreas: Bool { self == .units || self == .district }

  public var title: LocalizedText {
    switch self {
    case .knownPoints: LocalizedText(zh: "另一来源中相同记录的位置", en: "the same records in another source")
    case .line: LocalizedText(zh: "所属界线", en: "the markers' lines")
    case .border: LocalizedText(zh: "另一来源中相同政区的边界", en: "the borders of the same units in another source")
    case .units: LocalizedText(zh: "所登记政区的范围", en: "the units that the records name")
    case .district: LocalizedText(zh: "本区县的范围", en: "the district")
    }
  }
}

/// Where some positions of a source ought to be.
struct Evidence {
  let kind: EvidenceKind
  /// The sources that it was taken from.
  let sources: Set<Int>
  let hypotheses: [CoordinateHypothesis]
  /// How far each position is from where it ought to be, in metres; `impossible` where it is no place on Earth.
  let misfits: (CoordinateHypothesis) -> [Double]
  /// Which line, unit or source each item was held against: what agrees at one place only proves little.
  let groups: [Int]
  /// The rows that were asked, one for each item, and the same question about other positions of them; of borders none.
  let rows: [Int]
  let misfitsOfPositions: ([Position?]) -> [Double]
  /// The vectors from where positions ought to be to where they are declared, for fitting a shift.
  let offsets: [ShiftObservation]

  static let impossible = 2e7

  enum Target {
    case point(Position)
    case line(NearestLine)
    case area(UnitShape)

    func misfitMetres(_ position: Position) -> Double? {
      switch self {
      case .point(let known): return EllipsoidalMeasure.distance(known, position)
      case .line(let line): return line.nearest(to: position).map { EllipsoidalMeasure.distance($0, position) }
      case .area(let shape):
        guard let isInside = try? shape.covers(position) else { return nil }
        return isInside ? 0 : try? shape.distanceMetres(to: position)
      }
    }

    /// The vector in metres from where a position ought to be; of a line only its part across the line is known.
    func offset(_ position: Position) -> ShiftObservation? {
      switch self {
      case .point(let known): ShiftObservation(from: known, to: position, isPoint: true)
      case .line(let line): line.nearest(to: position).map { ShiftObservation(from: $0, to: position, isPoint: false) }
      case .area: nil
      }
    }
  }

  init(
    kind: EvidenceKind, sources: Set<Int>, hypotheses: [CoordinateHypothesis], groups: [Int],
    misfits: @escaping (CoordinateHypothesis) -> [Double]
  ) {
    (self.kind, self.sources, self.hypotheses, self.groups) = (kind, sources, hypotheses, groups)
    (self.misfits, offsets, rows) = (misfits, [], [])
    misfitsOfPositions = { _ in [] }
  }

  /// Evidence on points, one target for each of the rows and their numbers.
  init(
    kind: EvidenceKind, sources: Set<Int>, rows: [Int], numbers: RecordedNumbers,
    targets: [(target: Target, group: Int)]
  ) {
    self.kind = kind
    self.sources = sources
    self.rows = rows
    hypotheses = numbers.hypotheses
    groups = targets.map(\.group)
    let misfitsOfPositions: ([Position?]) -> [Double] = { positions in
      zip(targets, positions).map { item, position in
        position.flatMap { item.target.misfitMetres($0) } ?? Self.impossible
      }
    }
    self.misfitsOfPositions = misfitsOfPositions
    misfits = { misfitsOfPositions(Self.places(numbers.positions($0))) }
    offsets =
      kind.isOfAreas
      ? [] : zip(targets, Self.places(numbers.declared)).compactMap { item, place in place.flatMap(item.target.offset) }
  }

  private static func places(_ positions: [Double]) -> [Position?] {
    stride(from: 0, to: positions.count, by: 2).map { index in
      let (x, y) = (positions[index], positions[index + 1])
      return abs(x) <= 180 && abs(y) <= 90 ? Position(x: x, y: y) : nil
    }
  }
}

/// Lines for questions about the nearest point of them, longitude and latitude in degrees.
final class NearestLine {
  private let prepared: PreparedGeometry
  /// Degrees of longitude times this are as long as degrees of latitude.
  private let scale: Double

  /// - Returns: `nil` when the rows hold no line that GEOS can build.
  init?(rows: [Int], of column: GeometryColumn, in context: GEOSContext) {
    let latitude = rows.lazy.compactMap { column.envelope(ofRow: $0)?.centre.y }.first ?? 0
    let scale = max(0.01, MetreScale(latitude: latitude).eastMetres / MetreScale(latitude: latitude).northMetres)
    self.scale = scale
    var plane = GeometryColumn()
    for row in rows { plane.append(row, of: column) }
    plane.replaceCoordinates { coordinates in
      for index in stride(from: 0, to: coordinates.count, by: 2) { coordinates[index] *= scale }
    }
    guard let whole = try? Geometry(collecting: 0..<plane.count, of: plane, in: context),
      let isEmpty = try? whole.isEmpty, !isEmpty, let prepared = try? PreparedGeometry(whole)
    else { return nil }
    self.prepared = prepared
  }

  func nearest(to position: Position) -> Position? {
    let place = Position(x: position.x * scale, y: position.y)
    guard let found = try? prepared.nearestPosition(to: place) else { return nil }
    return Position(x: found.x / scale, y: found.y)
  }
}

extension GeometryColumn {
  /// The rings of a polygon row as lines.
  func border(ofRow row: Int) -> GeometryColumn {
    var lines = GeometryColumn()
    for part in parts(ofRow: row) {
      for ring in rings(ofPart: part) where vertices(ofRing: ring).count > 1 {
        for vertex in vertices(ofRing: ring) {
          let position = position(ofVertex: vertex)
          lines.appendVertex(x: position.x, y: position.y)
        }
        lines.endRing()
        lines.endPart()
      }
    }
    lines.endRow(.multiLineString)
    return lines
  }
}
