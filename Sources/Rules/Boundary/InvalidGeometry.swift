import Geometry
import Registry

/// Polygons and lines that are not valid simple features.
enum InvalidGeometry: Rule {
  static let descriptor = RuleDescriptor(
    code: "B101", name: "invalid-geometry",
    title: LocalizedText(zh: "图形无效", en: "invalid geometry"),
    severity: .error, certainty: .definite,
    finds: LocalizedText(
      zh: "面或线的每一处图形错误（自相交、环未闭合、洞在外环之外、尖刺等），逐处列出位置，不只报第一处。",
      en:
        "Every fault of a polygon or line (self-crossing, unclosed ring, hole outside its shell, spike …) with its place, "
        + "not only the first."),
    why: LocalizedText(
      zh: "图形无效时，面积、叠加和点在面内的判断都不可靠，其他软件可能拒绝或悄悄改动它。",
      en:
        "Areas, overlays and point-in-polygon tests are unreliable on an invalid shape, and other software refuses or "
        + "silently changes it."),
    basis: LocalizedText(
      zh: "OGC 06-103r4《简单要素访问》对有效几何的定义", en: "OGC 06-103r4 Simple Feature Access, valid geometry"),
    next: LocalizedText(
      zh: "在制图软件中放大到该位置修改图形后重新导入。", en: "Zoom to the place in the drawing software, mend the shape and import it again."
    ),
    messages: [
      RuleDescriptor.mainMessage: LocalizedText(zh: "图形无效：{fault}", en: "Invalid geometry: {fault}")
    ])

  static let examples = [
    RuleExample(
      zh: "自相交的镇界", en: "a bow-tie polygon",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 1000 1000, 1000 0, 0 1000   <-
               | 500151103 | 二坪镇 | 2000 0, 3000 0, 3000 1000, 2000 1000
      """),
    RuleExample(
      zh: "三处自相交分别列出", en: "three crossings are listed one by one",
      """
      division | code      | name   | geom
               | 500151101 | 土桥镇 | 0 0, 9 9, 18 0, 27 9, 27 0, 18 9, 9 0, 0 9   <- <- <-
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) throws {
    let context = GEOSContext()
    for kind in area.dataset.kinds {
      let table = area.dataset[kind]
      for row in table.rows where (table.geometry.types[row].dimension ?? 0) > 0 {
        for invalidity in try table.geometry.invalidities(ofRow: row, in: context) {
          findings.report(table.subject(ofRow: row), origin: table.origins[row], place: invalidity.place) {
            $0.arguments["fault"] = .localized(text(of: invalidity.kind))
          }
        }
      }
    }
  }

  private static func text(of kind: Invalidity.Kind) -> LocalizedText {
    switch kind {
    case .nonFiniteCoordinate: LocalizedText(zh: "坐标不是有效数字", en: "a coordinate is not a finite number")
    case .tooFewPoints: LocalizedText(zh: "不同的点太少", en: "too few different points")
    case .unclosedRing: LocalizedText(zh: "环未闭合", en: "unclosed ring")
    case .selfIntersection: LocalizedText(zh: "边界自相交", en: "the ring crosses itself")
    case .ringSelfTouch: LocalizedText(zh: "边界在一点自相接触", en: "the ring touches itself in a point")
    case .spike: LocalizedText(zh: "尖刺（原路折返）", en: "a spike: out and back on the same way")
    case .crossingRings: LocalizedText(zh: "两个环相交", en: "two rings cross")
    case .overlappingEdges: LocalizedText(zh: "边界线段重叠", en: "edges run along the same line")
    case .duplicateRings: LocalizedText(zh: "重复的环", en: "the same ring twice")
    case .holeOutsideShell: LocalizedText(zh: "洞在外环之外", en: "a hole outside its shell")
    case .nestedHoles: LocalizedText(zh: "洞中有洞", en: "a hole inside a hole")
    case .overlappingParts: LocalizedText(zh: "各部分相互重叠", en: "parts overlap")
    case .nestedParts: LocalizedText(zh: "一部分在另一部分之内", en: "a part inside another part")
    case .disconnectedInterior: LocalizedText(zh: "内部被相接触的环切断", en: "touching rings cut the inside into pieces")
    case .other: LocalizedText(zh: "GEOS 判定无效", en: "GEOS finds it invalid")
    }
  }
}
