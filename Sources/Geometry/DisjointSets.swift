/// Groups of numbers that grow together (union-find with halving of paths).
public struct DisjointSets: Sendable {
  private var parents: [Int]

  /// Each number below `count` in a group of its own.
  public init(count: Int) { parents = Array(0..<count) }

  /// The number that stands for the group of a member.
  public mutating func root(_ member: Int) -> Int {
    var member = member
    while parents[member] != member {
      parents[member] = parents[parents[member]]
      member = parents[member]
    }
    return member
  }

  /// Unites two groups; false if they were one already. The smaller number stands for both.
  @discardableResult
  public mutating func unite(_ left: Int, _ right: Int) -> Bool {
    let (left, right) = (root(left), root(right))
    parents[max(left, right)] = min(left, right)
    return left != right
  }

  /// A new group of one member.
  public mutating func add() -> Int {
    parents.append(parents.count)
    return parents.count - 1
  }
}
