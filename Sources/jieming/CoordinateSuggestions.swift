import Analysis
import Intake
import Registry
import Texts
import Workspace

/// What an import tells of coordinates that are not what they were taken for, and how to import them as what they are.
struct CoordinateSuggestions {
  private let suggestions: [(source: Source, suggestion: CoordinateSuggestion)]

  /// Holds imported sources against everything in the workspace; nothing is read where nothing could tell.
  ///
  /// - Parameter imported: the sources that an import has just brought in.
  init(_ workspace: String, imported: [Source]) throws {
    let opened = try Workspace.open(workspace)
    let names = Set(imported.map(Self.name))
    guard Self.hasEvidence(try opened.sources(), beside: names) else {
      suggestions = []
      return
    }
    let dataset = try opened.dataset()
    let indices = dataset.sources.indices.filter { names.contains(Self.name(dataset.sources[$0])) }
    let forensics = CoordinateForensics(
      dataset, district: try WorkspaceContext(opened).settings.district, sources: Set(indices))
    suggestions = indices.compactMap { index in
      forensics.diagnosis(ofSource: index).map {
        (dataset.sources[index], CoordinateSuggestion($0, dataset.sources[index]))
      }
    }
  }

  /// Tells what there is to tell of an import, and with `accept` imports again what is definite.
  ///
  /// - Parameters:
  ///   - requests: what each source was read by.
  ///   - exchanged: the sources whose numbers alone tell that their axes are exchanged.
  static func tell(
    _ workspace: String, _ requests: [(source: Source, request: InputRequest)], exchanged: [Source], accept: Bool,
    asOf: CalendarDate
  ) throws {
    let found = try CoordinateSuggestions(workspace, imported: requests.map(\.source))
    let swapped = exchanged.filter { source in !found.suggestions.contains { Self.name($0.source) == Self.name(source) }
    }
    let accepted =
      accept
      ? found.acceptedRequests(requests) + swapped.compactMap { Self.request($0, .swapAxes, requests) } : []
    if !accepted.isEmpty {
      try Workspace.update(workspace, createIfMissing: false, asOf: asOf) { writer in
        for request in accepted { _ = try Intake.read(request, into: &writer) }
      }
    }
    for line in found.lines(accepted: accept) { Console.print(line) }
    for source in swapped where accept {
      Console.print("\(source.tableKey)：已按 --swap-axes 重新导入。Imported again with --swap-axes.")
    }
  }

  private static func name(_ source: Source) -> String { "\(source.kind.rawValue)/\(source.tableKey)" }

  /// Units, lines or another source of the kind.
  private static func hasEvidence(_ sources: [Source], beside names: Set<String>) -> Bool {
    sources.count > 1
      && names.contains { name in
        sources.contains { source in
          Self.name(source) != name
            && ([.division, .boundaryLine].contains(source.kind) || name.hasPrefix(source.kind.rawValue + "/"))
        }
      }
  }

  /// The requests that read the definite ones as what they are.
  private func acceptedRequests(_ requests: [(source: Source, request: InputRequest)]) -> [InputRequest] {
    suggestions.filter { $0.suggestion.isDefinite }.compactMap { source, suggestion in
      suggestion.change.flatMap { Self.request(source, $0, requests) }
    }
  }

  /// The request that a source was read by, with a change.
  private static func request(
    _ source: Source, _ change: CoordinateSuggestion.Change, _ requests: [(source: Source, request: InputRequest)]
  ) -> InputRequest? {
    guard let earlier = requests.last(where: { name($0.source) == name(source) })?.request else { return nil }
    var request = earlier.again(source)
    switch change {
    case .crs(let label): request.crs = label
    case .fields(let headers): request.fields.merge(headers) { _, new in new }
    case .swapAxes: request.swapsAxes.toggle()
    case .packedDegrees: request.unpacksDegrees = true
    }
    return request
  }

  /// One paragraph for each source, Chinese first.
  ///
  /// - Parameter accepted: whether the definite ones have been followed.
  private func lines(accepted: Bool) -> [String] {
    suggestions.map { source, suggestion in
      let text = Self.text(suggestion.diagnosis)
      let end = Self.end(suggestion, accepted: accepted)
      return Console.lines([
        "\(source.tableKey)：\(text.zh)\(end.zh)", "  \(source.tableKey): \(text.en)\(end.en)",
      ])
    }
  }

  private static func end(_ suggestion: CoordinateSuggestion, accepted: Bool) -> LocalizedText {
    guard let option = suggestion.option else {
      return LocalizedText(zh: "没有现成的选项，要先改算数值。", en: "No option does it: the numbers must be computed anew.")
    }
    if suggestion.isDefinite, accepted {
      return LocalizedText(zh: "已按 \(option) 重新导入。", en: "Imported again with \(option).")
    }
    return suggestion.isDefinite
      ? LocalizedText(
        zh: "把握很大；请加 \(option) 重新导入，或加 --accept-suggestions。",
        en: "This is as good as certain: import again with \(option), or with --accept-suggestions.")
      : LocalizedText(zh: "请核实；属实的，加 \(option) 重新导入。", en: "If it is so, import again with \(option).")
  }

  private static func text(_ diagnosis: CoordinateDiagnosis) -> LocalizedText {
    let (best, second) = (diagnosis.best, diagnosis.runnerUp)
    let values = [diagnosis.declared, best, second].map { value($0, of: diagnosis) }
    return LocalizedText(
      zh: "坐标疑为“\(best.hypothesis.title.zh)”。与\(diagnosis.evidence.title.zh)比对 \(diagnosis.count) 处，照原样\(values[0].zh)，"
        + "如此还原后\(values[1].zh)；其次是“\(second.hypothesis.title.zh)”，\(values[2].zh)。",
      en: "the coordinates seem to be \(best.hypothesis.title.en). \(diagnosis.count) positions held against "
        + "\(diagnosis.evidence.title.en): as declared \(values[0].en), so read \(values[1].en); next best "
        + "\(second.hypothesis.title.en), \(values[2].en). ")
  }

  private static func value(_ fit: CoordinateFit, of diagnosis: CoordinateDiagnosis) -> LocalizedText {
    if diagnosis.evidence.isOfAreas {
      let outside = diagnosis.count - fit.fitting
      return LocalizedText(zh: "有 \(outside) 处在外", en: "\(outside) outside")
    }
    guard fit.isSomewhere else { return LocalizedText(zh: "不是地球上的位置", en: "no place on Earth") }
    let metres = NumberText.decimal(fit.medianMetres, decimals: 1, grouped: false)
    return LocalizedText(zh: "相差 \(metres) 米", en: "\(metres) m off")
  }
}
