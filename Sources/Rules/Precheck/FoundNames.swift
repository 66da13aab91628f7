import Registry

/// The names in use that are like proposed ones.
struct FoundNames: Sendable {
  /// Divisions, built-up areas and those names.
  let dataset: Dataset
  /// By proposal; -1 where it is blank.
  let nameOfProposal: [Int32]
  /// The proposals that have each distinct name.
  let proposals: [[Int]]
  /// By distinct proposed name, the rows of `dataset` that are like it.
  let like: [[Int]]
  /// The same of the proposals: the first that has each distinct name.
  let likeProposals: [[Int]]
  /// Whether there is any name in use.
  let hasNames: Bool

  init(like table: RecordTable, _ inUse: NamePrechecks.NamesInUse?, _ area: (Dataset) -> Area) throws {
    var names: LikeNames?
    var (rows, like, hasNames) = ([Int](), [[Int]](), false)
    if let inUse {
      dataset = try inUse { seen in
        names = LikeNames(table, NamePrefixes(area(seen)))
        like = names?.rows(in: seen[.placeName]) ?? []
        rows = Set(like.joined()).sorted()
        hasNames = seen[.placeName].count > 0
        return rows
      }
    } else {
      dataset = Dataset()
      names = LikeNames(table, NamePrefixes(area(Dataset())))
    }
    let places = Dictionary(uniqueKeysWithValues: rows.enumerated().map { ($1, $0) })
    self.like = like.map { $0.compactMap { places[$0] } }
    self.hasNames = hasNames
    let groups = names?.names
    nameOfProposal = groups?.groupOfRow ?? []
    var proposals = Array(repeating: [Int](), count: groups?.counts.count ?? 0)
    for (row, name) in nameOfProposal.enumerated() where name >= 0 { proposals[Int(name)].append(row) }
    self.proposals = proposals
    let isFirst = Set(groups?.firstRows ?? [])
    likeProposals = names?.rows(in: table).map { $0.filter(isFirst.contains) } ?? []
  }
}
