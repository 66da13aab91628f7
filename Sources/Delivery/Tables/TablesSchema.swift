/// The JSON Schemas (2020-12) of the outputs that consist of tables, kept in `Documentation/schema`.
///
/// A document has a member for each table that was asked for or has rows. Blank cells are left out of the rows.
public enum TablesSchema: String, CaseIterable, Sendable {
  case coverage
  case diff
  case score

  /// What the documents name as their schema.
  public var name: String { "jieming.\(rawValue)/1" }

  public func render() -> [UInt8] { document.render(id: "urn:jieming:\(rawValue):1", title: name) }

  var document: SchemaType {
    .object(
      summary,
      [
        .required("schema", .constant(name)),
        .required(
          "tool", .object("", [.required("name", .constant("jieming")), .required("version", .string("", nil))])),
        .required("asOf", .string("", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")),
      ] + tables)
  }

  private var summary: String {
    switch self {
    case .coverage: "Coverage of units by facilities."
    case .diff: "What changed between two sets of data."
    case .score: "Score of place names by a score table."
    }
  }

  private var tables: [SchemaMember] {
    switch self {
    case .coverage: Self.coverageTables
    case .diff: Self.divisionTables + Self.nameTables
    case .score: Self.scoreTables
    }
  }

  // MARK: Tables

  private static let coverageTables: [SchemaMember] = [
    .required(
      "coverage",
      table(
        "One row a unit.",
        .openObject(
          "",
          [
            .required("code", text), .required("unit", text), .required("counted", .flag("In the denominator.")),
            .optional("covered", .flag("")), .required("unfinished", count), .required("services", texts),
          ], pattern: "^built:", .count("Facilities of this type that are built and in use.")))),
    .required(
      "gaps",
      table(
        "Counted units without facility.",
        .object("", [.required("code", text), .required("unit", text), .required("present", texts)]))),
    .optional(
      "indicators",
      table(
        "Indicators of the plan.",
        .object(
          "",
          [
            .required("indicator", text), .required("value", number), .required("target", number),
            .required("unit", text), .required("year", count), .required("met", .flag("")),
          ]))),
  ]

  private static let divisionTables: [SchemaMember] = [
    .optional(
      "changes",
      table(
        "Changes of divisions.",
        .object(
          "",
          [
            .required("kinds", text), .optional("level", text), .required("oldCodes", texts),
            .required("oldNames", texts), .required("newCodes", texts), .required("newNames", texts),
            .required("basis", text), .optional("gainedSquareMetres", number), .optional("lostSquareMetres", number),
          ]))),
    .optional(
      "exchanges",
      table(
        "Exchanged territory.",
        .object(
          "",
          [
            .required("reason", text), .optional("fromCode", text), .required("from", text),
            .optional("toCode", text), .required("to", text), .required("squareMetres", number),
            .required("mu", number), .required("pieces", count), .optional("widestMetres", number),
            .optional("longitude", number), .optional("latitude", number),
          ]))),
    .optional(
      "balance",
      table(
        "Sums per unit above.",
        .object(
          "",
          [
            .required("code", text), .optional("level", text), .required("unitsBefore", count),
            .required("unitsAfter", count), .optional("squareMetresBefore", number),
            .optional("squareMetresAfter", number), .optional("squareMetresDifference", number),
            .optional("populationBefore", count), .optional("populationAfter", count),
            .optional("populationDifference", number), .optional("unitsWithoutPopulation", text),
          ]))),
    .optional(
      "affected",
      table(
        "Place names and markers in exchanged territory.",
        .object("", ["kind", "record", "name", "from", "to", "reason"].map { .required($0, text) }))),
  ]

  private static let nameTables: [SchemaMember] = [
    .optional(
      "nameChanges",
      table(
        "Changes of place names, one row a place.",
        .object(
          "",
          [.required("kinds", text)]
            + ["oldName", "newName", "oldCode", "newCode", "oldClass", "newClass", "oldUnit", "newUnit"]
            .map { .optional($0, text) } + [
              .optional("metres", .number("How far it moved.")),
              .optional("protected", .flag("A protected name was renamed or removed.")), .optional("basis", text),
              .optional("longitude", number), .optional("latitude", number), .required("record", text),
            ]))),
    .optional(
      "nameFields",
      table(
        "Other columns that changed.",
        .object(
          "",
          [
            .required("field", text), .required("title", text), .required("changed", count),
            .required("filled", count), .required("emptied", count),
          ]))),
    .optional(
      "protectedNames",
      table(
        "Protected names renamed or removed.",
        .object(
          "",
          [
            .required("kind", text), .optional("oldName", text), .optional("newName", text), .optional("unit", text),
            .required("record", text),
          ]))),
    .optional(
      "updateLog",
      table(
        "One row a change of a place name; what is left out is to be filled in.",
        .object(
          "",
          [.required("number", count), .required("kind", text), .required("record", text)]
            + ["date", "name", "old", "new", "basis", "by", "remark"].map { .optional($0, text) }))),
  ]

  private static let scoreTables: [SchemaMember] = [
    .required(
      "score",
      table(
        "One row for all names, then one a unit.",
        .openObject(
          "",
          [
            .optional("code", text), .optional("unit", text), .required("names", count),
            .required("deducted", number), .required("score", number),
          ], pattern: "^item[0-9]+$", .number("Points deducted for this item; left out where no rule of it ran.")))),
    .required(
      "deductions",
      table(
        "Deductions above zero findings.",
        .object(
          "",
          [
            .optional("code", text), .optional("unit", text), .required("item", text), .required("rules", texts),
            .required("count", .count("Names with a finding, or findings.")), .required("of", count),
            .required("how", text), .required("points", number),
          ]))),
    .required(
      "scoreTable",
      table(
        "The items of the score table.",
        .object(
          "",
          [
            .required("item", text), .required("rules", texts), .required("how", text), .required("cap", number),
            .required("suspects", text), .required("ran", .flag("Whether a rule of the item ran.")),
          ]))),
  ]

  private static let text = SchemaType.string("", nil)
  private static let texts = SchemaType.array("", text)
  private static let count = SchemaType.count("")
  private static let number = SchemaType.number("")

  private static func table(_ description: String, _ row: SchemaType) -> SchemaType {
    .object(
      description,
      [
        .required("title", text), .required("columns", .map("Titles by key.", keys: .pattern("."), text)),
        .required("rows", .array("", row)), .required("footers", texts),
      ])
  }
}
