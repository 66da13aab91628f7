import Registry
import Toponymy

/// A column with the names of units, numbered by their code or, where no code is known, by name and superior unit.
struct NamedUnits {
  private let groups: TextGroups
  /// By group.
  private let candidates: [[Candidate]]
  /// What the code of a unit is to be divided by to get that of its superior.
  private let divisor: Int

  private struct Candidate {
    let code: Int
    /// Among the divisions of the check, and not only on the lists of codes.
    let isLoaded: Bool
  }

  /// - Returns: `nil` where place names lack the column.
  init?(_ field: FieldKey, level: DivisionLevel, _ area: Area, _ directory: UnitDirectory) {
    guard let column = area.dataset[.placeName][field], let groups = area.groups(.placeName, field) else { return nil }
    self.groups = groups
    divisor = level == .town ? 1000 : 10_000
    candidates = groups.firstRows.map { row in
      let name = column.trimmed(row)
      let isLoaded = directory.isLoaded(name)
      return Set(directory.codes(named: name, level: level)).sorted().map { Candidate(code: $0, isLoaded: isLoaded) }
    }
  }

  /// The unit of a row: its code as the level has it (500151101, 500151, 50), or a negative number for one without.
  ///
  /// Towns of one name in two counties are two. A name that only the lists have means a unit there if nothing says
  /// that it lies elsewhere; towns are listed for some counties only, so that for them the county must be known.
  ///
  /// - Parameter superior: the number of the unit above it, as this function gives it; `nil` if not known.
  /// - Returns: `nil` where the cell is blank.
  func number(_ row: Int, within superior: Int?) -> Int? {
    let group = Int(groups.groupOfRow[row])
    guard group >= 0 else { return nil }
    let known = candidates[group].filter { candidate in
      guard let superior else { return candidate.isLoaded || divisor != 1000 }
      return superior < 0 ? false : candidate.code / divisor == superior
    }
    return known.count == 1 ? known[0].code : Self.mixed(group, superior)
  }

  /// The code of the only division of the check that has the name.
  func onlyLoaded(_ row: Int) -> Int? {
    let group = Int(groups.groupOfRow[row])
    guard group >= 0, candidates[group].count == 1, candidates[group][0].isLoaded else { return nil }
    return candidates[group][0].code
  }

  /// A negative number of two, above those of built-up areas.
  private static func mixed(_ group: Int, _ superior: Int?) -> Int {
    var bits = UInt64(bitPattern: Int64(superior ?? 0)) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(group + 1)
    bits = (bits ^ bits >> 32) &* 0xD6E8_FEB8_6659_FD93
    return -1 - Int(truncatingIfNeeded: (bits ^ bits >> 32) >> 2)
  }
}
