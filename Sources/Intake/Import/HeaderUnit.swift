internal import Registry

/// A unit that stands in a header, `面积(公顷)`, and is not the one that its field is in.
///
/// A record stands without its header, so the unit goes behind the numbers: `2` becomes `2公顷`, which every reader
/// converts.
struct HeaderUnit {
  private let word: [UInt8]

  /// By column; none where header and field are in one unit, or where the header's word is no unit.
  static func all(of mapping: HeaderMapping) -> [Int: HeaderUnit] {
    var units: [Int: HeaderUnit] = [:]
    for (column, key) in mapping.keys.enumerated() {
      guard let word = mapping.units[column], let unit = MeasureUnit(word: word), let key,
        let own = FieldCatalogue.standard.field(mapping.kind, key)?.unit, own != unit
      else { continue }
      units[column] = HeaderUnit(word: Array(word.utf8))
    }
    return units
  }

  /// The cells with the unit behind every number that has none.
  func stated(behind cells: TextColumn) -> TextColumn {
    var column = TextColumn()
    var text: [UInt8] = []
    for row in 0..<cells.count {
      cells.withBytes(row) { cell in
        let number = TextColumn.trim(cell)
        guard let quantity = Quantity(parsing: String(decoding: number, as: UTF8.self)), quantity.unit == nil else {
          return column.append(cell)
        }
        text.removeAll(keepingCapacity: true)
        text.append(contentsOf: number)
        text.append(contentsOf: word)
        text.withUnsafeBufferPointer { column.append($0) }
      }
    }
    return column
  }
}
