internal import CExpat
internal import Registry

/// Walks through XML in UTF-8 as it comes, piece by piece.
///
/// Nothing external is ever loaded, and a document that declares entities of its own is refused: a few lines of them can
/// unfold to gigabytes.
final class XMLEvents {
  /// What happens on the way; names are as written, with their prefix.
  struct Handlers {
    var begin: (_ name: String, _ attributes: [String: String]) -> Void
    var end: (_ name: String) -> Void
    var text: (UnsafeBufferPointer<UInt8>) -> Void
  }

  struct Fault: Equatable {
    let line: Int
    let reason: LocalizedText
  }

  private let parser: XML_Parser
  private let handlers: Handlers
  private var declaresEntities = false

  /// - Returns: `nil` when there is no memory.
  init?(_ handlers: Handlers) {
    // The name stands above what the document declares: it has been decoded already.
    guard let parser = XML_ParserCreate("UTF-8") else { return nil }
    self.parser = parser
    self.handlers = handlers
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        guard let events = XMLEvents.of(context), let name else { return }
        events.handlers.begin(String(cString: name), XMLEvents.pairs(attributes))
      },
      { context, name in
        guard let events = XMLEvents.of(context), let name else { return }
        events.handlers.end(String(cString: name))
      })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let events = XMLEvents.of(context), let text else { return }
      UnsafeRawBufferPointer(start: text, count: Int(count)).withMemoryRebound(to: UInt8.self) {
        events.handlers.text($0)
      }
    }
    XML_SetEntityDeclHandler(parser) { context, _, _, _, _, _, _, _, _ in
      guard let events = XMLEvents.of(context) else { return }
      events.declaresEntities = true
      XML_StopParser(events.parser, XML_Bool(0))
    }
  }

  deinit { XML_ParserFree(parser) }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLEvents? {
    context.map { Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  private static func pairs(
    _ attributes: UnsafeMutablePointer<UnsafePointer<XML_Char>?>?
  ) -> [String: String] {
    var pairs: [String: String] = [:]
    guard var next = attributes else { return pairs }
    while let name = next[0], let value = next[1] {
      pairs[String(cString: name)] = String(cString: value)
      next += 2
    }
    return pairs
  }

  /// Takes the next piece of the document.
  ///
  /// - Returns: what is wrong where the document is no well-formed XML, or declares entities; then it is over.
  func parse(_ bytes: UnsafeRawBufferPointer, isLast: Bool) -> Fault? {
    let status = XML_Parse(
      parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(bytes.count), isLast ? 1 : 0)
    guard status != XML_STATUS_OK else { return nil }
    let line = Int(XML_GetCurrentLineNumber(parser))
    if declaresEntities {
      return Fault(
        line: line, reason: LocalizedText(zh: "文件自己定义了实体（ENTITY）", en: "the document declares entities of its own"))
    }
    let text = XML_ErrorString(XML_GetErrorCode(parser)).map { String(cString: $0) } ?? "?"
    return Fault(
      line: line,
      reason: LocalizedText(zh: "不是完好的 XML（\(text)）", en: "the document is no well-formed XML (\(text))"))
  }
}

extension String {
  /// The name of an XML element without the prefix of its namespace.
  var localName: Substring { lastIndex(of: ":").map { self[index(after: $0)...] } ?? self[...] }
}
