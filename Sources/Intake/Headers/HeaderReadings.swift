internal import Registry

/// The names by which a header may be a field, in the form of `FieldNames.fold`, best first; the first is its own.
struct HeaderReadings: Sendable, Equatable {
  let names: [String]
  /// The unit that the header names, folded.
  let unit: String?

  /// Of a header in one cell.
  init(_ header: String) { self.init(parts: [header], leafIsUnique: false) }

  /// Of a header in several rows.
  ///
  /// - Parameters:
  ///   - parts: from the top down.
  ///   - leafIsUnique: whether no other column has the lowest part; only then it can speak for itself.
  init(parts: [String], leafIsUnique: Bool) {
    let parts = parts.map(FieldNames.fold)
    var names = [parts.joined()]
    if let leaf = parts.last, parts.count > 1 {
      let above = parts.dropLast()
      names.append(above.joined() + "(\(leaf))")
      if parts.count > 2 { names.append(parts.suffix(2).joined()) }
      // `管理单位` over `名称` is no name of the record.
      let isOwnField = above.contains { name in
        RecordKind.allCases.contains { FieldNames.standard.match(name, $0) != nil }
      }
      if leafIsUnique, !isOwnField { names.append(leaf) }
    }
    let units = names.map(Self.withoutUnit)
    unit = units.lazy.compactMap { $0?.unit }.first
    var seen: Set<String> = []
    self.names = (names + units.compactMap { $0?.name }).filter { !$0.isEmpty && seen.insert($0).inserted }
  }

  /// A folded header without the unit at its end: `面积(亩)`, `高程/m`, `面积(单位:亩)`.
  private static func withoutUnit(_ header: String) -> (name: String, unit: String)? {
    let cut: (name: Substring, unit: Substring)
    if header.last == ")", let bracket = header.lastIndex(of: "(") {
      cut = (header[..<bracket], header[header.index(after: bracket)...].dropLast())
    } else if let slash = header.lastIndex(of: "/") {
      cut = (header[..<slash], header[header.index(after: slash)...])
    } else {
      return nil
    }
    let unit = cut.unit.hasPrefix("单位:") ? cut.unit.dropFirst(3) : cut.unit
    guard !cut.name.isEmpty, units.contains(String(unit)) else { return nil }
    return (String(cut.name), String(unit))
  }

  private static let units: Set<String> = [
    "亩", "公顷", "ha", "hm2", "hm²", "平方米", "m2", "m²", "㎡", "平方公里", "平方千米", "km2", "km²", "公里", "千米", "km", "米",
    "m", "分米", "dm", "厘米", "cm", "毫米", "mm", "度", "°", "度分秒", "十进制度", "元", "万元", "亿元", "人", "万人", "户", "个", "座",
    "穴", "处", "张", "吨", "t", "立方米", "m3", "m³", "万立方米", "万m3", "万m³", "‰", "%", "层",
  ]
}

extension RawLayer {
  /// The readings of each header.
  var readings: [HeaderReadings] { headerReadings ?? headers.map(HeaderReadings.init) }
}
