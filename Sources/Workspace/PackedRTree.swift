/// A box of an SQLite R-tree, in the order of its columns: single precision, rounded outwards.
struct RTreeBox: Equatable {
  var minX: Float
  var maxX: Float
  var minY: Float
  var maxY: Float

  init(minX: Double, maxX: Double, minY: Double, maxY: Double) {
    self.minX = Self.down(minX)
    self.maxX = Self.up(maxX)
    self.minY = Self.down(minY)
    self.maxY = Self.up(maxY)
  }

  mutating func formUnion(_ other: RTreeBox) {
    minX = min(minX, other.minX)
    maxX = max(maxX, other.maxX)
    minY = min(minY, other.minY)
    maxY = max(maxY, other.maxY)
  }

  private static func down(_ value: Double) -> Float {
    let single = Float(value)
    return Double(single) > value ? single.nextDown : single
  }

  private static func up(_ value: Double) -> Float {
    let single = Float(value)
    return Double(single) < value ? single.nextUp : single
  }
}

/// An R-tree packed bottom-up by sort-tile-recursive (Leutenegger and others, 1997), as the nodes of SQLite's R*-tree.
///
/// O(n log n), and only two sorts a level: row by row, filling the index would cost three times the rows themselves.
struct PackedRTree {
  /// One node as SQLite stores it.
  struct Node {
    var number: Int
    /// The number of the node above; `nil` for the root.
    var parent: Int?
    /// Entries of leaves are row ids, of other nodes numbers of nodes.
    var data: [UInt8]
  }

  static let rootNumber = 1

  private(set) var nodes: [Node] = []
  /// The number of the leaf of each entry, in the order of the entries given.
  private(set) var leafOfEntry: [Int] = []

  /// - Parameters:
  ///   - ids: the row ids of the entries.
  ///   - nodeSize: the bytes of a node in this database; it holds `(nodeSize - 4) / 24` entries.
  init(ids: [Int], boxes: [RTreeBox], nodeSize: Int) {
    let capacity = (nodeSize - 4) / Self.entrySize
    leafOfEntry = Array(repeating: Self.rootNumber, count: ids.count)
    var (ids, boxes) = (ids, boxes)
    /// The nodes of the level below, as indices of `nodes`; none while packing the leaves.
    var below: [Int] = []
    var nextNumber = Self.rootNumber + 1
    var depth = 0
    while true {
      let tiles = Self.tiles(boxes, capacity: capacity)
      let isRoot = tiles.count <= 1
      var (levelIDs, levelBoxes, level): ([Int], [RTreeBox], [Int]) = ([], [], [])
      for entries in isRoot ? [tiles.first ?? []] : tiles {
        let number = isRoot ? Self.rootNumber : nextNumber
        if !isRoot { nextNumber += 1 }
        for entry in entries {
          if below.isEmpty { leafOfEntry[entry] = number } else { nodes[below[entry]].parent = number }
        }
        level.append(nodes.count)
        levelIDs.append(number)
        levelBoxes.append(Self.union(of: entries, boxes))
        let data = Self.data(entries, ids, boxes, depth: isRoot ? depth : 0, size: nodeSize)
        nodes.append(Node(number: number, parent: nil, data: data))
      }
      if isRoot { return }
      (ids, boxes, below) = (levelIDs, levelBoxes, level)
      depth += 1
    }
  }

  /// A row id or node number of 64 bits, and four single-precision bounds.
  private static let entrySize = 24

  /// Divides boxes into tiles of nearly equal count, at most `capacity` each: slices by x, in each slice tiles by y.
  private static func tiles(_ boxes: [RTreeBox], capacity: Int) -> [[Int]] {
    guard boxes.count > capacity else { return boxes.isEmpty ? [] : [Array(boxes.indices)] }
    let tileCount = (boxes.count + capacity - 1) / capacity
    let sliceCount = Int(Double(tileCount).squareRoot().rounded(.up))
    func firstEntry(ofTile tile: Int) -> Int { tile * boxes.count / tileCount }
    func firstTile(ofSlice slice: Int) -> Int { slice * tileCount / sliceCount }

    let byX = sorted(Array(boxes.indices)) { boxes[$0].minX + boxes[$0].maxX }
    var tiles: [[Int]] = []
    tiles.reserveCapacity(tileCount)
    for slice in 0..<sliceCount {
      let sliceTiles = firstTile(ofSlice: slice)..<firstTile(ofSlice: slice + 1)
      let start = firstEntry(ofTile: sliceTiles.lowerBound)
      let entries = byX[start..<firstEntry(ofTile: sliceTiles.upperBound)]
      let byY = sorted(Array(entries)) { boxes[$0].minY + boxes[$0].maxY }
      for tile in sliceTiles {
        tiles.append(Array(byY[firstEntry(ofTile: tile) - start..<firstEntry(ofTile: tile + 1) - start]))
      }
    }
    return tiles
  }

  /// Entries by a coordinate; equal ones keep the order of their indices, so that the tree depends on nothing else.
  private static func sorted(_ entries: [Int], by coordinate: (Int) -> Float) -> [Int] {
    var keys = entries.map { entry in UInt64(orderedBits(coordinate(entry))) << 32 | UInt64(UInt32(entry)) }
    keys.sort()
    return keys.map { Int(UInt32(truncatingIfNeeded: $0)) }
  }

  /// Bits that order as unsigned integers like the numbers themselves.
  private static func orderedBits(_ value: Float) -> UInt32 {
    let bits = value.bitPattern
    return bits >> 31 == 0 ? bits | 1 << 31 : ~bits
  }

  private static func union(of entries: [Int], _ boxes: [RTreeBox]) -> RTreeBox {
    var union = entries.first.map { boxes[$0] } ?? RTreeBox(minX: 0, maxX: 0, minY: 0, maxY: 0)
    for entry in entries { union.formUnion(boxes[entry]) }
    return union
  }

  /// Big endian: depth of the tree (in the root), number of entries, the entries; zeros up to the size of a node.
  private static func data(_ entries: [Int], _ ids: [Int], _ boxes: [RTreeBox], depth: Int, size: Int) -> [UInt8] {
    var data: [UInt8] = []
    data.reserveCapacity(size)
    data.appendBigEndian(UInt16(depth))
    data.appendBigEndian(UInt16(entries.count))
    for entry in entries {
      let box = boxes[entry]
      data.appendBigEndian(Int64(ids[entry]))
      for bound in [box.minX, box.maxX, box.minY, box.maxY] { data.appendBigEndian(bound.bitPattern) }
    }
    data.append(contentsOf: repeatElement(0, count: size - data.count))
    return data
  }
}

extension [UInt8] {
  fileprivate mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
    Swift.withUnsafeBytes(of: number.bigEndian) { append(contentsOf: $0) }
  }
}
