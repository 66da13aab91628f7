internal import Geometry
internal import Registry

/// What a strip map shows; positions are metres of the map's plane.
struct StripMapContent {
  struct Marker {
    enum Symbol: CaseIterable { case single, pair, triple, junction }

    var position: Position
    var label: String
    var symbol: Symbol
  }

  struct Unit {
    var name: String
    /// Closed rings.
    var rings: [[Position]]
    var level: DivisionLevel?
  }

  struct Place {
    var name: String
    var position: Position
  }

  /// A mark at a chainage of the line.
  struct Tick {
    var position: Position
    var chainageMetres: Double
  }

  struct LinePoint {
    var position: Position
    /// Along the line on the ellipsoid, as in the tables.
    var chainageMetres: Double
  }

  var title: String
  /// The parts of the line, in order.
  var line: [[LinePoint]]
  var level: DivisionLevel?
  /// Who lies to the left and to the right of the line; `nil` where unknown.
  var parties: (left: String, right: String)?
  var otherLines: [[Position]] = []
  var markers: [Marker] = []
  var units: [Unit] = []
  var places: [Place] = []
  var ticks: [Tick] = []
  var asOf: CalendarDate
  /// The number that a map needs before it is made public; a place for it is left free.
  var reviewNumber: String?
}

/// How a strip map is laid out.
public struct StripMapLayout: Sendable {
  /// The denominator of the scale.
  public var scale: Int
  /// What is wanted on each side of the line, in metres.
  public var corridorMetres: Double

  public init(scale: Int = 25_000, corridorMetres: Double = 1250) {
    self.scale = scale
    self.corridorMetres = corridorMetres
  }

  /// What the paper has room for on each side of the line, where a third of its height is left for the line's bends.
  var shownCorridorMetres: Double {
    let height = (StripMap.frame.maxY - StripMap.frame.minY) * Double(scale) / 1000
    return min(corridorMetres, (0.35 * height / 10).rounded() * 10)
  }
}
