import Analysis
import Geometry
import Registry
import Texts

/// Which sign belongs to which place: by place code, without one by name, of several places of the name the nearest.
struct SignJoins {
  /// Rows of signs and places, in the order of the signs.
  private(set) var pairs: [(sign: Int, place: Int)] = []
  /// Signs whose place code no place has.
  private(set) var unknownCodes: [Int] = []
  /// Signs without code whose name no place has.
  private(set) var unknownNames: [Int] = []
  private let signs: RecordTable

  init(_ area: Area) {
    signs = area.dataset[.sign]
    let places = area.dataset[.placeName]
    let codes = Lookup(area, .placeCode)
    let names = Lookup(area, .name)
    var wanted: [(sign: Int, lookup: Lookup, group: Int)] = []
    for sign in signs.rows {
      if let code = signs.text(.placeCode, sign) {
        if let codes, let group = codes.group(of: code) {
          wanted.append((sign, codes, group))
        } else {
          unknownCodes.append(sign)
        }
      } else if let name = signs.text(.name, sign) {
        let text = isDoorPlate(sign) ? String(name.prefix { !$0.isNumber }) : name
        if let names, let group = names.group(of: text) {
          wanted.append((sign, names, group))
        } else {
          unknownNames.append(sign)
        }
      }
    }
    let byCode = codes?.rows(of: wanted.filter { $0.lookup.field == .placeCode }.map(\.group)) ?? [:]
    let byName = names?.rows(of: wanted.filter { $0.lookup.field == .name }.map(\.group)) ?? [:]
    for (sign, lookup, group) in wanted {
      let candidates = (lookup.field == .placeCode ? byCode : byName)[group] ?? []
      if let place = nearest(candidates, to: sign, places) { pairs.append((sign, place)) }
    }
  }

  /// Whether a sign shows a number behind the name.
  func isDoorPlate(_ sign: Int) -> Bool { signs.text(.type, sign)?.hasPrefix("门") ?? false }

  private func nearest(_ candidates: [Int], to sign: Int, _ places: RecordTable) -> Int? {
    guard candidates.count > 1, let position = signs.position(sign) else { return candidates.first }
    return candidates.min { distance(position, $0, places) < distance(position, $1, places) }
  }

  private func distance(_ position: Position, _ place: Int, _ places: RecordTable) -> Double {
    places.position(place).map { EllipsoidalMeasure.distance(position, $0) } ?? .infinity
  }

  // MARK: Texts

  /// A name for comparison: without blanks, half-width (N102 reports those).
  static func folded(_ text: String) -> String { text.foldingWidth.filter { !$0.isWhitespace } }

  /// The text of a sign; of a door plate without what stands behind the name, when that begins with a number.
  static func textWithoutNumber(_ text: String, ofDoorPlate isDoorPlate: Bool, _ name: String) -> String {
    let text = folded(text)
    guard isDoorPlate, text.hasPrefix(name), text.dropFirst(name.count).first?.isNumber ?? false else { return text }
    return name
  }

  /// Finds the rows of places by a text.
  private struct Lookup {
    let field: FieldKey
    private let column: TextColumn
    private let groups: TextGroups

    init?(_ area: Area, _ field: FieldKey) {
      guard let column = area.dataset[.placeName][field], let groups = area.groups(.placeName, field) else {
        return nil
      }
      (self.field, self.column, self.groups) = (field, column, groups)
    }

    func group(of text: String) -> Int? {
      let bytes = Array(text.utf8)
      return bytes.withUnsafeBufferPointer { groups.group(of: $0, in: column) }
    }

    func rows(of groups: [Int]) -> [Int: [Int]] { self.groups.rows(of: Set(groups)) }
  }
}
