internal import Texts

/// Writes JSON text in the order in which it is called: the same calls give the same bytes.
struct JSONWriter {
  /// How the members of an object or array are set.
  enum Layout {
    /// Each on a line of its own.
    case lines
    /// All on one line.
    case inline
  }

  private(set) var bytes: [UInt8] = []
  private var layouts: [Layout] = []
  private var isFirst = true
  private var followsKey = false

  /// The finished text with a line break at its end.
  var document: [UInt8] { bytes + [UInt8(ascii: "\n")] }

  // MARK: Containers

  mutating func object(_ layout: Layout = .inline, _ members: (inout JSONWriter) -> Void) {
    container(open: "{", close: "}", layout, members)
  }

  mutating func array(_ layout: Layout = .inline, _ elements: (inout JSONWriter) -> Void) {
    container(open: "[", close: "]", layout, elements)
  }

  mutating func key(_ name: String) {
    separate()
    quote(name)
    append(": ")
    followsKey = true
  }

  // MARK: Values

  mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  mutating func value(_ number: Int) {
    separate()
    append(String(number))
  }

  /// The shortest text that reads back as the number; `null` for a number that JSON cannot express.
  mutating func value(_ number: Double) {
    separate()
    append(number.isFinite ? NumberText.shortest(number) : "null")
  }

  /// A number already in JSON's form.
  mutating func value(verbatim number: String) {
    separate()
    append(number)
  }

  mutating func value(_ flag: Bool) {
    separate()
    append(flag ? "true" : "false")
  }

  mutating func null() {
    separate()
    append("null")
  }

  // MARK: Members; an absent one is left out

  mutating func member(_ name: String, _ text: String?) {
    guard let text else { return }
    key(name)
    value(text)
  }

  mutating func member(_ name: String, _ number: Int?) {
    guard let number else { return }
    key(name)
    value(number)
  }

  mutating func member(_ name: String, _ number: Double?) {
    guard let number, number.isFinite else { return }
    key(name)
    value(number)
  }

  mutating func member(_ name: String, _ texts: [String]) {
    key(name)
    array { writer in
      for text in texts { writer.value(text) }
    }
  }

  mutating func object(_ name: String, _ layout: Layout = .inline, _ members: (inout JSONWriter) -> Void) {
    key(name)
    object(layout, members)
  }

  mutating func array(_ name: String, _ layout: Layout = .inline, _ elements: (inout JSONWriter) -> Void) {
    key(name)
    array(layout, elements)
  }

  // MARK: Bytes

  private mutating func container(
    open: StaticString, close: StaticString, _ layout: Layout, _ content: (inout JSONWriter) -> Void
  ) {
    separate()
    append(open)
    layouts.append(layout)
    isFirst = true
    content(&self)
    layouts.removeLast()
    if layout == .lines, !isFirst { breakLine() }
    isFirst = false
    append(close)
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    guard let layout = layouts.last else { return }
    if !isFirst { append(layout == .lines ? "," : ", ") }
    isFirst = false
    if layout == .lines { breakLine() }
  }

  private mutating func breakLine() {
    append("\n")
    for layout in layouts where layout == .lines { append("  ") }
  }

  private mutating func quote(_ text: String) {
    append("\"")
    var text = text
    text.withUTF8 { utf8 in
      var start = 0
      for (index, byte) in utf8.enumerated()
      where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start..<index]))
        escape(byte)
        start = index + 1
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[start...]))
    }
    append("\"")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): append("\\\"")
    case UInt8(ascii: "\\"): append("\\\\")
    case UInt8(ascii: "\n"): append("\\n")
    case UInt8(ascii: "\r"): append("\\r")
    case UInt8(ascii: "\t"): append("\\t")
    default:
      append("\\u00")
      append(byte < 0x10 ? "0" : "1")
      append(String(byte & 0xF, radix: 16))
    }
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  private mutating func append(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }
}
