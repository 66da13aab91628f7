internal import Analysis
internal import Registry

/// The JSON Schema (2020-12) of `PrecheckJSON`, kept in `Documentation/schema/check-name.schema.json`.
public enum PrecheckSchema {
  public static func render() -> [UInt8] { document.render(id: "urn:jieming:check-name:1", title: PrecheckJSON.schema) }

  private static let document = SchemaType.object(
    "What there is to say of proposed names.",
    [
      .required("schema", .constant(PrecheckJSON.schema)),
      .required("tool", .object("", [.required("name", .constant("jieming")), .required("version", text)])),
      .required("asOf", .string("The date that names are given on.", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")),
      .required("names", .array("In the order of the batch.", name)),
      .required("unnamed", .array("Rows of the batch without a name, which were not checked.", .count(""))),
      .required("columnFindings", .array("Findings on a whole column of the batch.", FindingsSchema.finding)),
    ])

  private static let name = SchemaType.object(
    "",
    [
      .required("row", .count("Line of the file; 1 for a single name.")), .required("name", text),
      .optional("class", .string("", "^[0-9]{5}$")), .optional("className", text),
      .optional("place", FindingsSchema.point),
      .required(
        "units",
        .array(
          "The units that the place lies in, the largest first.",
          .object("", [.optional("code", text), .optional("name", text)]))),
      .optional("unit", .string("The unit that the proposal gives, where no polygon tells.", nil)),
      .optional("faults", .array("What of the proposal cannot be used, and what to do.", text)),
      .required("specific", text), .required("generic", text),
      .required(
        "romanisation",
        .object(
          "",
          [
            .required("toned", text), .required("toneless", text),
            .optional("doubt", .string("Why the spelling is not known to be the standard one.", nil)),
          ])),
      .required("characters", .array("", character)),
      .required("findings", .array("", FindingsSchema.finding)),
      .required("comparison", comparison),
      .required("neighbours", .array("Names like it within the legal scope, by rule, the nearest first.", like)),
      .required("elsewhere", .array("The first ten of the other names like it.", like)),
      .required("sameNameElsewhere", .count("Same names beyond the legal scope.")),
      .required("undecided", .count("Names like it of which the scope could not be told.")),
      .optional("inBatch", batch),
    ])

  private static let character = SchemaType.object(
    "",
    [
      .required("character", text), .optional("level", .count("In the standard table: 1 to 3.")),
      .optional("reading", text), .optional("otherReadings", .array("", text)),
    ])

  private static let comparison = SchemaType.object(
    "With which names in use it was compared.",
    [
      .required("made", .flag("")),
      .optional("scope", .string("The legal scope; left out where no name of the workspace is like it at all.", nil)),
      .optional("reason", .choice("Why it was not compared.", ScopeComparison.Reason.keys)),
    ])

  private static let like = SchemaType.object(
    "",
    [
      rule, .required("standing", .choice("", LikeName.Standing.allCases.map(\.rawValue))), .required("name", text),
      .optional("class", .string("", "^[0-9]{5}$")), .optional("unit", text), .optional("distance", .number("Metres.")),
    ])

  private static let batch = SchemaType.object(
    "Other rows of the batch that are like it.",
    [
      .required("count", .count("")),
      .required(
        "first",
        .array("At most ten.", .object("", [rule, .required("name", text), .required("row", .count(""))]))),
    ])

  private static let rule = SchemaMember.required(
    "rule", .choice("The rule that says how they are alike.", NameLikeness.allCases.map(\.rawValue)))
  private static let text = SchemaType.string("", nil)
}
