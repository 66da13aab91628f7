import Registry

@testable import Rules

/// A descriptor with nothing to say but its code, name and settings.
func descriptor(
  _ code: String, _ name: String, needs: [RecordKind] = [], settings: [RuleSetting] = []
) -> RuleDescriptor {
  let text = LocalizedText(zh: "示例", en: "example")
  return RuleDescriptor(
    code: code, name: name, title: text, severity: .warning, certainty: .definite, needs: needs, finds: text, why: text,
    basis: text, next: text, settings: settings, messages: [RuleDescriptor.mainMessage: text])
}

/// Reports every place name, and nothing about anything else.
enum EveryName: Rule {
  static let descriptor = RuleTests.descriptor("N101", "every-name", needs: [.placeName])
  static let examples: [RuleExample] = []

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let table = area.dataset[.placeName]
    for row in table.rows { findings.report(table, row: row, field: .name) }
  }
}

/// Reports marker numbers over a limit, in the order of a dictionary, which differs from run to run.
enum HighNumber: Rule {
  static let descriptor = RuleTests.descriptor(
    "M201", "high-number", needs: [.boundaryMarker],
    settings: [
      RuleSetting("limit", .number(3), unit: "m", meaning: LocalizedText(zh: "上限", en: "limit")),
      RuleSetting("label", .text("甲"), meaning: LocalizedText(zh: "标签", en: "label")),
      RuleSetting("strict", .flag(false), meaning: LocalizedText(zh: "从严", en: "strict")),
      RuleSetting("units", .list(["镇"]), meaning: LocalizedText(zh: "单位", en: "units")),
      RuleSetting("since", .automatic, meaning: LocalizedText(zh: "自", en: "since")),
    ])
  static let examples: [RuleExample] = []

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    let limit = settings.number("limit") ?? 0
    for (serial, markers) in Dictionary(grouping: area.markers, by: { $0.parsedNumber?.serial ?? 0 })
    where Double(serial) > limit {
      for marker in markers {
        findings.report(marker.subject, origin: marker.origin, place: marker.position) {
          $0.measure = Measure(Double(serial), .count, limit: limit)
        }
      }
    }
  }
}

/// Reports nothing, at any time.
enum Silent: Rule {
  static let descriptor = RuleTests.descriptor("M202", "silent-rule")
  static let examples: [RuleExample] = []
  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {}
}

/// Cannot do its work.
enum Broken: Rule {
  struct Failure: Error {}
  static let descriptor = RuleTests.descriptor("R101", "broken-rule")
  static let examples: [RuleExample] = []
  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws { throw Failure() }
}

let fakeRules: [any Rule.Type] = [HighNumber.self, Silent.self, EveryName.self]
