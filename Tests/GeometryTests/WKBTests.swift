import TestSupport
import Testing

@testable import Geometry

@Suite struct WKBTests {
  private func read(_ hex: String) throws -> (GeometryColumn, WKBProperties) {
    var column = GeometryColumn()
    let properties = try bytes(hex).withUnsafeBytes { try column.appendWKB($0) }
    return (column, properties)
  }

  private func bytes(_ hex: String) -> [UInt8] {
    let digits = hex.filter(\.isHexDigit).compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map { UInt8(digits[$0] << 4 | digits[$0 + 1]) }
  }

  private let one = "3FF0000000000000"
  private let two = "4000000000000000"
  private let nine = "4022000000000000"

  @Test func bigEndianPoint() throws {
    let (column, properties) = try read("00 00000001 \(one) \(two)")
    #expect(try column == columnFromWKT("POINT (1 2)"))
    #expect(properties == WKBProperties())
  }

  @Test(arguments: [("000003E9", true, false), ("000007D1", false, true), ("80000001", true, false)])
  func thirdDimensionIsDroppedAndTold(code: String, hadZ: Bool, hadM: Bool) throws {
    let (column, properties) = try read("00 \(code) \(one) \(two) \(nine)")
    #expect(try column == columnFromWKT("POINT (1 2)"))
    #expect(properties == WKBProperties(hadZ: hadZ, hadM: hadM, srid: nil))
  }

  @Test func fourDimensionsAndReferenceSystemOfEWKB() throws {
    let (column, properties) = try read(
      "00 E0000002 0000118A 00000002 \(one)\(two)\(nine)\(nine) \(two)\(one)\(nine)\(nine)")
    #expect(try column == columnFromWKT("LINESTRING (1 2, 2 1)"))
    #expect(properties == WKBProperties(hadZ: true, hadM: true, srid: 4490))
  }

  @Test func membersMayHaveTheOtherByteOrder() throws {
    let (column, _) = try read("00 00000004 00000001 01 01000000 000000000000F03F 0000000000000040")
    #expect(try column == columnFromWKT("MULTIPOINT ((1 2))"))
  }

  @Test func writesTheBytesOfTheStandard() throws {
    #expect(try columnFromWKT("POINT (1 2)").wkb(ofRow: 0) == bytes("01 01000000 000000000000F03F 0000000000000040"))
    let triangle = try columnFromWKT("MULTIPOLYGON (((0 0, 1 0, 0 1, 0 0)))")
    let (zero, one) = ("0000000000000000", "000000000000F03F")
    let expected =
      "01 06000000 01000000 01 03000000 01000000 04000000 \(zero)\(zero) \(one)\(zero) \(zero)\(one) \(zero)\(zero)"
    #expect(triangle.wkb(ofRow: 0) == bytes(expected))
    #expect(try columnFromWKT("POINT EMPTY").wkb(ofRow: 0) == bytes("01 07000000 00000000"))
  }

  @Test func emptiesBecomeNone() throws {
    for hex in [
      "00 00000001 7FF8000000000000 7FF8000000000000", "00 00000002 00000000", "00 00000003 00000000",
      "00 00000003 00000001 00000000", "00 00000007 00000000", "00 00000006 00000001 00 00000003 00000000",
    ] {
      #expect(try read(hex).0.types == [.none])
    }
  }

  @Test func faultsAreNamed() throws {
    let cases: [(String, WKBError)] = [
      ("", .truncated(offset: 0)),
      ("02 00000001", .byteOrder(2, offset: 0)),
      ("00 00000008 00000000", .unsupportedType(8, offset: 0)),
      ("00 00000001 \(one)", .truncated(offset: 5)),
      ("00 00000002 FFFFFFFF \(one)", .truncated(offset: 9)),
      ("00 00000007 FFFFFFFF 00", .truncated(offset: 9)),
      ("00 00000001 \(one) \(two) 00", .trailingBytes(offset: 21)),
      ("00 00000004 00000001 00 00000002 00000000", .misplacedMember(2, offset: 9)),
      (
        "00 00000007 00000002 00 00000001 \(one) \(two) 00 00000002 00000001 \(one) \(two)",
        .mixedCollection(offset: 39)
      ),
      (String(repeating: "00 00000007 00000001", count: 40), .nestedTooDeeply(offset: 144)),
    ]
    for (hex, expected) in cases {
      #expect(throws: expected, "\(hex)") { try read(hex) }
    }
  }

  @Test func faultsInTheGeoPackageHeaderAreNamed() throws {
    var good = try columnFromWKT("LINESTRING (1 2, 5 3)").geoPackageBlob(ofRow: 0, srsID: 4490)
    for (place, value) in [(0, 0x48), (2, 1), (3, 0b1011), (3, 0b10_0011)] as [(Int, UInt8)] {
      var damaged = good
      damaged[place] = value
      #expect(throws: WKBError.self) { try damaged.withUnsafeBytes { try GeoPackageHeader($0) } }
    }
    good.removeLast(good.count - 20)
    #expect(throws: WKBError.truncated(offset: 20)) { try good.withUnsafeBytes { try GeoPackageHeader($0) } }
  }

  /// Damaged bytes give an error or a geometry, never a crash, and an error leaves the column alone.
  @Test func survivesDamage() throws {
    let source = randomColumn(rows: 60, seed: 3)
    var generator = SeededGenerator(seed: 4)
    var column = try columnFromWKT("POINT (0 0)")
    var (refused, accepted) = (0, 0)
    for round in 0..<10_000 {
      var bytes =
        round.isMultiple(of: 2)
        ? source.wkb(ofRow: round % source.count) : source.geoPackageBlob(ofRow: round % source.count, srsID: 4490)
      for _ in 0..<Int.random(in: 1...4, using: &generator) {
        let place = Int.random(in: 0..<min(bytes.count, 60), using: &generator)
        bytes[place] = UInt8.random(in: 0...255, using: &generator)
      }
      if Bool.random(using: &generator) { bytes.removeLast(Int.random(in: 0...bytes.count, using: &generator)) }
      let before = column
      do {
        try bytes.withUnsafeBytes {
          if round.isMultiple(of: 2) { try column.appendWKB($0) } else { try column.appendGeoPackageBlob($0) }
        }
        accepted += 1
        if column.count != 2 { Issue.record("one row was expected") }
        _ = column.wkb(ofRow: 1)
        column = column.single(row: 0)
      } catch {
        refused += 1
        if column != before { Issue.record("an error left something behind") }
      }
    }
    #expect(refused > 1000 && accepted > 1000)
  }

}
