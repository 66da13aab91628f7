import Foundation
import TestSupport
import Testing

@testable import Delivery

/// Numbers as the writer sets them, against C's `printf`, which rounds correctly.
@Suite struct GeoJSONNumberTests {
  private struct Generator {
    var state: UInt64

    /// SeededGenerator64.
    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var value = state
      value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
      value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
      return value ^ value >> 31
    }
  }

  /// Compares many numbers at once; a message names the first that differs.
  private func compare(_ count: Int, decimals: Int, _ number: (Int) -> Double) {
    var writer = ByteWriter()
    let format = DecimalFormat(decimals: decimals)
    let room = 400
    let expected = UnsafeMutablePointer<CChar>.allocate(capacity: room)
    defer { expected.deallocate() }
    for index in 0..<count {
      let value = number(index)
      writer.removeAll()
      writer.append(value, format)
      var length = Int(withVaList([Int32(decimals), value]) { vsnprintf(expected, room, "%.*f", $0) })
      if decimals > 0 {
        while expected[length - 1] == 0x30 { length -= 1 }
        if expected[length - 1] == 0x2E { length -= 1 }
      }
      // C keeps the sign of zero.
      var start = 0
      if length == 2, expected[0] == 0x2D, expected[1] == 0x30 { start = 1 }
      let digits = UnsafeRawBufferPointer(start: expected + start, count: length - start)
      let isEqual = writer.bytes.elementsEqual(digits)
      guard !isEqual else { continue }
      let text = String(decoding: writer.bytes, as: UTF8.self)
      Issue.record("\(value.debugDescription) to \(decimals) decimals: \(text)")
      return
    }
  }

  @Test func coordinatesAtRandom() {
    var random = Generator(state: 7)
    compare(300_000, decimals: 7) { _ in Double(random.next() >> 11) / 9_007_199_254_740_992 * 360 - 180 }
  }

  /// Numbers whose last decimal is 5: written as text they lie half-way, as Doubles a little above or below.
  @Test(arguments: [1, 2, 6, 7, 9])
  func nearlyTies(_ decimals: Int) {
    var random = Generator(state: UInt64(decimals))
    let scale = (0..<decimals).reduce(10.0) { product, _ in product * 10 }
    compare(50_000, decimals: decimals) { _ in
      let units = Double(random.next() % UInt64(360 * scale / 10)) * 10 + 5
      return (units / scale - 180)
    }
    compare(50_000, decimals: decimals) { _ in Double(random.next() % UInt64(180 * scale / 10) * 10 + 5) / scale }
  }

  /// Numbers that lie exactly half-way as Doubles.
  @Test func exactTies() {
    for decimals in 0...7 {
      let steps = Double(1 << (decimals + 1))
      compare(20_000, decimals: decimals) { Double($0 - 10_000) / steps }
    }
  }

  @Test func anyDouble() {
    var random = Generator(state: 1)
    for decimals in 0...15 {
      compare(5_000, decimals: decimals) { _ in
        let value = Double(bitPattern: random.next())
        return value.isFinite ? value : 0.5
      }
    }
  }

  @Test(arguments: [
    (0, 7, "0"), (-0.0, 7, "0"), (-0.00000001, 7, "0"), (0.99999995, 7, "0.9999999"), (0.99999996, 7, "1"),
    (106.02, 7, "106.02"), (-106.0200001, 7, "-106.0200001"), (0.5, 0, "0"), (1.5, 0, "2"), (100, 7, "100"),
    (0.0000001, 7, "0.0000001"), (1e22, 3, "10000000000000000000000"),
  ])
  func examples(_ value: Double, _ decimals: Int, _ expected: String) {
    var writer = ByteWriter()
    writer.append(value, DecimalFormat(decimals: decimals))
    #expect(String(decoding: writer.bytes, as: UTF8.self) == expected)
  }

  @Test func controlCharactersAreEscaped() {
    var writer = ByteWriter()
    let text = (0..<0x20).map { String(UnicodeScalar(UInt8($0))) }.joined() + "\"\\/\u{7F}界𠮷"
    writer.appendJSON(text)
    let read = try? JSONDecoder().decode(String.self, from: Data(writer.bytes))
    #expect(read == text)
    #expect(String(decoding: writer.bytes, as: UTF8.self).hasSuffix("\\u001f\\\"\\\\/\u{7F}界𠮷\""))
  }
}
