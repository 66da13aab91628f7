internal import Registry

/// How boundary lines and markers are drawn. The dashes tell levels apart; they are not the signs of a topographic map,
/// and the legend shows them.
enum LineSymbol {
  static let colour = "#c00000"

  static func stroke(_ level: DivisionLevel?) -> Stroke {
    switch level {
    case .province: Stroke(width: 0.9, colour: colour, dashes: [7, 1.4, 0.8, 1.4, 0.8, 1.4])
    case .prefecture: Stroke(width: 0.8, colour: colour, dashes: [6, 1.4, 2, 1.4])
    case .county, nil: Stroke(width: 0.7, colour: colour, dashes: [5, 1.4, 0.8, 1.4])
    case .town, .village: Stroke(width: 0.55, colour: colour, dashes: [3, 1.4])
    }
  }

  static let other = Stroke(width: 0.4, colour: "#7f6000", dashes: [4, 1.2])
  /// Outlines of units.
  static let county = Stroke(width: 0.35, colour: "#7f6000")
  static let town = Stroke(width: 0.25, colour: "#7f7f7f", dashes: [1.6, 1])

  static func title(_ level: DivisionLevel?) -> String {
    switch level {
    case .province: "省级界线"
    case .prefecture: "市级界线"
    case .county: "县级界线"
    case .town: "乡级界线"
    case .village: "村级界线"
    case nil: "行政区域界线"
    }
  }
}
