public import Analysis
internal import Geometry
public import Registry
internal import Toponymy

/// Prechecks of names for other programs: the form `jieming.check-name/1`.
public enum PrecheckJSON {
  public static let schema = "jieming.check-name/1"

  public static func render(
    _ names: [NamePrecheck], _ result: CheckResult, toolVersion: String, language: Language
  ) -> [UInt8] {
    let renderer = MessageRenderer(result, language: language)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", schema)
      json.tool(version: toolVersion)
      json.member("asOf", result.asOf.description)
      json.array("names", .lines) { json in
        for name in names { write(name, renderer, to: &json) }
      }
    }
    return json.document
  }

  private static func write(_ check: NamePrecheck, _ renderer: MessageRenderer, to json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("name", check.name)
      json.member("class", check.classCode?.description)
      json.member("className", check.classCode.flatMap(ClassCodeTable.standard.name))
      if let place = check.position, place.x.isFinite, place.y.isFinite {
        json.key("place")
        json.point(place)
      }
      json.array("units") { json in
        for unit in check.units {
          json.object { json in
            json.member("code", unit.code)
            json.member("name", unit.name)
          }
        }
      }
      json.member("specific", check.text(check.parts.specific))
      json.member("generic", check.text(check.parts.generic))
      json.object("romanisation") { json in
        json.member("toned", check.spelling.toned)
        json.member("toneless", check.spelling.toneless)
      }
      json.array("characters", .lines) { json in
        for character in check.characters { write(character, to: &json) }
      }
      json.array("findings", .lines) { json in
        for finding in check.findings { FindingsJSON.write(finding, renderer, to: &json) }
      }
      json.array("neighbours", .lines) { json in
        for neighbour in check.neighbours { write(neighbour, to: &json) }
      }
      json.member("sameNameElsewhere", check.sameNameElsewhere)
    }
  }

  private static func write(_ character: NamePrecheck.Character, to json: inout JSONWriter) {
    json.object { json in
      json.member("character", character.character)
      json.member("level", character.level)
      json.member("reading", character.reading)
      if !character.otherReadings.isEmpty { json.member("otherReadings", character.otherReadings) }
    }
  }

  private static func write(_ neighbour: NamePrecheck.Neighbour, to json: inout JSONWriter) {
    json.object { json in
      json.member("rule", neighbour.rule)
      json.member("name", neighbour.name)
      json.member("class", neighbour.classCode?.description)
      json.member("unit", neighbour.unit)
      json.member("distance", neighbour.distanceMetres.map { Measure($0, .metres).value })
    }
  }
}
