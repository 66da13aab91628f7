import Analysis
import Geometry
import Registry

extension Area {
  /// What the coordinates of the sources really are; made once, when a rule first asks.
  func examinedCoordinates() -> CoordinateForensics {
    forensics { CoordinateForensics(dataset, district: district) }
  }

  fileprivate func diagnoses(
    _ settings: RuleSettings, where isMeant: (CoordinateHypothesis) -> Bool
  ) -> [CoordinateDiagnosis] {
    let forensics = examinedCoordinates()
    let thresholds = settings.forensicThresholds
    return dataset.sources.indices.compactMap { forensics.diagnosis(ofSource: $0, thresholds) }
      .filter { isMeant($0.best.hypothesis) }
  }
}

extension RuleSettings {
  fileprivate var forensicThresholds: ForensicThresholds {
    let standard = ForensicThresholds.standard
    return ForensicThresholds(
      minimumCount: count("minimum") ?? standard.minimumCount,
      remainingShare: number("remaining").map { $0 / 100 } ?? standard.remainingShare)
  }
}

/// What the rules on misread coordinates have in common.
enum ForensicReport {
  /// Reports the sources that turn out to be something that a rule is about.
  static func check(
    _ area: Area, _ settings: RuleSettings, into findings: inout FindingSink,
    where isMeant: (CoordinateHypothesis) -> Bool
  ) {
    for diagnosis in area.diagnoses(settings, where: isMeant) { report(diagnosis, area, into: &findings) }
  }

  /// The same, and the single rows of sources that are right as a whole.
  static func checkWithRows(
    _ area: Area, _ settings: RuleSettings, into findings: inout FindingSink,
    where isMeant: (CoordinateHypothesis) -> Bool
  ) {
    check(area, settings, into: &findings, where: isMeant)
    for stray in area.examinedCoordinates().strayRows where isMeant(stray.hypothesis) {
      report(stray, area, into: &findings)
    }
  }

  static let settings = [
    RuleSetting(
      "minimum", .number(Double(ForensicThresholds.standard.minimumCount)),
      meaning: LocalizedText(
        zh: "至少有多少个位置因此变近（与界线、已知点比对时减半）；默认 12：12 比 2 的偶然几率约为 1/150",
        en:
          "how many positions must come nearer at least (half of it against lines and known points); 12 against 2 by "
          + "chance is one in 150")),
    RuleSetting(
      "remaining", .number(100 * ForensicThresholds.standard.remainingShare), unit: "%",
      meaning: LocalizedText(
        zh: "还原后最多剩下原来差距的百分之几；默认 50：解释的应多于剩下的",
        en: "what may remain of the misfit, in percent; at 50 more is explained than left")),
  ]

  static let messages = [
    RuleDescriptor.mainMessage: LocalizedText(
      zh: "与{evidence}比对 {count} 处，照原样相差 {before}（中位数），按“{best}”还原后相差 {after}；其次是“{second}”，相差 {secondAfter}。{option}",
      en:
        "{count} positions held against {evidence}: {before} off as declared (median), {after} read as {best}; next best "
        + "{second}, {secondAfter}. {option}"),
    "nowhere": LocalizedText(
      zh: "与{evidence}比对 {count} 处，照原样不是地球上的位置，按“{best}”还原后相差 {after}（中位数）。{option}",
      en:
        "{count} positions held against {evidence}: no place on Earth as declared, {after} off (median) read as {best}. "
        + "{option}"),
    "areas": LocalizedText(
      zh: "按{evidence}核对 {count} 处，照原样有 {outside} 处在外，按“{best}”还原后有 {outsideAfter} 处；其次是“{second}”，"
        + "有 {outsideSecond} 处。{option}",
      en:
        "{count} positions held against {evidence}: {outside} outside as declared, {outsideAfter} read as {best}; next "
        + "best {second}, {outsideSecond}. {option}"),
  ]

  /// Reports a whole column, or the geometries of a source that has none.
  static func report(_ diagnosis: CoordinateDiagnosis, _ area: Area, into findings: inout FindingSink) {
    let source = area.dataset.sources[diagnosis.source]
    let suggestion = CoordinateSuggestion(diagnosis, source)
    findings.report(table: source, field: diagnosis.fields?.x.rawValue) { finding in
      if let x = diagnosis.fields?.x {
        finding.evidence = Evidence(field: x, value: source.header(of: x) ?? x.rawValue)
      }
      describe(diagnosis, &finding)
      // As an import says of it.
      if diagnosis.isDefinite { finding.certainty = .definite }
      finding.arguments["option"] = .localized(option(suggestion))
      finding.explains = explained
      finding.explainsSource = diagnosis.source
    }
  }

  /// What goes away when the coordinates are read as what they are.
  static let explained = ["R101", "R111", "M106", "N801", "F104", "B201"]

  private static func describe(_ diagnosis: CoordinateDiagnosis, _ finding: inout Finding) {
    let (declared, best, second) = (diagnosis.declared, diagnosis.best, diagnosis.runnerUp)
    finding.arguments["evidence"] = .localized(diagnosis.evidence.title)
    finding.arguments["count"] = .count(diagnosis.count)
    finding.arguments["best"] = .localized(best.hypothesis.title)
    finding.arguments["second"] = .localized(second.hypothesis.title)
    if diagnosis.evidence.isOfAreas {
      let outside = [declared, best, second].map { diagnosis.count - $0.fitting }
      finding.message = "areas"
      finding.measure = Measure(Double(outside[0]), .count)
      finding.measures = [("outside-after", Measure(Double(outside[1]), .count))]
      finding.arguments["outside"] = .count(outside[0])
      finding.arguments["outsideAfter"] = .count(outside[1])
      finding.arguments["outsideSecond"] = .count(outside[2])
      return
    }
    finding.measures = [("residual-after", Measure(best.medianMetres, .metres))]
    finding.arguments["after"] = .metres(rounded(best.medianMetres))
    guard declared.isSomewhere else {
      finding.message = "nowhere"
      return
    }
    finding.measure = Measure(declared.medianMetres, .metres)
    finding.arguments["before"] = .metres(rounded(declared.medianMetres))
    finding.arguments["secondAfter"] =
      second.isSomewhere
      ? .metres(rounded(second.medianMetres))
      : .localized(LocalizedText(zh: "不是地球上的位置", en: "no place on Earth"))
  }

  /// A median of misfits is not known to the millimetre.
  private static func rounded(_ metres: Double) -> Double { (metres * 10).rounded() / 10 }

  private static func option(_ suggestion: CoordinateSuggestion) -> LocalizedText {
    guard let option = suggestion.option else {
      return LocalizedText(zh: "没有现成的选项，要先改算这两列数值。", en: "No option does it: the numbers must be computed anew.")
    }
    return LocalizedText(zh: "重新导入时加 \(option)。", en: "Import again with \(option).")
  }

  /// Reports single rows.
  static func report(_ stray: StrayRow, _ area: Area, into findings: inout FindingSink) {
    let table = area.dataset[area.dataset.sources[stray.source].kind]
    findings.report(table, row: stray.row, field: stray.fields.x) { finding in
      finding.message = stray.metresOutside == nil ? "rowNowhere" : "row"
      if let metres = stray.metresOutside { finding.measure = Measure(metres, .metres) }
      finding.arguments["value"] = .text(
        [stray.fields.x, stray.fields.y].compactMap { table.text($0, stray.row) }.joined(separator: ", "))
      finding.arguments["best"] = .localized(stray.hypothesis.title)
      finding.place = stray.position
      finding.explains = explained
    }
  }

  static let rowMessages = [
    "row": LocalizedText(
      zh: "坐标“{value}”照原样在所属范围之外 {measure}，按“{best}”还原后就在其中",
      en: "coordinates “{value}” lie {measure} outside of where they belong, and inside it read as {best}"),
    "rowNowhere": LocalizedText(
      zh: "坐标“{value}”照原样不是地球上的位置，按“{best}”还原后就在所属范围之内",
      en: "coordinates “{value}” are no place on Earth, and lie where they belong read as {best}"),
  ]
}
