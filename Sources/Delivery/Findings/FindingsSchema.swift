internal import Registry

/// The JSON Schema (2020-12) of `FindingsJSON`, made from this description and kept in
/// `Documentation/schema/findings.schema.json`.
public enum FindingsSchema {
  public static func render() -> [UInt8] { document.render(id: "urn:jieming:findings:1", title: FindingsJSON.schema) }

  static let document = SchemaType.object(
    "The result of a check.",
    [
      .required("schema", .constant(FindingsJSON.schema)),
      .required(
        "tool", .object("", [.required("name", .constant("jieming")), .required("version", .string("", nil))])),
      .required("asOf", .string("The date that the check takes for today.", date)),
      .required("records", .map("Records read, by kind.", keys: recordKinds, .count(""))),
      .required(
        "summary",
        .object(
          "Findings by severity and by rule.",
          [
            .required("error", .count("")), .required("warning", .count("")), .required("info", .count("")),
            .optional("waived", .count("How many of them carry a waiver; left out when none does.")),
            .required("byRule", .map("", keys: .pattern(code), .count(""))),
          ])),
      .required(
        "notRun",
        .array(
          "Rules whose data was not given: kinds of records, the district, the plan, or positions on CGCS2000 (`datum`).",
          .object(
            "",
            [
              .required("rule", .string("", code)),
              .required("needs", .array("", .choice("", kindNames + contextNames))),
            ]))),
      .required("findings", .array("In the order rule, subject key, place, id.", finding)),
    ])

  static let finding = SchemaType.object(
    "One thing that is wrong, or to be looked at.",
    [
      .required(
        "id", .string("Stable when rows are re-ordered or re-projected.", "^[A-Z][0-9]{3}-[0-9a-f]{10}(-[0-9]+)?$")),
      .required("rule", .string("", code)),
      .required("name", .string("What the rule finds, in words.", "^[a-z0-9]+(-[a-z0-9]+)*$")),
      .required("severity", .choice("", Severity.allCases.map(\.rawValue))),
      .required("certainty", .choice("Computed, or for a person to decide.", ["definite", "suspect"])),
      .required("subject", subject("What it is about.")),
      .optional("related", .array("The other parties.", subject(""))),
      .optional(
        "source",
        .object(
          "Where the record was read.",
          [
            .required("file", .string("", nil)), .required("layer", .string("", nil)),
            .optional("row", .count("Line of a sheet or CSV (the header is 1), or feature number.")),
          ])),
      .required("message", .string("", nil)),
      .optional(
        "evidence",
        .object(
          "The cell that shows it.",
          [
            .required("field", .string("", nil)), .required("value", .string("", nil)),
            .optional("span", .pair("Unicode scalars of the value, half-open.", .count(""))),
          ])),
      .optional("measure", .object("The main value.", measure)),
      .optional("measures", .array("", .object("", [.required("name", .string("", nil))] + measure))),
      .optional("place", point),
      .optional("extent", .geometry("The geometry concerned (RFC 7946).")),
      .optional("basis", .string("Article, standard or tolerance.", nil)),
      .optional("next", .string("What to do.", nil)),
      .optional("causedBy", .string("Id of the finding whose correction would remove this one.", nil)),
      .optional("fix", fix),
      .required("waived", .nullable(waiver)),
    ])

  static let point = SchemaType.object(
    "WGS 84 longitude, latitude.",
    [.required("type", .constant("Point")), .required("coordinates", .pair("", .number("")))])

  private static let fix = SchemaType.object(
    "A change that would remove the fault.",
    [
      .required("safety", .choice("", ["safe", "unsafe", "display"])), .required("field", .string("", nil)),
      .required("old", .string("", nil)), .required("new", .string("", nil)),
    ])

  private static let waiver = SchemaType.object(
    "A reviewer's verdict.",
    [
      .required("verdict", .string("", nil)), .required("reason", .string("", nil)),
      .required("author", .string("", nil)), .required("date", .string("", nil)),
      .optional("expires", .string("", date)),
    ])

  private static let measure: [SchemaMember] = [
    .required("value", .number("")),
    .required("unit", .choice("", ["m", "m2", "km2", "deg", "count", "percent"])),
    .optional("limit", .number("")),
  ]

  private static func subject(_ description: String) -> SchemaType {
    .object(
      description,
      [
        .required("kind", .choice("", kindNames + [Subject.tableKind])),
        .required("key", .string("", nil)),
        .optional("name", .string("", nil)),
      ])
  }

  private static let code = "^[A-Z][0-9]{3}$"
  private static let date = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
  private static let kindNames = RecordKind.allCases.map(\.rawValue)
  private static let contextNames = CheckContext.allCases.map(\.rawValue)
  private static let recordKinds = SchemaKeys.names(kindNames)
}

/// The part of JSON Schema that describes findings and tables; objects have no members but those named.
indirect enum SchemaType: Sendable {
  case constant(String)
  case flag(String)
  case string(String, String?)
  case choice(String, [String])
  case count(String)
  case number(String)
  case pair(String, SchemaType)
  case array(String, SchemaType)
  case map(String, keys: SchemaKeys, SchemaType)
  case object(String, [SchemaMember])
  /// Also has members whose names fit a pattern.
  case openObject(String, [SchemaMember], pattern: String, SchemaType)
  case geometry(String)
  case nullable(SchemaType)
}

struct SchemaMember: Sendable {
  let name: String
  let type: SchemaType
  let isRequired: Bool

  static func required(_ name: String, _ type: SchemaType) -> SchemaMember {
    SchemaMember(name: name, type: type, isRequired: true)
  }

  static func optional(_ name: String, _ type: SchemaType) -> SchemaMember {
    SchemaMember(name: name, type: type, isRequired: false)
  }
}

/// The names that members of a map can have.
enum SchemaKeys: Sendable {
  case names([String])
  case pattern(String)
}
