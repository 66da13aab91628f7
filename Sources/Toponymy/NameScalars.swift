import Texts

/// The Unicode scalars of a name, full-width letters and digits as ordinary ones.
///
/// It owns its memory and uses it again for the next name, so keep one per worker.
public struct NameScalars: ~Copyable {
  private var scalars = ReusableBuffer<UInt32>()
  public private(set) var count = 0

  public init() {}

  public init(_ name: String) {
    self.init()
    let bytes = Array(name.utf8)
    read(bytes.span)
  }

  /// - Complexity: O(bytes), no allocation after the first names.
  public mutating func read(_ name: borrowing Span<UInt8>) {
    scalars.reserve(name.count)
    count = 0
    var index = 0
    while index < name.count {
      scalars[count] = Unicode.Scalar.foldedWidth(of: name.nextScalar(at: &index))
      count += 1
    }
  }

  @inline(__always)
  public subscript(index: Int) -> UInt32 { scalars[index] }

  /// Puts other scalars in place of what was read.
  mutating func replace(with new: [UInt32]) {
    scalars.reserve(new.count)
    count = new.count
    for (index, scalar) in new.enumerated() { scalars[index] = scalar }
  }

  /// The scalars up to the last that is no blank.
  var endWithoutBlanks: Int {
    var end = count
    while end > 0, self[end - 1] <= 0x20 || self[end - 1] == 0x3000 { end -= 1 }
    return end
  }

  @inline(__always)
  func has(_ word: [UInt32], endingAt end: Int) -> Bool {
    has(word, at: end - word.count)
  }
}
