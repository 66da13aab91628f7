import Geodesy
import Geometry
import Glibc

/// The plane in which a line is straight when it is straight in longitude and latitude, scaled to metres at one place.
///
/// Polygons are compared in degrees, so what lies between their edges is measured in the same model: by geodesics a vertex
/// in the middle of a neighbour's edge of 3 km would leave a "gap" 0.1 m wide. Lengths are true at the place and within
/// 1 % up to a degree of latitude away.
struct DegreePlane {
  let place: Position
  /// Metres per degree at the place.
  let eastward: Double
  let northward: Double

  init(_ place: Position) {
    self.place = place
    let latitude = place.y * .pi / 180
    let radii = Self.radii(latitude)
    northward = radii.meridian * .pi / 180
    // Near a pole degrees of longitude have no length; searches there must still end.
    eastward = radii.normal * max(0.01, cos(latitude)) * .pi / 180
  }

  func metres(_ position: Position) -> Position {
    Position(x: (position.x - place.x) * eastward, y: (position.y - place.y) * northward)
  }

  func degrees(_ metres: Position) -> Position {
    Position(x: place.x + metres.x / eastward, y: place.y + metres.y / northward)
  }

  /// A box in degrees that holds everything within a distance of the place.
  func box(reachMetres reach: Double) -> Envelope {
    Envelope(
      minX: place.x - reach / eastward, minY: place.y - reach / northward, maxX: place.x + reach / eastward,
      maxY: place.y + reach / northward)
  }

  /// The most degrees, of longitude or latitude, that a distance takes.
  func degrees(of metres: Double) -> Double { metres / min(eastward, northward) }

  /// From the place to an edge nearby.
  func distance(toEdge start: Position, _ end: Position) -> Double {
    let foot = nearestPoint(of: metres(start), metres(end), to: Position(x: 0, y: 0))
    return hypot(foot.x, foot.y)
  }

  /// Of the meridian and across it, in metres.
  private static func radii(_ latitude: Double) -> (meridian: Double, normal: Double) {
    let ellipsoid = Ellipsoid.cgcs2000
    let flattening = 1 / ellipsoid.inverseFlattening
    let eccentricity = flattening * (2 - flattening)
    let share = 1 - eccentricity * sin(latitude) * sin(latitude)
    let normal = ellipsoid.semiMajorMetres / share.squareRoot()
    return (normal * (1 - eccentricity) / share, normal)
  }
}

// MARK: Areas

extension DegreePlane {
  /// The area in m² of one part of a polygon on the ellipsoid, holes subtracted, its edges straight in degrees.
  ///
  /// The integral of the area from the latitude of the place to the border, exact to 10⁻⁹ for edges up to a degree.
  func area(ofPart part: Int, in column: GeometryColumn) -> Double {
    var total = 0.0
    for (index, ring) in column.rings(ofPart: part).enumerated() {
      var area = 0.0
      var last: (x: Double, y: Double, belt: Double)?
      for vertex in column.vertices(ofRing: ring) {
        let position = column.position(ofVertex: vertex)
        let (x, y) = ((position.x - place.x) * .pi / 180, (position.y - place.y) * .pi / 180)
        let here = (x: x, y: y, belt: belt(to: y))
        if let last, here.x != last.x {
          // Simpson's rule along the edge.
          area += (here.x - last.x) * (last.belt + 4 * belt(to: (last.y + here.y) / 2) + here.belt) / 6
        }
        last = here
      }
      total += index == 0 ? abs(area) : -abs(area)
    }
    return total
  }

  /// The area per radian of longitude between the latitude of the place and another, by Gauss's rule of three places.
  private func belt(to difference: Double) -> Double {
    let latitude = place.y * .pi / 180
    func density(_ share: Double) -> Double {
      let radii = Self.radii(latitude + share * difference)
      return radii.meridian * radii.normal * cos(latitude + share * difference)
    }
    let offset = 0.6.squareRoot() / 2
    return difference * (5 * density(0.5 - offset) + 8 * density(0.5) + 5 * density(0.5 + offset)) / 18
  }
}
