import Registry

/// One cause, one finding: what a proposed correction would remove is folded under the finding that proposes it.
enum Causes {
  /// Sets `causedBy` on every finding that a finding on the same record, or on its whole table, explains.
  static func link(_ findings: inout [Finding]) {
    var byRecord: [Origin: [Int]] = [:]
    var bySource: [Int: [Int]] = [:]
    for (index, finding) in findings.enumerated() where !finding.explains.isEmpty {
      if let source = finding.explainsSource {
        bySource[source, default: []].append(index)
      } else if let origin = finding.origin {
        byRecord[origin, default: []].append(index)
      }
    }
    guard !byRecord.isEmpty || !bySource.isEmpty else { return }
    let causes: [Int?] = findings.indices.map { index in
      guard let origin = findings[index].origin else { return nil }
      return [bySource[origin.source], byRecord[origin]].lazy.compactMap { $0 }.joined()
        .first { $0 != index && findings[$0].explains.contains(findings[index].rule) }
    }
    for index in findings.indices {
      let root = root(of: index, causes)
      if root != index { findings[index].causedBy = findings[root].id }
    }
  }

  /// The end of the chain of causes, so that everything is folded under what is shown; of a circle, its first finding.
  private static func root(of index: Int, _ causes: [Int?]) -> Int {
    var chain = [index]
    while let cause = causes[chain[chain.count - 1]] {
      if let start = chain.firstIndex(of: cause) { return chain[start...].min() ?? cause }
      chain.append(cause)
    }
    return chain[chain.count - 1]
  }
}
