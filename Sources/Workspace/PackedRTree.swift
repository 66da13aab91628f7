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
/// Nodes are handed out as they are packed, so that an entry costs 12 bytes beside its id and box.
struct PackedRTree {
  static let rootNumber = 1

  /// The number of the leaf of each entry, in the order of the entries given.
  private(set) var leafOfEntry: [UInt32]
  /// The node above each node but the root, in the order of their numbers.
  private(set) var parents: [(node: Int, parent: Int)] = []

  /// - Parameters:
  ///   - ids: the row ids of the entries.
  ///   - nodeSize: the bytes of a node in this database; it holds `(nodeSize - 4) / 24` entries.
  ///   - write: takes the number and the bytes of each node as SQLite stores it; the root comes last.
  init(ids: [Int], boxes: [RTreeBox], nodeSize: Int, write: (Int, [UInt8]) throws -> Void) rethrows {
    let capacity = (nodeSize - 4) / Self.entrySize
    leafOfEntry = Array(repeating: UInt32(Self.rootNumber), count: ids.count)
    var (ids, boxes) = (ids, boxes)
    var nextNumber = Self.rootNumber + 1
    var depth = 0
    while true {
      let tiles = Tiles(boxes, capacity: capacity)
      let isRoot = tiles.count <= 1
      // Above the leaves ids are node numbers, in ascending order.
      let firstParent = parents.count
      if depth > 0 { parents += ids.map { ($0, Self.rootNumber) } }
      var (levelIDs, levelBoxes): ([Int], [RTreeBox]) = ([], [])
      for tile in 0..<max(1, tiles.count) {
        let number = isRoot ? Self.rootNumber : nextNumber
        if !isRoot { nextNumber += 1 }
        let entries = tiles[tile]
        for entry in entries {
          if depth == 0 {
            leafOfEntry[entry] = UInt32(truncatingIfNeeded: number)
          } else {
            parents[firstParent + entry].parent = number
          }
        }
        levelIDs.append(number)
        levelBoxes.append(Self.union(of: entries, boxes))
        try write(number, Self.data(entries, ids, boxes, depth: isRoot ? depth : 0, size: nodeSize))
      }
      if isRoot { return }
      (ids, boxes) = (levelIDs, levelBoxes)
      depth += 1
    }
  }

  /// A row id or node number of 64 bits, and four single-precision bounds.
  private static let entrySize = 24

  /// Boxes in tiles of nearly equal count, at most `capacity` each: slices by x, in each slice tiles by y.
  private struct Tiles {
    let count: Int
    /// The entries tile by tile, each below what it was sorted by.
    private var keys: [UInt64]

    init(_ boxes: [RTreeBox], capacity: Int) {
      count = (boxes.count + capacity - 1) / capacity
      keys = boxes.indices.map { Self.key(boxes[$0].minX + boxes[$0].maxX, $0) }
      guard count > 1 else { return }
      let sliceCount = Int(Double(count).squareRoot().rounded(.up))
      keys.sort()
      for slice in 0..<sliceCount {
        let tiles = slice * count / sliceCount..<(slice + 1) * count / sliceCount
        let range = firstEntry(ofTile: tiles.lowerBound)..<firstEntry(ofTile: tiles.upperBound)
        for index in range {
          let entry = Self.entry(keys[index])
          keys[index] = Self.key(boxes[entry].minY + boxes[entry].maxY, entry)
        }
        keys[range].sort()
      }
    }

    subscript(tile: Int) -> [Int] {
      guard count > 1 else { return Array(keys.indices) }
      return keys[firstEntry(ofTile: tile)..<firstEntry(ofTile: tile + 1)].map(Self.entry)
    }

    private func firstEntry(ofTile tile: Int) -> Int { tile * keys.count / count }

    /// Orders by a coordinate; equal ones keep the order of their entries, so that the tree depends on nothing else.
    private static func key(_ coordinate: Float, _ entry: Int) -> UInt64 {
      let bits = coordinate.bitPattern
      let ordered = bits >> 31 == 0 ? bits | 1 << 31 : ~bits
      return UInt64(ordered) << 32 | UInt64(UInt32(truncatingIfNeeded: entry))
    }

    private static func entry(_ key: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: key)) }
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
