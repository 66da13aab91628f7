/// Pictures of a workbook as large as they are meant to be.
///
/// libxlsxwriter ties a picture to two cells, so that it is stretched with columns that another program makes wider or
/// narrower, as each does with its own fonts. Tied to one cell with a size of its own (ECMA-376 part 1, 20.5.2.24), it
/// keeps its proportions.
enum PictureAnchors {
  static func makeFixed(in path: String) throws(OutputError) {
    try ZipArchive.replaceParts(in: path) { name, content in
      guard name.hasPrefix("xl/drawings/drawing"), name.hasSuffix(".xml") else { return nil }
      return Array(fixed(String(decoding: content, as: UTF8.self)).utf8)
    }
  }

  private static let end = "</xdr:twoCellAnchor>"

  static func fixed(_ drawing: String) -> String {
    var result = ""
    var rest = drawing[...]
    while let range = rest.firstRange(of: end) {
      result += anchor(String(rest[..<range.upperBound]))
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  /// The text up to the end of an anchor; as it is where its size is not found.
  private static func anchor(_ text: String) -> String {
    guard let start = text.firstRange(of: "<xdr:twoCellAnchor editAs=\"oneCell\">"),
      let corner = text.firstRange(of: "<xdr:to>"), let cornerEnd = text.firstRange(of: "</xdr:to>"),
      let size = text.firstRange(of: "<a:ext cx=\""), let sizeEnd = text[size.lowerBound...].firstRange(of: "/>"),
      start.upperBound <= corner.lowerBound, corner.upperBound <= cornerEnd.lowerBound
    else { return text }
    let extent = "<xdr:ext " + text[size.lowerBound..<sizeEnd.upperBound].dropFirst("<a:ext ".count)
    return text[..<start.lowerBound] + "<xdr:oneCellAnchor>" + text[start.upperBound..<corner.lowerBound] + extent
      + text[cornerEnd.upperBound...].dropLast(end.count) + "</xdr:oneCellAnchor>"
  }
}
