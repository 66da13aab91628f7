/// Memory that is filled anew for each name, so that a million names need no million allocations.
///
/// Elements are written and read without bounds checks in release builds: it serves the inner loop of this module only.
struct ReusableBuffer<Element: BitwiseCopyable>: ~Copyable {
  private var memory: UnsafeMutablePointer<Element>
  private var capacity: Int

  init() {
    capacity = 64
    memory = .allocate(capacity: capacity)
  }

  deinit { memory.deallocate() }

  /// Makes room for a number of elements; what stood in the buffer is lost.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    guard count > capacity else { return }
    memory.deallocate()
    capacity = count * 2
    memory = .allocate(capacity: capacity)
  }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      assert(index >= 0 && index < capacity)
      return memory[index]
    }
    nonmutating set {
      assert(index >= 0 && index < capacity)
      memory[index] = newValue
    }
  }

  @inline(__always)
  func fill(_ range: Range<Int>, with element: Element) {
    for index in range { self[index] = element }
  }

  /// Eight bytes from this element on, the first in the lowest byte of a little-endian machine.
  @inline(__always)
  func eightBytes(at index: Int) -> UInt64 {
    assert(index >= 0 && (index * MemoryLayout<Element>.stride) + 8 <= capacity * MemoryLayout<Element>.stride)
    return UInt64(littleEndian: UnsafeRawPointer(memory + index).loadUnaligned(as: UInt64.self))
  }
}
