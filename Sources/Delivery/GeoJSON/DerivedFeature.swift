internal import Geometry
internal import Registry

/// A feature that was computed from records and is none itself.
struct DerivedFeature: Sendable {
  enum Value: Sendable {
    case text(String?)
    case number(Double)
    case flag(Bool)
    case list([String])
  }

  struct Property: Sendable {
    let key: String
    let title: String
    let value: Value

    static func text(_ key: String, _ title: String, _ text: String?) -> Property {
      .init(key: key, title: title, value: .text(text))
    }
    /// Metres or square metres, written to 1 mm.
    static func metres(_ key: String, _ title: String, _ value: Double) -> Property {
      .init(key: key, title: title, value: .number(value))
    }
    static func flag(_ key: String, _ title: String, _ flag: Bool) -> Property {
      .init(key: key, title: title, value: .flag(flag))
    }
    static func list(_ key: String, _ title: String, _ items: [String]) -> Property {
      .init(key: key, title: title, value: .list(items))
    }
  }

  let id: String
  let properties: [Property]
  /// One row.
  let geometry: GeometryColumn

  /// Writes features in the form, with the names and to the decimals of a writer of records.
  static func write<Sink: OutputSink>(
    _ features: [DerivedFeature], layer: String, with writer: GeoJSONWriter, to sink: inout Sink
  ) throws {
    var output = ByteWriter()
    let isCollection = writer.form == .collection
    if isCollection {
      output.append(#"{"type":"FeatureCollection","generator":"#)
      output.appendJSON(writer.generator)
      output.append(#","name":"#)
      output.appendJSON(layer)
      output.append(#","features":["#)
    }
    for (index, feature) in features.enumerated() {
      if isCollection { output.append(index == 0 ? "\n" : ",\n") } else { output.append("\u{1E}") }
      feature.append(generator: isCollection || index > 0 ? nil : writer.generator, with: writer, to: &output)
      if !isCollection { output.append("\n") }
      if output.count > 1 << 20 {
        try sink.write(output.bytes)
        output.removeAll()
      }
    }
    if isCollection { output.append("\n]}\n") }
    try sink.write(output.bytes)
  }

  private func append(generator: String?, with writer: GeoJSONWriter, to output: inout ByteWriter) {
    output.append(#"{"type":"Feature","id":"#)
    output.appendJSON(id)
    if let generator {
      output.append(#","generator":"#)
      output.appendJSON(generator)
    }
    output.append(#","geometry":"#)
    output.appendGeometry(geometry, row: 0, DecimalFormat(decimals: writer.decimals))
    output.append(#","properties":{"#)
    for (index, property) in properties.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      output.appendJSON(writer.names == .chinese ? property.title : property.key)
      output.append(UInt8(ascii: ":"))
      Self.append(property.value, to: &output)
    }
    output.append("}}")
  }

  private static func append(_ value: Value, to output: inout ByteWriter) {
    switch value {
    case .text(let text):
      if let text { output.appendJSON(text) } else { output.append("null") }
    case .number(let number):
      if number.isFinite { output.append(number, DecimalFormat(decimals: 3)) } else { output.append("null") }
    case .flag(let flag): output.append(flag ? "true" : "false")
    case .list(let items):
      output.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { output.append(UInt8(ascii: ",")) }
        output.appendJSON(item)
      }
      output.append(UInt8(ascii: "]"))
    }
  }
}
