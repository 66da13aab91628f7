public import Registry

/// A small table that a rule is right or wrong about, with the expected findings marked in it.
///
/// The text is what `explain` prints and what the tests read:
///
///     boundary_line   | name   | map_scale | geom
///                     | 甲乙线 | 1:10000   | 0 0, 1000 0
///     boundary_marker | line   | number    | geom
///                     | 甲乙线 | 0102002Q  | 500 37.2      <- 37.2
///
/// A line with a kind begins a table and names its columns; the lines under it are its rows. `geom` is in metres east and
/// north of a point in the district, a comma between vertices and a semicolon between rings; the ring of a division or a
/// constraint is closed by the reader; of the other kinds, a closed ring is an area, what else has several vertices a line. `<-` at the end of a row expects one finding
/// there, `<- W s 37.2` one of that severity (`E`, `W`, `I`) and certainty (`s`: suspect, else definite) with that measure,
/// where they are given; behind a line with a kind it expects one about the table. `«…»` in a cell
/// is the expected evidence span. Lines before the first table set what the check is given: `as-of 2026-11-24`,
/// `district 500151`, `set limit = 3`, `accuracy 0`, `crs EPSG:4523`, `target 农村公益性 33`. A line
/// `note malformed-geojson row=3 path=$.features[1]` below a table adds what was noticed while reading it; `row`, `field`
/// and `value` are those of the note, all else goes to its details.
public struct RuleExample: Sendable {
  public let title: LocalizedText
  public let text: String

  public init(zh: String, en: String, _ text: String) {
    title = LocalizedText(zh: zh, en: en)
    self.text = text
  }
}
