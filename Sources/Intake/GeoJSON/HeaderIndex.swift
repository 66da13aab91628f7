/// The names of all properties in order of first appearance, found quickly in features that list them alike.
struct HeaderIndex {
  private(set) var names: [[UInt8]] = []
  private var lookup: [[UInt8]: Int] = [:]
  /// Where the next name is looked for first: behind the one found last.
  private var next = 0

  var count: Int { names.count }

  /// The column of a name; `nil` when it is new.
  mutating func find(_ name: UnsafeBufferPointer<UInt8>) -> Int? {
    if next < names.count, isEqual(names[next], name) {
      next += 1
      return next - 1
    }
    guard let index = lookup[Array(name)] else { return nil }
    next = index + 1
    return index
  }

  mutating func add(_ name: UnsafeBufferPointer<UInt8>) {
    guard find(name) == nil else { return }
    let name = Array(name)
    lookup[name] = names.count
    names.append(name)
    next = names.count
  }

  /// Puts a name before all others.
  mutating func insertFirst(_ name: String) {
    names.insert(Array(name.utf8), at: 0)
    lookup = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    next = 0
  }

  /// To be called before the names of each feature.
  mutating func rewind() { next = 0 }

  private func isEqual(_ name: [UInt8], _ other: UnsafeBufferPointer<UInt8>) -> Bool {
    guard name.count == other.count else { return false }
    for index in 0..<name.count where name[index] != other[index] { return false }
    return true
  }
}
