public import Analysis
internal import Geometry
public import Registry
internal import Toponymy

/// Prechecks of names for other programs: the form `jieming.check-name/1`.
public enum PrecheckJSON {
  public static let schema = "jieming.check-name/1"

  /// What there is to say of a batch of names.
  public struct Batch {
    let names: [NamePrecheck]
    let unnamed: [Origin]
    let columnFindings: [Finding]

    public init(_ names: [NamePrecheck], unnamed: [Origin], columnFindings: [Finding]) {
      (self.names, self.unnamed, self.columnFindings) = (names, unnamed, columnFindings)
    }
  }

  public static func render(
    _ checks: Batch, _ result: CheckResult, toolVersion: String, language: Language
  ) -> [UInt8] {
    let renderer = MessageRenderer(result, language: language)
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("schema", schema)
      json.tool(version: toolVersion)
      json.member("asOf", result.asOf.description)
      json.array("names", .lines) { json in
        for name in checks.names { write(name, renderer, to: &json) }
      }
      // The rows of the batch that hold no name.
      json.array("unnamed") { json in
        for origin in checks.unnamed { json.value(origin.row) }
      }
      // Of a whole column of the batch.
      json.array("columnFindings", .lines) { json in
        for finding in checks.columnFindings { FindingsJSON.write(finding, renderer, to: &json) }
      }
    }
    return json.document
  }

  private static func write(_ check: NamePrecheck, _ renderer: MessageRenderer, to json: inout JSONWriter) {
    json.object(.lines) { json in
      json.member("row", check.row)
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
      if check.units.isEmpty { json.member("unit", check.givenUnit) }
      if !check.faults.isEmpty {
        json.member("faults", check.faults.map { $0.text[renderer.language] })
      }
      json.member("specific", check.text(check.parts.specific))
      json.member("generic", check.text(check.parts.generic))
      json.object("romanisation") { json in
        json.member("toned", check.spelling.toned)
        json.member("toneless", check.spelling.toneless)
        if let doubt = check.doubtText { json.member("doubt", doubt[renderer.language]) }
      }
      json.array("characters", .lines) { json in
        for character in check.characters { write(character, to: &json) }
      }
      json.array("findings", .lines) { json in
        for finding in check.findings { FindingsJSON.write(finding, renderer, to: &json) }
      }
      write(check.comparison, language: renderer.language, to: &json)
      json.array("neighbours", .lines) { json in
        for name in check.likeNames(.within) { write(name, to: &json) }
      }
      json.array("elsewhere", .lines) { json in
        for name in check.likeNames.filter({ $0.standing != .within }).prefix(listed) { write(name, to: &json) }
      }
      json.member("sameNameElsewhere", check.likeNames(.beyond).count { $0.likeness == .same })
      json.member("undecided", check.likeNames(.undecided).count)
      if check.likeProposals.count > 0 { write(check.likeProposals, to: &json) }
    }
  }

  /// How many names beyond the scope are listed.
  private static let listed = 10

  private static func write(_ comparison: ScopeComparison, language: Language, to json: inout JSONWriter) {
    json.object("comparison") { json in
      json.key("made")
      json.value(comparison.isMade)
      switch comparison {
      case .within(let scope): json.member("scope", scope[language])
      case .everywhere: break
      case .none(let reason): json.member("reason", reason.key)
      }
    }
  }

  private static func write(_ others: (first: [LikeProposal], count: Int), to json: inout JSONWriter) {
    json.object("inBatch") { json in
      json.member("count", others.count)
      json.array("first") { json in
        for other in others.first {
          json.object { json in
            json.member("rule", other.likeness.rawValue)
            json.member("name", other.name)
            json.member("row", other.row)
          }
        }
      }
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

  private static func write(_ name: LikeName, to json: inout JSONWriter) {
    json.object { json in
      json.member("rule", name.likeness.rawValue)
      json.member("standing", name.standing.rawValue)
      json.member("name", name.name)
      json.member("class", name.classCode?.description)
      json.member("unit", name.unit)
      json.member("distance", name.distanceMetres.map { Measure($0, .metres).value })
    }
  }
}
