import Analysis
import Geometry
import Registry

/// What to call the land on either side of a line in a finding: who gains it by the first version.
struct LineGains {
  /// Name and key of the unit on the left and on the right; `nil` where unknown.
  let units: (left: (name: String, key: String), right: (name: String, key: String))?

  func text(_ left: Double, _ right: Double) -> LocalizedText {
    guard let units else {
      return LocalizedText(
        zh: "与另一方案之间的土地：界线前进方向左侧 \(Self.number(left)) 平方米，右侧 \(Self.number(right)) 平方米",
        en: "land between: \(Self.number(left)) m² to the left along the line, \(Self.number(right)) m² to the right")
    }
    return LocalizedText(
      zh: "按本线多划给“\(units.left.name)”\(Self.number(left)) 平方米、“\(units.right.name)”\(Self.number(right)) 平方米",
      en:
        "this line gives “\(units.left.name)” \(Self.number(left)) m² more, “\(units.right.name)” \(Self.number(right)) m²"
    )
  }

  func measures(_ left: Double, _ right: Double) -> [(name: String, measure: Measure)] {
    let keys = units.map { ("area_to_\($0.left.key)", "area_to_\($0.right.key)") } ?? ("area_left", "area_right")
    return [(keys.0, Measure(left, .squareMetres)), (keys.1, Measure(right, .squareMetres))]
  }

  /// Whole square metres in groups of three digits, as measures are written.
  private static func number(_ value: Double) -> String {
    let digits = String(Int(value.rounded()))
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }
}

extension Area {
  /// Who gets the land between a path and another version, by the path, between the units of a line.
  func gains(of line: PartingLine, along path: LinePath) -> LineGains {
    guard let parties = line.parties, let left = unitOnLeft(of: path, parties) else { return LineGains(units: nil) }
    let level = unitsByLevel()[parties.level]
    let sides = left == 0 ? [parties.one, parties.other] : [parties.other, parties.one]
    let named = sides.map { unit -> (name: String, key: String) in
      (name(of: unit, in: level), divisions[level.units[unit].divisions[0]].subject.key)
    }
    return LineGains(units: (left: named[0], right: named[1]))
  }

  /// Which of two units, 0 or 1, lies to the left of a path.
  private func unitOnLeft(of path: LinePath, _ parties: (level: Int, one: Int, other: Int)) -> Int? {
    let polygons = unitsByLevel()[parties.level].polygons
    return path.unitOnLeft { unit, place in
      polygons.encloses(place, row: unit == 0 ? parties.one : parties.other)
    }
  }
}

extension DeviationProfile.Stretch {
  fileprivate func measures(_ gains: LineGains) -> [(name: String, measure: Measure)] {
    [
      ("from", Measure(fromMetres, .metres)), ("to", Measure(toMetres, .metres)),
      ("length", Measure(lengthMetres, .metres)), ("maximum", Measure(maximumMetres, .metres)),
      ("mean", Measure(meanMetres, .metres)),
    ] + gains.measures(leftSquareMetres, rightSquareMetres)
  }
}

extension DeviationProfile {
  /// Two lines that have nothing in common make thousands of stretches; those from the start of the line are listed.
  private static let listedStretches = 50

  /// The stretch with the largest distance.
  var worst: Stretch? { stretches.max { $0.maximumMetres < $1.maximumMetres } }

  /// Mean, length and areas as further measures and arguments, then each stretch; the stretches as extent.
  func describe(_ finding: inout Finding, _ path: LinePath, gains: LineGains) {
    let length = stretches.reduce(0) { $0 + $1.lengthMetres }
    let (left, right) = (
      stretches.reduce(0) { $0 + $1.leftSquareMetres }, stretches.reduce(0) { $0 + $1.rightSquareMetres }
    )
    finding.measures =
      [
        ("mean", Measure(meanMetres, .metres)), ("length", Measure(length, .metres)),
        ("stretches", Measure(Double(stretches.count), .count)),
        ("from", Measure(worst?.fromMetres ?? 0, .metres)), ("to", Measure(worst?.toMetres ?? 0, .metres)),
      ] + gains.measures(left, right)
    if stretches.count > 1 {
      for (index, stretch) in stretches.prefix(Self.listedStretches).enumerated() {
        finding.measures += stretch.measures(gains).map { ("stretch_\(index + 1)_\($0.name)", $0.measure) }
      }
    }
    finding.arguments["areas"] = .localized(gains.text(left, right))
    var extent = GeometryColumn()
    for stretch in stretches {
      for position in path.positions(from: stretch.fromMetres, to: stretch.toMetres) {
        extent.appendVertex(x: position.x, y: position.y)
      }
      extent.endRing()
      extent.endPart()
    }
    extent.endRow(.multiLineString)
    finding.extent = extent
  }
}
