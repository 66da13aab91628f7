import Dispatch
import Registry
import Synchronization
import Toponymy

/// A name with words of the lists, or a number, in it.
struct SuspectName: Sendable {
  let field: FieldKey
  let row: Int
  let standing: NameStanding
  let matches: [TermMatch]
  /// A number that stands for the specific.
  let number: Range<Int>?

  /// The first word of some families.
  func first(of families: Set<NonstandardTerm.Family>) -> TermMatch? {
    matches.first { families.contains($0.term.family) }
  }
}

/// Whether the campaign against 大洋怪重 is about a class of names.
enum NameStanding: Sendable {
  /// 居民区, 大型建筑物, 道路街巷.
  case judged
  /// No class is given, and nothing says that the name is none of these.
  case unclassified
  case exempt
}

extension Area {
  /// The names of the table of places, also aliases and promotional names, with something of the lists in them.
  func suspects() -> [SuspectName] {
    suspectNames { SuspectSearch(self).search() }
  }
}

/// One pass over the names for all rules on words.
private struct SuspectSearch {
  private let table: RecordTable
  private let classes: JudgedClasses
  private let counties: NameCounties

  init(_ area: Area) {
    table = area.dataset[.placeName]
    classes = JudgedClasses(area)
    counties = NameCounties(area)
  }

  func search() -> [SuspectName] {
    JudgedClasses.nameFields.flatMap { field -> [SuspectName] in
      guard let column = table[field] else { return [] }
      return column.inPieces { search(column, field, rows: $0) }
    }
  }

  private func search(_ column: TextColumn, _ field: FieldKey, rows: Range<Int>) -> [SuspectName] {
    var found: [SuspectName] = []
    var name = NameScalars()
    column.withAllBytes { bytes in
      for row in rows {
        let range = column.byteRange(row)
        guard !range.isEmpty else { continue }
        name.read(UnsafeBufferPointer(rebasing: bytes[range]).span)
        if let suspect = judge(name, field, row) { found.append(suspect) }
      }
    }
    return found
  }

  private func judge(_ name: borrowing NameScalars, _ field: FieldKey, _ row: Int) -> SuspectName? {
    let terms = NonstandardTerms.standard
    let hasWord = terms.mayMatch(name)
    guard hasWord || NumberSpecific.hasNumeral(name) else { return nil }
    let standing = classes.standing(row, name)
    let isOpen = standing != .exempt
    var matches = hasWord ? terms.matches(in: name, county: counties.county(row)) : []
    if !isOpen {
      matches.removeAll { !$0.term.classes.isEmpty }
    } else if let code = classes.classCode(row) {
      matches.removeAll { !$0.term.concerns(classCode: code) }
    }
    let number = isOpen && !terms.isRural(name) ? NumberSpecific.find(in: name) : nil
    guard !matches.isEmpty || number != nil else { return nil }
    return SuspectName(field: field, row: row, standing: standing, matches: matches, number: number)
  }
}

extension TextColumn {
  /// What a function finds in pieces of the rows, on all processors, in order of the rows.
  func inPieces<Item: Sendable>(_ find: @Sendable (Range<Int>) -> [Item]) -> [Item] {
    let size = 10_000
    let pieces = Mutex<[Int: [Item]]>([:])
    let pieceCount = (count + size - 1) / size
    DispatchQueue.concurrentPerform(iterations: pieceCount) { piece in
      let found = find(piece * size..<Swift.min((piece + 1) * size, count))
      pieces.withLock { $0[piece] = found }
    }
    return pieces.withLock { pieces in (0..<pieceCount).flatMap { pieces[$0] ?? [] } }
  }
}
