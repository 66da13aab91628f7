/// Whether serial numbers rise along a line.
public struct MarkerOrder: Sendable, Equatable {
  public enum Direction: Sendable, Equatable {
    case withLine
    case againstLine
  }

  /// The way in which most markers agree.
  public let direction: Direction
  /// Positions in the input of the markers that break the order.
  public let outOfOrder: [Int]

  /// Finds the markers outside a longest non-decreasing subsequence of chainages in serial order.
  ///
  /// Equal serials (sets, duplicates) never break order among themselves. Complexity: O(n log n).
  public init(serials: [Int], chainages: [Double]) {
    let forward = Self.breaking(serials: serials, chainages: chainages)
    let backward = Self.breaking(serials: serials, chainages: chainages.map { -$0 })
    if backward.count < forward.count {
      (direction, outOfOrder) = (.againstLine, backward)
    } else {
      (direction, outOfOrder) = (.withLine, forward)
    }
  }

  private static func breaking(serials: [Int], chainages: [Double]) -> [Int] {
    let order = serials.indices.sorted { (serials[$0], chainages[$0], $0) < (serials[$1], chainages[$1], $1) }
    let kept = Set(longestNonDecreasing(order.map { chainages[$0] }).map { order[$0] })
    return serials.indices.filter { !kept.contains($0) }
  }

  /// The positions of one longest non-decreasing subsequence (patience sorting).
  static func longestNonDecreasing(_ values: [Double]) -> [Int] {
    var tails: [Int] = []
    var previous = [Int](repeating: -1, count: values.count)
    for (index, value) in values.enumerated() {
      var (low, high) = (0, tails.count)
      while low < high {
        let middle = (low + high) / 2
        if values[tails[middle]] <= value { low = middle + 1 } else { high = middle }
      }
      if low > 0 { previous[index] = tails[low - 1] }
      if low < tails.count { tails[low] = index } else { tails.append(index) }
    }
    var chain: [Int] = []
    var index = tails.last ?? -1
    while index >= 0 {
      chain.append(index)
      index = previous[index]
    }
    return chain.reversed()
  }
}
