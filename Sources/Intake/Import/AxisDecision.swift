internal import Registry

/// Tells from the values of two columns `X` and `Y` what they are.
enum AxisDecision {
  /// - Returns: the fields of X and Y; `nil` when the values do not tell: fewer than two thirds of the rows that can be
  ///   read agree.
  static func decide(x: TextColumn, y: TextColumn) -> (x: FieldKey, y: FieldKey)? {
    var votes: [Int: Int] = [:]
    for row in 0..<x.count {
      guard let first = number(x, row), let second = number(y, row) else { continue }
      if let vote = pairs.firstIndex(where: { $0.x.fits(first) && $0.y.fits(second) }) { votes[vote, default: 0] += 1 }
    }
    guard let best = votes.max(by: { $0.value < $1.value }), best.value * 3 >= votes.values.reduce(0, +) * 2 else {
      return nil
    }
    return (pairs[best.key].x.key, pairs[best.key].y.key)
  }

  static func isInChina(longitude: Double, latitude: Double) -> Bool {
    Quantity.longitude.fits(longitude) && Quantity.latitude.fits(latitude)
  }

  private static func number(_ column: TextColumn, _ row: Int) -> Double? {
    column.withBytes(row) { readCoordinate($0) }
  }

  private static let pairs: [(x: Quantity, y: Quantity)] = [
    (.northing, .easting), (.easting, .northing), (.longitude, .latitude), (.latitude, .longitude),
  ]

  /// What a number can be in China.
  private enum Quantity {
    case northing, easting, longitude, latitude

    var key: FieldKey {
      switch self {
      case .northing: .northing
      case .easting: .easting
      case .longitude: .longitude
      case .latitude: .latitude
      }
    }

    func fits(_ value: Double) -> Bool {
      switch self {
      // Seven digits.
      case .northing: (1_000_000..<10_000_000).contains(value)
      // Six digits, or eight that begin with the number of a zone.
      case .easting: (100_000..<1_000_000).contains(value) || ZonePrefix(easting: value) != nil
      case .longitude: (73...136).contains(value)
      case .latitude: (3...54).contains(value)
      }
    }
  }
}

/// The number of a Gauss-Krüger zone that an easting of eight digits begins with.
struct ZonePrefix: Hashable {
  let zone: Int
  /// Degrees.
  let width: Int

  init?(easting: Double) {
    guard easting >= 13_000_000, easting < 46_000_000 else { return nil }
    zone = Int(easting / 1_000_000)
    switch zone {
    case 13...23: width = 6
    case 25...45: width = 3
    default: return nil
    }
  }
}
