import ReferenceData
import Testing

@Suite struct FieldCatalogueTests {
  private static let rows = ReferenceData.table("fields").rows
  private static let kinds = [
    "division", "boundary_line", "boundary_marker", "place_name", "sign", "facility", "constraint", "population",
    "inspection",
  ]

  /// As headers are compared: without blanks, in lower case, full-width forms as ordinary ones.
  private func folded(_ header: String) -> String {
    String(
      String.UnicodeScalarView(
        header.lowercased().unicodeScalars.compactMap { scalar in
          if scalar.properties.isWhitespace { return nil }
          return (0xFF01...0xFF5E).contains(scalar.value) ? Unicode.Scalar(scalar.value - 0xFEE0) : scalar
        }))
  }

  private func list(_ cell: String) -> [String] { cell.split(separator: "|").map(String.init) }

  @Test func kindsAreThoseOfTheProduct() {
    #expect(Set(Self.rows.map { $0["kind"] }) == Set(Self.kinds))
  }

  @Test func keysAreUniqueSnakeCaseNames() {
    let keys = Self.rows.map { $0["kind"] + "." + $0["key"] }
    #expect(Set(keys).count == keys.count)
    for row in Self.rows {
      let key = row["key"].unicodeScalars
      #expect(key.first.map { ("a"..."z").contains($0) } == true, "\(row["key"])")
      #expect(key.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }, "\(row["key"])")
      #expect(!row["zh"].isEmpty, "\(row["key"])")
    }
  }

  @Test("No header means two fields of one kind", arguments: kinds)
  func headersAreUnambiguous(kind: String) {
    var fieldOfHeader: [String: String] = [:]
    for row in Self.rows where row["kind"] == kind {
      for header in Set(([row["key"], row["zh"]] + list(row["aliases"])).map(folded)) {
        #expect(fieldOfHeader[header] == nil, "\(header): \(row["key"]) and \(fieldOfHeader[header] ?? "")")
        fieldOfHeader[header] = row["key"]
      }
    }
  }

  @Test func typesUnitsAndRequirementsAreClosedSets() {
    let types: Set = [
      "text", "code", "integer", "number", "degrees", "date", "boolean", "enum", "list", "geometry", "personal",
    ]
    let units: Set = [
      "", "m", "km", "m2", "km2", "mu", "ha", "10k_m3", "deg", "t", "count", "persons", "places", "beds", "percent",
      "permille", "10k_yuan", "year",
    ]
    let requirements: Set = [
      "required", "expected", "optional", "one-of:identity", "one-of:line", "one-of:position/plane",
      "one-of:position/geographic",
      "one-of:position/geometry",
    ]
    for row in Self.rows {
      #expect(types.contains(row["type"]), "\(row["key"]): \(row["type"])")
      #expect(units.contains(row["unit"]), "\(row["key"]): \(row["unit"])")
      #expect(requirements.contains(row["requirement"]), "\(row["key"]): \(row["requirement"])")
      #expect(["enum", "text"].contains(row["type"]) || row["values"].isEmpty, "\(row["key"])")
      #expect(row["type"] != "enum" || !row["values"].isEmpty, "\(row["key"])")
    }
  }

  @Test(
    "Required columns of each kind",
    arguments: [
      ("place_name", ["name"]), ("facility", ["name"]), ("sign", ["id", "name"]), ("constraint", ["kind"]),
      ("boundary_marker", ["number"]), ("boundary_line", ["geometry"]), ("division", []),
      ("population", ["population"]),
      ("inspection", ["condition", "inspected_on", "line", "number"]),
    ] as [(String, [String])])
  func requiredColumns(kind: String, keys: [String]) {
    let required = Self.rows.filter { $0["kind"] == kind && $0["requirement"] == "required" }.map { $0["key"] }
    #expect(required.sorted() == keys)
  }

  @Test func surveyAxesAreFlaggedAsAmbiguous() {
    let flagged = Self.rows.filter { !$0["ambiguous"].isEmpty }
    #expect(Set(flagged.map { $0["key"] }) == ["northing", "easting"])
    for row in flagged {
      #expect(Set(list(row["ambiguous"])).isSubset(of: Set(list(row["aliases"]))))
    }
  }

  @Test func personalDataAreMarked() {
    let personal = Self.rows.filter { $0["type"] == "personal" }.map { $0["kind"] + "." + $0["key"] }
    for key in ["facility.deceased_person", "place_name.registered_by", "boundary_marker.technician_signature"] {
      #expect(personal.contains(key))
    }
  }
}
