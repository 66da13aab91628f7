extension SchemaType {
  /// The schema of a whole document.
  func render(id: String, title: String) -> [UInt8] {
    var json = JSONWriter()
    json.object(.lines) { json in
      json.member("$schema", "https://json-schema.org/draft/2020-12/schema")
      json.member("$id", id)
      json.member("title", title)
      writeKeywords(to: &json)
    }
    return json.document
  }

  func write(to json: inout JSONWriter) {
    json.object(isLarge ? .lines : .inline) { writeKeywords(to: &$0) }
  }

  /// The keywords of the schema, without the braces around them.
  func writeKeywords(to json: inout JSONWriter) {
    switch self {
    case .constant(let value): json.member("const", value)
    case .flag(let description): describe(description, "boolean", to: &json)
    case .string(let description, let pattern):
      describe(description, "string", to: &json)
      json.member("pattern", pattern)
    case .choice(let description, let values):
      describe(description, nil, to: &json)
      json.member("enum", values)
    case .count(let description):
      describe(description, "integer", to: &json)
      json.member("minimum", 0)
    case .number(let description): describe(description, "number", to: &json)
    case .pair(let description, let element):
      describe(description, "array", to: &json)
      json.schema("items", element)
      json.member("minItems", 2)
      json.member("maxItems", 2)
    case .array(let description, let element):
      describe(description, "array", to: &json)
      json.schema("items", element)
    case .map(let description, let keys, let value):
      describe(description, "object", to: &json)
      json.object("propertyNames") { keys.write(to: &$0) }
      json.schema("additionalProperties", value)
    case .object(let description, let members): write(description, members, to: &json)
    case .openObject(let description, let members, let pattern, let type):
      write(description, members, further: (pattern, type), to: &json)
    case .geometry(let description):
      describe(description, "object", to: &json)
      json.object("properties", .lines) { json in
        json.object("type") { $0.member("enum", Self.geometryTypes) }
        json.object("coordinates") { $0.member("type", "array") }
      }
      json.member("required", ["type", "coordinates"])
    case .nullable(let type):
      json.array("anyOf", .lines) { json in
        json.object { $0.member("type", "null") }
        type.write(to: &json)
      }
    }
  }

  static let geometryTypes = [
    "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
  ]

  private func write(
    _ description: String, _ members: [SchemaMember], further: (pattern: String, type: SchemaType)? = nil,
    to json: inout JSONWriter
  ) {
    describe(description, "object", to: &json)
    json.object("properties", .lines) { json in
      for member in members { json.schema(member.name, member.type) }
    }
    if let further { json.object("patternProperties", .lines) { $0.schema(further.pattern, further.type) } }
    json.member("required", members.filter(\.isRequired).map(\.name))
    json.key("additionalProperties")
    json.value(false)
  }

  private func describe(_ description: String, _ type: String?, to json: inout JSONWriter) {
    if !description.isEmpty { json.member("description", description) }
    json.member("type", type)
  }

  private var isLarge: Bool {
    switch self {
    case .object, .openObject, .geometry, .nullable: true
    case .array(_, let element): element.isLarge
    default: false
    }
  }
}

extension SchemaKeys {
  fileprivate func write(to json: inout JSONWriter) {
    switch self {
    case .names(let names): json.member("enum", names)
    case .pattern(let pattern): json.member("pattern", pattern)
    }
  }
}

extension JSONWriter {
  fileprivate mutating func schema(_ name: String, _ type: SchemaType) {
    key(name)
    type.write(to: &self)
  }
}
