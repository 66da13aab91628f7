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

    var isTown: Bool { level == .town || level == .village }
  }

  /// One of the two that the line parts.
  struct Party {
    var name: String
    /// The polygons of it or of its towns, each by its rings; none when they are not at hand.
    var polygons: [[[Position]]] = []

    func encloses(_ position: Position) -> Bool { polygons.contains { RingSide.encloses($0, position) } }
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
  var otherLines: [[Position]] = []
  var markers: [Marker] = []
  var parties: [Party] = []
  var units: [Unit] = []
  /// The most important first.
  var places: [Place] = []
  var ticks: [Tick] = []
  var asOf: CalendarDate
  /// The number that a map needs before it is made public; a place for it is left free.
  var reviewNumber: String?

  var paths: [[Position]] { line.map { $0.map(\.position) } }
}

/// How a strip map is laid out.
public struct StripMapLayout: Sendable {
  /// The denominator of the scale.
  public var scale: Int
  /// What is shown on each side of the line, in metres.
  public var corridorMetres: Double

  public init(scale: Int = 25_000, corridorMetres: Double = 1250) {
    self.scale = scale
    self.corridorMetres = corridorMetres
  }
}

enum RingSide {
  /// Whether rings taken together, inner ones as holes, have a position inside.
  static func encloses(_ rings: [[Position]], _ position: Position) -> Bool {
    var isInside = false
    for ring in rings {
      for (from, to) in zip(ring, ring.dropFirst()) where (from.y > position.y) != (to.y > position.y) {
        let x = from.x + (to.x - from.x) * (position.y - from.y) / (to.y - from.y)
        if x > position.x { isInside.toggle() }
      }
    }
    return isInside
  }
}
