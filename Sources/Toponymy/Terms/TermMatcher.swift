/// Finds the words of a list in names, all of them in one pass.
///
/// The words stand in a tree by their characters; its branches are in one hash table, and a bit per character says with
/// which a word may begin, so most characters of a name cost one load.
public struct TermMatcher: Sendable {
  /// The words without repetition; a match tells the place of its word here.
  public let words: [String]
  /// Bit by code point of the basic plane.
  private let firstCharacters: [UInt64]
  /// Open addressing: node and character, 0 for a free place; and the node it leads to.
  private let branches: [UInt64]
  private let targets: [UInt32]
  /// The word that ends at a node, or -1.
  private let wordOfNode: [Int32]

  /// - Parameter words: letters and digits of ordinary width, since `NameScalars` has no others; empty words are left out.
  public init(_ words: some Sequence<String>) {
    var tree = Tree()
    var distinct: [String] = []
    for word in words where !word.isEmpty {
      let node = tree.insert(word.unicodeScalars.map(\.value))
      if tree.wordOfNode[node] < 0 {
        tree.wordOfNode[node] = Int32(distinct.count)
        distinct.append(word)
      }
    }
    self.words = distinct
    wordOfNode = tree.wordOfNode
    var bits = [UInt64](repeating: 0, count: 1024)
    var size = 16
    while size < 2 * tree.branches.count { size *= 2 }
    var (branches, targets) = ([UInt64](repeating: 0, count: size), [UInt32](repeating: 0, count: size))
    for (branch, target) in tree.branches {
      let first = Int(branch & Self.scalarMask)
      if branch >> Self.scalarBits == 1, first < 0x10000 { bits[first >> 6] |= 1 << UInt64(first & 63) }
      var place = Self.place(of: branch) & (size - 1)
      while branches[place] != 0 { place = (place + 1) & (size - 1) }
      (branches[place], targets[place]) = (branch, target)
    }
    firstCharacters = bits
    self.branches = branches
    self.targets = targets
  }

  /// Calls `body` with every word that stands in the name and where, from the left, at one place the shorter first.
  ///
  /// - Complexity: O(characters × longest word) at worst; in names O(characters).
  @inline(__always)
  public func forEachMatch(in name: borrowing NameScalars, _ body: (_ word: Int, _ range: Range<Int>) -> Void) {
    for start in 0..<name.count {
      let first = name[start]
      guard first >= 0x10000 || firstCharacters[Int(first >> 6)] >> UInt64(first & 63) & 1 == 1 else { continue }
      var (node, end): (UInt32, Int) = (Self.root, start)
      while end < name.count, let next = target(of: node, name[end]) {
        end += 1
        node = next
        let word = wordOfNode[Int(node)]
        if word >= 0 { body(Int(word), start..<end) }
      }
    }
  }

  /// Whether some word stands in the name.
  public func hasMatch(in name: borrowing NameScalars) -> Bool {
    for start in 0..<name.count {
      let first = name[start]
      guard first >= 0x10000 || firstCharacters[Int(first >> 6)] >> UInt64(first & 63) & 1 == 1 else { continue }
      var (node, end): (UInt32, Int) = (Self.root, start)
      while end < name.count, let next = target(of: node, name[end]) {
        if wordOfNode[Int(next)] >= 0 { return true }
        end += 1
        node = next
      }
    }
    return false
  }

  @inline(__always)
  private func target(of node: UInt32, _ scalar: UInt32) -> UInt32? {
    let branch = Self.branch(node, scalar)
    var place = Self.place(of: branch) & (branches.count - 1)
    while branches[place] != 0 {
      if branches[place] == branch { return targets[place] }
      place = (place + 1) & (branches.count - 1)
    }
    return nil
  }

  // MARK: Tree

  private static let root: UInt32 = 1
  private static let scalarBits: UInt64 = 21
  private static let scalarMask: UInt64 = 1 << scalarBits - 1

  @inline(__always)
  private static func branch(_ node: UInt32, _ scalar: UInt32) -> UInt64 {
    UInt64(node) << scalarBits | UInt64(scalar)
  }

  @inline(__always)
  private static func place(of branch: UInt64) -> Int {
    Int(truncatingIfNeeded: (branch &* 0x9E37_79B9_7F4A_7C15) >> 32)
  }

  private struct Tree {
    var branches: [UInt64: UInt32] = [:]
    /// Nodes are numbered from the root, 1, so that no branch is 0.
    var wordOfNode: [Int32] = [-1, -1]

    mutating func insert(_ word: [UInt32]) -> Int {
      var node = TermMatcher.root
      for scalar in word {
        let branch = TermMatcher.branch(node, scalar)
        if let next = branches[branch] {
          node = next
        } else {
          node = UInt32(wordOfNode.count)
          branches[branch] = node
          wordOfNode.append(-1)
        }
      }
      return Int(node)
    }
  }
}
