import Analysis
import Geometry
import Registry

/// The polygons of the units that marker records name.
final class RecordedUnits {
  struct Distance {
    let name: String
    let unit: Division
    let metres: Double
    /// The accuracy of its polygons.
    let limit: Double
  }

  private let area: Area
  private let index: UnitIndex
  private let context = GEOSContext()
  /// By name; `nil` where no polygon can be built.
  private var shapes: [String: (shape: UnitShape, unit: Division, accuracy: Double)?] = [:]

  init(_ area: Area) {
    self.area = area
    index = UnitIndex(area.divisions)
  }

  /// How far a position is outside a unit; 0 inside, `nil` where the unit has no polygon.
  func distance(from position: Position, name: String) throws -> Distance? {
    guard let known = try shape(of: name) else { return nil }
    let metres = try known.shape.covers(position) ? 0 : known.shape.distanceMetres(to: position)
    return Distance(name: name, unit: known.unit, metres: metres, limit: known.accuracy)
  }

  /// The unit that is the farthest away, where all are known and it is farther than the accuracy of its polygon.
  func farthest(from position: Position, names: [String]) throws -> Distance? {
    var distances: [Distance] = []
    for name in names {
      guard let distance = try distance(from: position, name: name) else { return nil }
      distances.append(distance)
    }
    return distances.filter { $0.metres > $0.limit }.max { ($0.metres, $1.name) < ($1.metres, $0.name) }
  }

  private func shape(of name: String) throws -> (shape: UnitShape, unit: Division, accuracy: Double)? {
    if let known = shapes[name] { return known }
    let polygons = area.dataset[.division].geometry
    let units = index.divisions(named: name).map { area.divisions[$0] }.filter { unit in
      polygons.types[unit.row].dimension == 2 && polygons.envelope(ofRow: unit.row) != nil
    }
    var made: (shape: UnitShape, unit: Division, accuracy: Double)?
    if let first = units.first, let shape = try? UnitShape(rows: units.map(\.row), of: polygons, in: context) {
      let accuracy = units.map { area.dataset.source(of: $0.origin).accuracyMetres }.max() ?? 0
      made = (shape, first, accuracy)
    }
    shapes[name] = .some(made)
    return made
  }
}
