public import Registry

/// The markers of one number on a line: a single marker, or the two or three of a set.
public struct MarkerStation: Sendable {
  /// Three digits, or the digits of a tripoint.
  public let serialKey: String
  /// `nil` for a tripoint without serial.
  public let serial: Int?
  /// What stands before the serial.
  public let prefixes: Set<String>
  /// The numbers as recorded, sorted, each once.
  public let numbers: [String]
  /// The mean of its markers.
  public let chainageMetres: Double

  /// The stations of a line in the order of their chainages.
  public static func all(of line: MarkedLine, markers: [BoundaryMarker]) -> [MarkerStation] {
    let located = line.markers.filter { markers[$0.marker].parsedNumber != nil }
    let groups = Dictionary(grouping: located) { markers[$0.marker].parsedNumber?.serialKey ?? "" }
    return groups.map { key, members in
      let records = members.map { markers[$0.marker] }
      return MarkerStation(
        serialKey: key, serial: records.first?.parsedNumber?.serial,
        prefixes: Set(records.compactMap { $0.parsedNumber?.prefix }),
        numbers: Set(records.compactMap(\.number)).sorted(),
        chainageMetres: members.map(\.chainageMetres).reduce(0, +) / Double(members.count))
    }.sorted { ($0.chainageMetres, $0.serialKey) < ($1.chainageMetres, $1.serialKey) }
  }
}
