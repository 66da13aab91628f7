import Foundation
import Registry
import Testing

@testable import Delivery

@Suite struct SchemaTests {
  @Test(arguments: [true, false], Language.allCases)
  func outputFitsTheDescription(_ hasFindings: Bool, _ language: Language) throws {
    let result = hasFindings ? SampleResult.check : SampleResult.empty
    let output = Data(FindingsJSON.render(result, toolVersion: "0.0.0", language: language))
    let json = try JSONSerialization.jsonObject(with: output)
    #expect(FindingsSchema.document.faults(in: json, at: "$") == [])
  }

  @Test(arguments: [
    ("\"certainty\": \"suspect\"", "\"certainty\": \"maybe\"", "$.findings[6].certainty"),
    ("\"row\": 17}", "\"row\": \"17\"}", "$.findings[2].source.row"),
    ("\"unit\": \"m2\"}", "\"unit\": \"m2\", \"note\": 1}", "$.findings[0].measure.note"),
    ("\"N102-778899aabb\"", "\"N102-xyz\"", "$.findings[5].id"),
    ("\"asOf\"", "\"asOn\"", "$.asOf"),
    ("[106.0215, 29.7954]", "[106.0215]", "$.findings[0].place.coordinates"),
  ])
  func aFaultIsSeen(_ right: String, _ wrong: String, _ place: String) throws {
    let output = String(
      decoding: FindingsJSON.render(SampleResult.check, toolVersion: "0.0.0", language: .zh), as: UTF8.self)
    try #require(output.contains(right))
    let json = try JSONSerialization.jsonObject(with: Data(output.replacing(right, with: wrong).utf8))
    #expect(FindingsSchema.document.faults(in: json, at: "$").contains(place))
  }

  /// An independent reader of JSON Schema agrees; needs python3 with jsonschema, which `tools/setup` installs.
  @Test(.enabled(if: Python.has("jsonschema"), "python3 with the module jsonschema is not installed"))
  func outputFitsTheCommittedSchema() throws {
    try withTemporaryFolder { folder in
      let output = folder.appending(path: "findings.json")
      try Data(FindingsJSON.render(SampleResult.check, toolVersion: "0.0.0", language: .zh)).write(to: output)
      let schema = checkoutFolder.appending(path: "Documentation/schema/findings.schema.json")
      let script = """
        import json, sys, jsonschema
        schema, output = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:])
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema)
        print([error.json_path for error in validator.iter_errors(output)])
        output["findings"][0]["severity"] = "grave"
        print([error.json_path for error in validator.iter_errors(output)])
        """
      let printed = try Python.run(script, schema.path, output.path)
      #expect(printed == "[]\n['$.findings[0].severity']\n")
    }
  }
}

/// The interpreter in the path, for checks by independent software.
enum Python {
  static func has(_ module: String) -> Bool { (try? run("import \(module)")) != nil }

  struct Failure: Error {
    let status: Int32
  }

  static func run(_ script: String, _ arguments: String...) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", script] + arguments
    let output = Pipe()
    process.standardOutput = output
    process.standardError = Pipe()
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure(status: process.terminationStatus) }
    return String(decoding: data, as: UTF8.self)
  }
}

extension SchemaType {
  /// Paths of what does not fit, of a JSON value as Foundation reads it.
  func faults(in json: Any, at path: String) -> [String] {
    switch self {
    case .constant(let value): (json as? String) == value ? [] : [path]
    case .flag: json is Bool ? [] : [path]
    case .string(_, let pattern):
      if let text = json as? String { Self.matches(text, pattern) ? [] : [path] } else { [path] }
    case .choice(_, let values): (json as? String).map(values.contains) == true ? [] : [path]
    case .count: (json as? Int).map { $0 >= 0 } == true ? [] : [path]
    case .number: json is NSNumber ? [] : [path]
    case .pair(_, let element): Self.faults(in: json, count: 2, element, at: path)
    case .array(_, let element): Self.faults(in: json, count: nil, element, at: path)
    case .map(_, let keys, let value): Self.faults(in: json, keys, value, at: path)
    case .object(_, let members): Self.faults(in: json, members, at: path)
    case .openObject(_, let members, let pattern, let type):
      Self.faults(in: json, members, further: (pattern, type), at: path)
    case .geometry:
      ((json as? [String: Any])?["type"] as? String).map(Self.geometryTypes.contains) == true ? [] : [path]
    case .nullable(let type): json is NSNull ? [] : type.faults(in: json, at: path)
    }
  }

  private static func matches(_ text: String, _ pattern: String?) -> Bool {
    guard let pattern else { return true }
    return text.range(of: pattern, options: .regularExpression) != nil
  }

  private static func faults(in json: Any, count: Int?, _ element: SchemaType, at path: String) -> [String] {
    guard let array = json as? [Any], count == nil || array.count == count else { return [path] }
    return array.enumerated().flatMap { element.faults(in: $1, at: "\(path)[\($0)]") }
  }

  private static func faults(in json: Any, _ keys: SchemaKeys, _ value: SchemaType, at path: String) -> [String] {
    guard let object = json as? [String: Any] else { return [path] }
    return object.flatMap { key, member in
      let isKnown =
        switch keys {
        case .names(let names): names.contains(key)
        case .pattern(let pattern): matches(key, pattern)
        }
      return isKnown ? value.faults(in: member, at: "\(path).\(key)") : ["\(path).\(key)"]
    }
  }

  private static func faults(
    in json: Any, _ members: [SchemaMember], further: (pattern: String, type: SchemaType)? = nil, at path: String
  ) -> [String] {
    guard let object = json as? [String: Any] else { return [path] }
    let unnamed = object.filter { key, _ in !members.contains { $0.name == key } }
    let unknown = unnamed.flatMap { key, member in
      guard let further, matches(key, further.pattern) else { return ["\(path).\(key)"] }
      return further.type.faults(in: member, at: "\(path).\(key)")
    }
    let known = members.flatMap { member in
      guard let value = object[member.name] else { return member.isRequired ? ["\(path).\(member.name)"] : [] }
      return member.type.faults(in: value, at: "\(path).\(member.name)")
    }
    return unknown + known
  }
}
