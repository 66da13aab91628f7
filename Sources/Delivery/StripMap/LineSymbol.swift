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

  /// Boundary lines other than that of the map.
  static let other = Stroke(width: 0.4, colour: "#7f6000", dashes: [4, 1.2])

  /// The outline of a polygon.
  static func outline(_ unit: StripMapContent.Unit) -> Stroke { outline(ofTown: unit.isTown) }

  static func outline(ofTown isTown: Bool) -> Stroke {
    isTown ? Stroke(width: 0.25, colour: "#7f7f7f", dashes: [1.6, 1]) : Stroke(width: 0.35, colour: "#7f6000")
  }

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

extension StripMapContent.Marker.Symbol {
  var title: String {
    switch self {
    case .single: "单立界桩"
    case .pair: "同号双立界桩"
    case .triple: "同号三立界桩"
    case .junction: "三交点界桩"
    }
  }
}
