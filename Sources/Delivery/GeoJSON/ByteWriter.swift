internal import Glibc

/// Bytes of an output being put together: a growing buffer without the checks that an Array makes at every step.
struct ByteWriter: ~Copyable {
  private var base: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1 << 12) {
    self.capacity = max(capacity, 64)
    base = .allocate(capacity: self.capacity)
  }

  deinit { base.deallocate() }

  /// Valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: count) }

  mutating func removeAll() { count = 0 }

  /// Makes room for so many further bytes.
  @inline(__always)
  mutating func reserve(_ more: Int) {
    if capacity - count < more { grow(more) }
  }

  @inline(never)
  private mutating func grow(_ more: Int) {
    capacity = max(2 * capacity, count + more)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: base, count: count)
    base.deallocate()
    base = larger
  }

  // MARK: Text

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    reserve(1)
    base[count] = byte
    count += 1
  }

  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  @inline(__always)
  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let start = bytes.baseAddress else { return }
    reserve(bytes.count)
    (base + count).update(from: start, count: bytes.count)
    count += bytes.count
  }

  /// A JSON string with its quotation marks; everything but `"`, `\` and control characters goes out as it is.
  mutating func appendJSON(_ text: UnsafeBufferPointer<UInt8>) {
    // No byte becomes more than six.
    reserve(6 * text.count + 2)
    let start = base + count
    var output = start
    output.pointee = UInt8(ascii: "\"")
    output += 1
    for byte in text {
      if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        output.pointee = byte
        output += 1
      } else {
        Self.escape(byte, to: &output)
      }
    }
    output.pointee = UInt8(ascii: "\"")
    count += output + 1 - start
  }

  mutating func appendJSON(_ text: String) {
    var text = text
    text.withUTF8 { appendJSON($0) }
  }

  private static func escape(_ byte: UInt8, to output: inout UnsafeMutablePointer<UInt8>) {
    let short: UInt8? =
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
      case 0x08: UInt8(ascii: "b")
      case 0x09: UInt8(ascii: "t")
      case 0x0A: UInt8(ascii: "n")
      case 0x0C: UInt8(ascii: "f")
      case 0x0D: UInt8(ascii: "r")
      default: nil
      }
    output[0] = UInt8(ascii: "\\")
    if let short {
      output[1] = short
      output += 2
      return
    }
    output[1] = UInt8(ascii: "u")
    output[2] = UInt8(ascii: "0")
    output[3] = UInt8(ascii: "0")
    output[4] = UInt8(ascii: "0") + byte >> 4
    output[5] = byte & 0xF < 10 ? UInt8(ascii: "0") + byte & 0xF : UInt8(ascii: "a") + byte & 0xF - 10
    output += 6
  }

  // MARK: Numbers

  mutating func append(integer number: Int) {
    if number < 0 { append(UInt8(ascii: "-")) }
    appendDigits(UInt64(number.magnitude), width: 1)
  }

  /// Digits, with zeros before them up to `width`.
  @inline(__always)
  fileprivate mutating func appendDigits(_ number: UInt64, width: Int) {
    var length = 1
    var bound: UInt64 = 10
    while length < 20, number >= bound {
      length += 1
      // Past 10¹⁹ there is no further digit.
      if length < 20 { bound *= 10 }
    }
    length = max(length, width)
    reserve(length)
    var rest = number
    var place = count + length
    count = place
    for _ in 0..<length {
      place -= 1
      base[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
  }

  /// A finite number in the given form.
  @inline(__always)
  mutating func append(_ value: Double, _ format: DecimalFormat) {
    guard let units = format.units(of: value.magnitude) else {
      appendLarge(value, decimals: format.decimals)
      return
    }
    if value < 0, units > 0 { append(UInt8(ascii: "-")) }
    let whole = units / format.unitsPerOne
    var part = units - whole * format.unitsPerOne
    appendDigits(whole, width: 1)
    guard part > 0 else { return }
    var width = format.decimals
    while case let (quotient, digit) = part.quotientAndRemainder(dividingBy: 10), digit == 0 {
      part = quotient
      width -= 1
    }
    append(UInt8(ascii: "."))
    appendDigits(part, width: width)
  }

  /// What is too large for whole units in 53 bits, through the C library, which rounds correctly as well.
  private mutating func appendLarge(_ value: Double, decimals: Int) {
    // The largest Double has 309 digits before the point.
    let room = 340 + decimals
    reserve(room)
    let length = withVaList([Int32(decimals), value]) {
      vsnprintf(UnsafeMutableRawPointer(base + count).assumingMemoryBound(to: CChar.self), room, "%.*f", $0)
    }
    count += Int(length)
    guard decimals > 0 else { return }
    while base[count - 1] == UInt8(ascii: "0") { count -= 1 }
    if base[count - 1] == UInt8(ascii: ".") { count -= 1 }
  }
}

/// Numbers with at most so many decimals, zeros at the end cut, never with an exponent; `-0` becomes `0`.
///
/// The number is rounded to the nearest decimal, exact ties to even, as C's `printf` does: `value × 10ⁿ` is rounded, and
/// only where that product lies half-way between two units does the part it lost decide.
struct DecimalFormat: Sendable {
  static let allowedDecimals = 0...15

  let decimals: Int
  fileprivate let unitsPerOne: UInt64
  private let scale: Double

  /// - Parameter decimals: brought into `allowedDecimals`.
  init(decimals: Int) {
    self.decimals = min(max(decimals, Self.allowedDecimals.lowerBound), Self.allowedDecimals.upperBound)
    unitsPerOne = (0..<self.decimals).reduce(1) { product, _ in product * 10 }
    // Exact: all powers of ten up to 10²² are Doubles.
    scale = Double(unitsPerOne)
  }

  /// The magnitude in units of the last decimal; `nil` from 2⁵² units on, where the product has no fraction any more.
  @inline(__always)
  fileprivate func units(of magnitude: Double) -> UInt64? {
    let product = magnitude * scale
    guard product < 4_503_599_627_370_496 else { return nil }
    let whole = product.rounded(.down)
    let units = UInt64(whole)
    let fraction = product - whole
    if fraction != 0.5 { return fraction > 0.5 ? units + 1 : units }
    let lost = (-product).addingProduct(magnitude, scale)
    if lost == 0 { return units + units & 1 }
    return lost > 0 ? units + 1 : units
  }
}
