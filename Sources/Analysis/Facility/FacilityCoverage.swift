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
  public static func analyse(
    requirement: Requirement, divisions: [Division], polygons: GeometryColumn, facilities: [Facility],
    positions: GeometryColumn, district: String?
  ) throws -> FacilityCoverage {
    let towns = TownUnits(divisions: divisions, polygons: polygons, district: district)
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
          return facility.type == requirement.facilityType && facility.status.isBuiltAndInUse
        })
    }
    return FacilityCoverage(requirement: requirement, units: units, unassigned: unassigned)
  }
}

/// The towns of a district and how to find the one a facility serves.
private struct TownUnits {
  let indices: [Int]
  private let index: UnitIndex
  private let towns: Set<Int>
  private let divisions: [Division]
  private let polygons: GeometryColumn

  init(divisions: [Division], polygons: GeometryColumn, district: String?) {
    indices = divisions.indices.filter { index in
      guard divisions[index].level == .town else { return false }
      guard let district, let code = divisions[index].code else { return district == nil }
      return code.hasPrefix(district)
    }.sorted { (divisions[$0].code ?? "", $0) < (divisions[$1].code ?? "", $1) }
    towns = Set(indices)
    index = UnitIndex(divisions)
    self.divisions = divisions
    self.polygons = polygons
  }

  func served(by facility: Facility, position: Position?) throws -> ([Int], FacilityCoverage.Reason) {
    if !facility.servedUnits.isEmpty {
      return (known(facility.servedUnits), .declaredService)
    }
    if let unit = facility.unit { return (known([unit]), .declaredUnit) }
    guard let position else { return ([], .location) }
    let context = GEOSContext()
    let containing = try indices.filter { division in
      let row = divisions[division].row
      guard let envelope = polygons.envelope(ofRow: row), envelope.contains(position) else { return false }
      return try PreparedGeometry(row: row, of: polygons, in: context).covers(position)
    }
    return (containing, .location)
  }

  private func known(_ names: [String]) -> [Int] {
    names.flatMap(index.divisions(named:)).filter(towns.contains)
  }
}
