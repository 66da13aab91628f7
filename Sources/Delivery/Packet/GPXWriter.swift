internal import Geometry
internal import Registry
internal import Texts

/// Markers as waypoints for handheld receivers (GPX 1.1). Positions are WGS 84; those of CGCS2000 count as such.
///
/// Source: GPX 1.1 Schema Documentation, topografix.com.
enum GPXWriter {
  struct Waypoint {
    let position: Position
    /// Metres above sea level, where it is known.
    var height: Double?
    let name: String
    let description: String
    let symbol: StripMapContent.Marker.Symbol
  }

  /// - Parameter generator: the program and version, by which the file is known as ours.
  static func text(_ waypoints: [Waypoint], name: String, asOf: CalendarDate, generator: String) -> String {
    var text = """
      <?xml version="1.0" encoding="UTF-8"?>
      <gpx version="1.1" creator="\(XMLText.escaped(generator))" xmlns="http://www.topografix.com/GPX/1/1">
      <metadata><name>\(XMLText.escaped(name))</name><time>\(asOf.lastDay)T00:00:00Z</time></metadata>

      """
    for waypoint in waypoints {
      let (longitude, latitude) = (waypoint.position.x, waypoint.position.y)
      text +=
        "<wpt lat=\"\(NumberText.decimal(latitude, decimals: 7))\" lon=\"\(NumberText.decimal(longitude, decimals: 7))\">"
        + (waypoint.height.map { "<ele>\(NumberText.decimal($0, decimals: 2, grouped: false))</ele>" } ?? "")
        + "<name>\(XMLText.escaped(waypoint.name))</name><desc>\(XMLText.escaped(waypoint.description))</desc>"
        + "<sym>\(symbol(waypoint.symbol))</sym></wpt>\n"
    }
    return text + "</gpx>\n"
  }

  /// Names that the receivers of Garmin know.
  private static func symbol(_ symbol: StripMapContent.Marker.Symbol) -> String {
    switch symbol {
    case .single: "Flag, Red"
    case .pair: "Flag, Blue"
    case .triple: "Flag, Green"
    case .junction: "Triangle, Red"
    }
  }
}

enum XMLText {
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      // Control characters and the two last code points are no XML.
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
