import Analysis
import Registry

/// Numbers of another datum, or of UTM, under the label of a Gauss-Krüger system of CGCS2000.
enum MislabelledDatum: Rule {
  static let descriptor = RuleDescriptor(
    code: "R108", name: "datum-mislabelled",
    title: LocalizedText(zh: "疑为其他基准或投影的坐标", en: "numbers of another datum"),
    severity: .warning, certainty: .suspect,
    finds: LocalizedText(
      zh:
        "位置与界线或已知点整体错开同一个向量（20～200 米），像是把西安 80、北京 54 的数值当作 CGCS2000；"
        + "或按 UTM 投影（比例 0.9996）还原后明显吻合。给出平移量和前后差距。",
      en:
        "Sources whose positions are all off from lines or known points by one vector of 20 m to 200 "
        + "m, as Xi'an 80 or Beijing 54 numbers under a CGCS2000 label are, or which fit clearly better "
        + "as UTM (scale 0.9996)."),
    why: LocalizedText(
      zh: "基准标错的坐标看上去正常，却整体偏差几十米至一百多米，界桩会离开界线。",
      en:
        "Coordinates with the wrong datum look normal, and are all off by tens of metres to more than "
        + "a hundred."),
    basis: LocalizedText(
      zh:
        "西安 80、北京 54 与 CGCS2000 之间在一个县内接近一个固定向量；UTM 48 带与 3° 带第 35 带同一条中央经线，"
        + "北坐标相差约 1.3 千米",
      en:
        "Xi'an 80 and Beijing 54 differ from CGCS2000 by nearly one vector within a county; UTM 48 "
        + "and 3° zone 35 have one meridian, northings differ by about 1.3 km"),
    next: LocalizedText(
      zh: "查清原坐标系。平移量只是估计，不能用来改算；请取得转换参数或 CGCS2000 坐标后重新导入。",
      en:
        "Find out the original system. The vector is an estimate and no conversion: import again with "
        + "parameters or with coordinates in CGCS2000."),
    settings: ForensicReport.settings,
    messages: ForensicReport.messages)

  static let examples = [
    RuleExample(
      zh: "界桩整体偏移 104 米", en: "markers off by one vector of 104 m",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom   <-
                      | 铜合线 | 5117001Q | 585 -60
                      | 铜合线 | 5117002Q | 1585 -60
                      | 铜合线 | 5117003Q | 2585 -60
                      | 铜合线 | 5117004Q | 3585 -60
                      | 铜合线 | 5117005Q | 4085 940
                      | 铜合线 | 5117006Q | 4085 1940
                      | 铜合线 | 5117007Q | 4085 2940
      """),
    RuleExample(
      zh: "各有各的误差", en: "each with an error of its own",
      """
      boundary_line   | name   | geom
                      | 铜合线 | 0 0, 4000 0, 4000 4000
      boundary_marker | line   | number   | geom
                      | 铜合线 | 5117001Q | 490 30
                      | 铜合线 | 5117002Q | 1470 -20
                      | 铜合线 | 5117003Q | 2540 40
                      | 铜合线 | 5117004Q | 3520 -10
                      | 铜合线 | 5117005Q | 3995 1045
                      | 铜合线 | 5117006Q | 4025 2015
                      | 铜合线 | 5117007Q | 3965 2985
      """),
  ]

  static func check(_ area: Area, settings: RuleSettings, into findings: inout FindingSink) {
    ForensicReport.check(area, settings, into: &findings, where: isMeant)
  }

  private static func isMeant(_ hypothesis: CoordinateHypothesis) -> Bool {
    switch hypothesis {
    case .constantShift, .utm: true
    default: false
    }
  }
}
