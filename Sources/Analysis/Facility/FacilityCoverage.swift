public import Geometry
public import Registry

/// Which units are served by a facility of a kind: presence, with declared service units before location.
public struct FacilityCoverage: Sendable {
  /// What every unit should have.
  public struct Requirement: Sendable {
    public var facilityKind: String
    public var facilityType: String
    /// Name endings of the units that count, for example 镇; empty for all units of the level.
    public var unitEndings: [String]

    public init(facilityKind: String, facilityType: String, unitEndings: [String]) {
      self.facilityKind = facilityKind
      self.facilityType = facilityType
      self.unitEndings = unitEndings
    }
  }

  /// Why a facility is taken to serve a unit.
  public enum Reason: Sendable, Hashable {
    case declaredService
    case declaredUnit
    case location
  }

  public struct Service: Sendable {
    /// The index of the facility among those given.
    public let facility: Int
    public let reason: Reason
  }

  public struct Unit: Sendable {
    /// The index of the division among those given.
    public let division: Int
    /// Whether the requirement is made of it, so that it is in the denominator.
    public let isRequired: Bool
    /// Facilities of the kind that serve it, in table order.
    public let services: [Service]
    /// Whether one of them is of the required type, built and in use.
    public let isCovered: Bool
  }

  public let requirement: Requirement
  /// The town-level units, in code order.
  public let units: [Unit]
  /// Facilities whose declared service units, unit and location name none of the units.
  public let unassigned: [Int]

  public var required: [Unit] { units.filter(\.isRequired) }
  public var covered: [Unit] { required.filter(\.isCovered) }
  public var gaps: [Unit] { required.filter { !$0.isCovered } }

  /// The matrix of the towns of a district, or of all towns when no district is given.
  ///
  /// A town that stands in several sources is one unit.
  public static func analyse(
    requirement: Requirement, divisions: [Division], polygons: GeometryColumn, facilities: [Facility],
    positions: GeometryColumn, district: String?
  ) throws -> FacilityCoverage {
    var towns = TownUnits(divisions: divisions, polygons: polygons, district: district)
    let type = Facility.standardType(requirement.facilityType, ofKind: requirement.facilityKind)
    var services: [Int: [Service]] = [:]
    var unassigned: [Int] = []
    for (index, facility) in facilities.enumerated() where facility.kind == requirement.facilityKind {
      let (served, reason) = try towns.served(by: facility, position: positions.firstPosition(ofRow: facility.row))
      if served.isEmpty { unassigned.append(index) }
      for division in served { services[division, default: []].append(Service(facility: index, reason: reason)) }
    }
    let units = towns.indices.map { division in
      let serving = services[division] ?? []
      let name = divisions[division].name ?? ""
      return Unit(
        division: division,
        isRequired: requirement.unitEndings.isEmpty || requirement.unitEndings.contains { name.hasSuffix($0) },
        services: serving,
        isCovered: serving.contains { service in
          let facility = facilities[service.facility]
          return facility.type == type && facility.status.isBuiltAndInUse
        })
    }
    return FacilityCoverage(requirement: requirement, units: units, unassigned: unassigned)
  }
}

/// The towns of a district and how to find the one a facility serves.
private struct TownUnits {
  /// One division of each town, in code order.
  let indices: [Int]
  private let index: UnitIndex
  /// The town in `indices` that a division of the same code is.
  private var towns: [Int: Int] = [:]
  private let divisions: [Division]
  private let polygons: GeometryColumn
  private let tree: STRtree
  private let context = GEOSContext()
  /// By division; `nil` for a polygon that GEOS cannot build, which covers nothing.
  private var prepared: [Int: PreparedGeometry?] = [:]

  init(divisions: [Division], polygons: GeometryColumn, district: String?) {
    let district = district.map(DivisionKey.unpadded) ?? ""
    let all = divisions.indices.filter { index in
      divisions[index].level == .town && (district.isEmpty || divisions[index].code?.hasPrefix(district) == true)
    }
    var firstOfCode: [String: Int] = [:]
    for index in all {
      towns[index] = index
      guard let code = divisions[index].code else { continue }
      towns[index] = firstOfCode[code] ?? index
      if firstOfCode[code] == nil { firstOfCode[code] = index }
    }
    indices = Set(towns.values).sorted { (divisions[$0].code ?? "", $0) < (divisions[$1].code ?? "", $1) }
    index = UnitIndex(divisions)
    tree = STRtree(
      divisions.indices.map { index in
        let row = divisions[index].row
        return polygons.types[row].dimension == 2 ? polygons.envelope(ofRow: row) : nil
      })
    self.divisions = divisions
    self.polygons = polygons
  }

  mutating func served(
    by facility: Facility, position: Position?
  ) throws -> (towns: [Int], reason: FacilityCoverage.Reason) {
    if !facility.servedUnits.isEmpty {
      return (distinctTowns(facility.servedUnits.flatMap(index.divisions(named:))), .declaredService)
    }
    if let unit = facility.unit { return (distinctTowns(index.divisions(named: unit)), .declaredUnit) }
    return (distinctTowns(try position.map { try units(at: $0) } ?? []), .location)
  }

  private mutating func units(at position: Position) throws -> [Int] {
    try tree.query(Envelope(position)).filter { division in
      guard towns[division] != nil else { return false }
      return try polygon(of: division)?.covers(position) ?? false
    }
  }

  private mutating func polygon(of division: Int) -> PreparedGeometry? {
    if let known = prepared[division] { return known }
    let polygon = try? PreparedGeometry(row: divisions[division].row, of: polygons, in: context)
    prepared[division] = .some(polygon)
    return polygon
  }

  /// The towns among some divisions, each once, in the order of the divisions.
  private func distinctTowns(_ units: [Int]) -> [Int] {
    var seen: Set<Int> = []
    return units.compactMap { towns[$0] }.filter { seen.insert($0).inserted }
  }
}
