/// The path (RFC 9535) of the value at or around a byte.
///
/// Paths are worked out only when a fault is told, so that reading need not keep track of them.
///
/// - Parameters:
///   - target: the byte, from the start of the file.
///   - start: where the walk begins: the value whose path is `prefix`.
/// - Complexity: O(n · depth) in the bytes between `start` and `target`.
func jsonPath(to target: Int, in bytes: UnsafeBufferPointer<UInt8>, from start: Int, prefix: String) -> String {
  var path = prefix
  var scanner = JSONScanner(bytes, from: start)
  // What cannot be walked any further has its path already.
  do throws(GeoJSONProblem) {
    while let step = try scanner.descend(towards: target) { path += step }
  } catch { return path }
  return path
}

extension JSONScanner {
  /// Moves to the child of the value at `offset` that holds `target`.
  ///
  /// - Returns: the step of the path; `nil` when `target` is the value itself or lies in no child.
  fileprivate mutating func descend(towards target: Int) throws(GeoJSONProblem) -> String? {
    let first = peek()
    guard offset < target else { return nil }
    if first == UInt8(ascii: "[") {
      guard try openArray() else { return nil }
      var index = 0
      while !holds(target) {
        index += 1
        guard offset <= target, try hasNextElement() else { return nil }
      }
      return "[\(index)]"
    }
    if first == UInt8(ascii: "{") {
      guard try openObject() else { return nil }
      repeat {
        let name = try key()
        if holds(target) { return Self.step(jsonText(of: name)) }
        guard offset <= target else { return nil }
      } while try hasNextMember()
    }
    return nil
  }

  /// Whether the next value holds `target`: stays at its start when so, else goes behind it.
  private mutating func holds(_ target: Int) -> Bool {
    skipSpace()
    let start = offset
    guard start <= target else { return false }
    // A value that breaks off or breaks the grammar is the one with the fault.
    let isWhole: Bool
    do throws(GeoJSONProblem) {
      try skipValue()
      isWhole = true
    } catch { isWhole = false }
    guard !isWhole || target < offset else { return false }
    offset = start
    return true
  }

  /// `.name`, or `['name']` for what is no plain word.
  private static func step(_ name: String) -> String {
    let isWord =
      !name.isEmpty && name.utf8.allSatisfy { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 &- 0x30 < 10 }
      && !(name.utf8.first.map { $0 &- 0x30 < 10 } ?? false)
    if isWord { return "." + name }
    var quoted = "['"
    for scalar in name.unicodeScalars {
      if scalar == "'" || scalar == "\\" { quoted.unicodeScalars.append("\\") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "']"
  }
}
