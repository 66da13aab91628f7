public import Geometry

/// How much a finding matters.
public enum Severity: String, Sendable, CaseIterable, Codable, Comparable {
  case info
  case warning
  case error

  public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// Whether a finding is computed (`definite`) or for a person to decide (`suspect`).
public enum Certainty: String, Sendable, Codable {
  case definite
  case suspect
}

/// What a finding is about.
public struct Subject: Sendable, Hashable {
  /// The kind of the record, or `table` for a finding about a table or column.
  public var kind: String
  public var key: String
  public var name: String?

  public init(kind: RecordKind, key: String, name: String? = nil) {
    self.init(kind: kind.rawValue, key: key, name: name)
  }

  public init(table source: Source, field: String? = nil) {
    self.init(kind: "table", key: field.map { "\(source.tableKey)/\($0)" } ?? source.tableKey, name: nil)
  }

  /// An indicator of a plan, as a row of the table that the plan file is.
  public init(indicator: PlanIndicator, of plan: Plan) {
    self.init(kind: "table", key: "\(plan.file)/indicators/\(indicator.name)", name: indicator.name)
  }

  /// A subject as it was stored.
  public init(kind: String, key: String, name: String?) {
    self.kind = kind
    self.key = key
    self.name = name
  }
}

/// A number with its unit; rounded once, when made: to 1 mm, 1 m², 0.01°.
public struct Measure: Sendable, Equatable {
  public enum Unit: String, Sendable, Codable {
    case metres = "m"
    case squareMetres = "m2"
    case squareKilometres = "km2"
    case degrees = "deg"
    case count
    case percent

    /// One over the step that values are rounded to.
    var stepsPerUnit: Double {
      switch self {
      case .metres: 1000
      case .squareMetres, .count: 1
      case .squareKilometres: 1_000_000
      case .degrees, .percent: 100
      }
    }
  }

  public let value: Double
  public let unit: Unit
  public let limit: Double?

  public init(_ value: Double, _ unit: Unit, limit: Double? = nil) {
    // Adding zero makes a rounded -0 a 0.
    self.value = (value * unit.stepsPerUnit).rounded() / unit.stepsPerUnit + 0
    self.unit = unit
    self.limit = limit
  }
}

/// The cell that shows the fault; `span` counts Unicode scalars of the value, half-open.
public struct Evidence: Sendable, Equatable {
  public var field: String
  public var value: String
  public var span: Range<Int>?

  public init(field: FieldKey, value: String, span: Range<Int>? = nil) {
    self.init(field: field.rawValue, value: value, span: span)
  }

  public init(field: String, value: String, span: Range<Int>? = nil) {
    self.field = field
    self.value = value
    self.span = span
  }
}

/// A change that would remove the fault.
public struct Fix: Sendable, Equatable {
  public enum Safety: String, Sendable, Codable {
    case safe
    case unsafe
    /// Shown, never applied.
    case display
  }

  public var safety: Safety
  public var field: String
  public var old: String
  public var new: String

  public init(_ safety: Safety, field: FieldKey, old: String, new: String) {
    self.safety = safety
    self.field = field.rawValue
    self.old = old
    self.new = new
  }
}

/// A value set into a message; the renderer formats it for its language.
public enum MessageArgument: Sendable, Hashable {
  case text(String)
  case localized(LocalizedText)
  case count(Int)
  case number(Double)
  case metres(Double)
  case squareMetres(Double)
  case percent(Double)
  case list([String])
}

/// One thing that is wrong, or to be looked at.
public struct Finding: Sendable {
  /// `rule` + `-` + 10 hex digits; set by the engine, stable when rows are re-ordered or re-projected.
  public var id = ""
  /// The rule's code.
  public var rule: String
  public var severity: Severity
  public var certainty: Certainty
  public var subject: Subject
  public var related: [Subject] = []
  /// The record it stands on; `nil` for a finding about what is not there.
  public var origin: Origin?
  /// Which of the rule's messages, and the values set into it.
  public var message = RuleDescriptor.mainMessage
  public var arguments: [String: MessageArgument] = [:]
  public var evidence: Evidence?
  public var measure: Measure?
  /// Further measures by name.
  public var measures: [(name: String, measure: Measure)] = []
  /// WGS 84 longitude, latitude in degrees.
  public var place: Position?
  /// The geometry concerned, one row.
  public var extent: GeometryColumn?
  /// A basis that differs from the rule's.
  public var basis: LocalizedText?
  /// The id of the finding whose correction would remove this one.
  public var causedBy: String?
  /// Codes of rules whose findings on the same record the proposed correction would remove …
  public var explains: [String] = []
  /// … or on every record of this source, for a correction of a whole column.
  public var explainsSource: Int?
  public var fix: Fix?
  public var waived: Waiver?

  public init(rule: String, severity: Severity, certainty: Certainty, subject: Subject) {
    self.rule = rule
    self.severity = severity
    self.certainty = certainty
    self.subject = subject
  }
}

/// A reviewer's verdict on a finding, from `waivers.csv`.
public struct Waiver: Sendable, Equatable, Codable {
  public var id: String
  public var verdict: String
  public var reason: String
  public var author: String
  public var date: String
  /// Whether the finding counts no longer; a verdict in words of one's own is taken for an exception.
  public var waives: Bool { ReviewVerdict(reading: verdict)?.waives ?? true }

  /// The last day on which it holds.
  public var expires: CalendarDate?

  public init(id: String, verdict: String, reason: String, author: String, date: String, expires: CalendarDate?) {
    self.id = id
    self.verdict = verdict
    self.reason = reason
    self.author = author
    self.date = date
    self.expires = expires
  }
}

/// A rule that could not run, and what it lacks: kinds of records, and what a check can be given besides.
public struct RuleNotRun: Sendable, Equatable {
  public var rule: String
  public var needs: [RecordKind]
  public var needsContext: [CheckContext]

  public init(rule: String, needs: [RecordKind], needsContext: [CheckContext] = []) {
    self.rule = rule
    self.needs = needs
    self.needsContext = needsContext
  }
}

/// The outcome of a check: what the renderers get.
public struct CheckResult: Sendable {
  public var asOf: CalendarDate
  public var dataset: Dataset
  /// The descriptors of the rules that were selected, by code.
  public var rules: [RuleDescriptor]
  public var notRun: [RuleNotRun]
  /// In order: rule code, subject key, place, id.
  public var findings: [Finding]

  public init(
    asOf: CalendarDate, dataset: Dataset, rules: [RuleDescriptor], notRun: [RuleNotRun], findings: [Finding]
  ) {
    self.asOf = asOf
    self.dataset = dataset
    self.rules = rules
    self.notRun = notRun
    self.findings = findings
  }

  public func descriptor(of finding: Finding) -> RuleDescriptor? { rules.first { $0.code == finding.rule } }
}
