import Foundation

/// A census table of place names, made from a seed: the same bytes every time.
///
/// Names are of two characters with one reading each and a generic, spread over the towns of a grid; 0.2 % of the rows have
/// a fault of the kinds that the first rules look for.
struct Workload {
  let rows: Int
  var seed: UInt64 = 1

  private static let specifics: [(String, String)] = [
    ("青", "qing"), ("山", "shan"), ("白", "bai"), ("水", "shui"), ("龙", "long"), ("凤", "feng"), ("金", "jin"),
    ("银", "yin"), ("竹", "zhu"), ("林", "lin"), ("松", "song"), ("梅", "mei"), ("桂", "gui"), ("花", "hua"),
  ]
  private static let generics: [(String, String, String, String)] = [
    ("塆", "wan", "22200", "农村居民点"), ("桥", " Qiao", "23610", "桥梁"), ("村", " Cun", "21610", "行政村"),
    ("路", " Lu", "23510", "城镇道路街巷"), ("水库", " Shuiku", "24230", "水库"),
  ]
  private static let columns = 10

  /// `names.csv`, UTF-8, with twelve columns.
  func names() -> Data {
    var random = Generator(seed: seed)
    var text = "标识码,地名代码,标准名称,罗马字母拼写,类别代码,地名类别,东经,北纬,所属行政区划代码,所在行政区,使用时间,密级\n"
    text.reserveCapacity(rows * 160)
    for row in 0..<rows {
      let first = Self.specifics[random.below(Self.specifics.count)]
      let second = Self.specifics[random.below(Self.specifics.count)]
      let generic = Self.generics[random.below(Self.generics.count)]
      let town = random.below(Self.columns * Self.columns)
      let (column, line) = (town % Self.columns, town / Self.columns)
      let longitude = 105.8 + 0.04 * Double(column) + 0.04 * random.fraction()
      let latitude = 29.6 + 0.04 * Double(line) + 0.04 * random.fraction()
      let isFaulty = random.below(500) == 0
      let code = "500151\(100 + town)"
      var spelling = first.1.prefix(1).uppercased() + first.1.dropFirst() + second.1 + generic.1
      if isFaulty, random.below(2) == 0 { spelling += "x" }
      let position = isFaulty ? (latitude, longitude) : (longitude, latitude)
      text += "\(10_000_000 + row),\(code)\(generic.2)\(100_000 + row),\(first.0)\(second.0)\(generic.0),\(spelling),"
      text += "\(generic.2),\(generic.3),\(Self.degrees(position.0)),\(Self.degrees(position.1)),\(code),"
      text += "第\(town)镇,现今地名,公开\n"
    }
    return Data(text.utf8)
  }

  /// The towns as one GeoJSON feature collection.
  static func towns() -> Data {
    let features = (0..<columns * columns).map { town in
      let (west, south) = (105.8 + 0.04 * Double(town % columns), 29.6 + 0.04 * Double(town / columns))
      let ring = [(0.0, 0.0), (0.04, 0), (0.04, 0.04), (0, 0.04), (0, 0)]
        .map { "[\(degrees(west + $0.0)),\(degrees(south + $0.1))]" }.joined(separator: ",")
      return "{\"type\":\"Feature\",\"properties\":{\"区划代码\":\"500151\(100 + town)\",\"名称\":\"第\(town)镇\"},"
        + "\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[\(ring)]]}}"
    }
    return Data("{\"type\":\"FeatureCollection\",\"features\":[\(features.joined(separator: ",\n"))]}\n".utf8)
  }

  private static func degrees(_ value: Double) -> String {
    let scaled = Int((value * 1e7).rounded())
    let fraction = String(scaled % 10_000_000)
    return "\(scaled / 10_000_000)." + String(repeating: "0", count: 7 - fraction.count) + fraction
  }
}

/// SplitMix64.
struct Generator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  mutating func fraction() -> Double { Double(next() >> 11) / Double(1 << 53) }
}
