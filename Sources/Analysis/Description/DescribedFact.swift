/// A figure that a description states in running text: 总人口1200人, 面积12.5平方公里, 全长约3公里, 邮编402560.
public struct DescribedFact: Sendable, Equatable {
  public enum Kind: String, Sendable, CaseIterable {
    /// Persons.
    case population
    /// Square metres.
    case area
    /// Square metres that buildings or grounds stand on.
    case landArea = "land_area"
    /// Metres.
    case length
    /// Six digits as a number.
    case postcode
  }

  public let kind: Kind
  /// In the unit of the kind.
  public let value: Double
  /// Half a unit of the last place that is written, as what was rounded can be off: 50 m² in 1.23公顷.
  public let halfStep: Double
  /// 约, 余, 多, 左右 and the like stand with it.
  public let isAbout: Bool
  /// Unicode scalars of the description, from the keyword to the end of the unit.
  public let span: Range<Int>
}
