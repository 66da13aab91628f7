import Geodesy
public import Registry

/// How to import a source again so that its coordinates are read as what they are.
public struct CoordinateSuggestion: Sendable {
  /// What to say differently on import.
  public enum Change: Sendable, Equatable {
    /// `--crs`
    case crs(String)
    /// `--field`, source headers by key.
    case fields([FieldKey: String])
    /// `--swap-axes`
    case swapAxes
    /// `--packed-degrees`
    case packedDegrees
  }

  public let diagnosis: CoordinateDiagnosis
  /// `nil` where no option does it: the numbers themselves must be computed anew.
  public let change: Change?

  /// - Parameter source: the source that the diagnosis is of.
  public init(_ diagnosis: CoordinateDiagnosis, _ source: Source) {
    self.diagnosis = diagnosis
    change = Self.change(diagnosis.best.hypothesis, fields: diagnosis.fields, source)
  }

  /// Whether it can be followed without asking a person.
  public var isDefinite: Bool { diagnosis.isDefinite && change != nil }

  /// As it is typed, for example `--crs GCJ-02`.
  public var option: String? {
    switch change {
    case .crs(let label): return "--crs \(label)"
    case .fields(let headers):
      return headers.sorted { $0.key < $1.key }.map { "--field \($0.key.rawValue)=\(Self.quoted($0.value))" }
        .joined(separator: " ")
    case .swapAxes: return "--swap-axes"
    case .packedDegrees: return "--packed-degrees"
    case nil: return nil
    }
  }

  private static func quoted(_ header: String) -> String {
    header.contains { $0 == " " || "()（）".contains($0) } ? "\"\(header)\"" : header
  }

  private static func change(
    _ hypothesis: CoordinateHypothesis, fields: (x: FieldKey, y: FieldKey)?, _ source: Source
  ) -> Change? {
    switch hypothesis {
    case .mapOffset(let offset): return .crs(offset.name)
    case .withoutOffset: return .crs(CRS.cgcs2000.label)
    case .zone(let crs), .utm(let crs): return .crs(crs.label)
    case .meridian(let excess): return meridian(source, excess).map { .crs($0.label) }
    case .swappedAxes:
      guard let fields, !source.isOfGeometry(fields.x) else { return .swapAxes }
      guard let x = source.header(of: fields.x), let y = source.header(of: fields.y) else { return nil }
      return .fields([fields.x: y, fields.y: x])
    case .packedDegrees: return fields.map { source.isOfGeometry($0.x) } == false ? .packedDegrees : nil
    case .constantShift, .asDeclared: return nil
    }
  }

  /// The zone whose meridian the numbers were computed with. Eastings with a zone number would have to lose it first.
  private static func meridian(_ source: Source, _ excess: Double) -> CRS? {
    guard let declared = try? CRS(parsing: source.crsLabel), declared.zonePrefix == nil,
      let meridian = declared.centralMeridian.map({ $0 - excess }), let zone = Int(exactly: meridian / 3)
    else { return nil }
    return CRS.gaussKruger(system: .cgcs2000, zoneWidth: 3, zone: zone, zonePrefix: false)
  }
}

extension Source {
  /// Whether a field was not read from a column but keeps the numbers of points that have no position: its header is
  /// `geometry.x` or `geometry.y`.
  public func isOfGeometry(_ field: FieldKey) -> Bool {
    header(of: field)?.hasPrefix("\(FieldKey.geometry.rawValue).") ?? false
  }
}
