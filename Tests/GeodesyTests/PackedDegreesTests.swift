import Geodesy
import Testing

@Suite struct PackedDegreesTests {
  @Test(arguments: [
    (1060312.34, 106.0534278), (106.031234, 106.0534278), (-106.031234, -106.0534278), (294800, 29.8), (29.48, 29.8),
    (106.5959, 106.9997222), (0, 0),
  ])
  func takesApart(_ packed: Double, _ degrees: Double) throws {
    #expect(abs(try #require(unpackedDegrees(packed)) - degrees) < 1e-7)
  }

  @Test(arguments: [106.6012, 106.0560, 1066000, 1060060, 500, 4_000_000, .nan, .infinity])
  func refusesWhatIsNoAngle(_ value: Double) {
    #expect(unpackedDegrees(value) == nil)
  }

  /// Rounding must not turn 3 minutes into 2 minutes and 99.99 seconds.
  @Test func everySecondOfADegreeComesBack() throws {
    for second in 0..<3600 {
      let packed = 106 + Double(second / 60) / 100 + Double(second % 60) / 10_000
      #expect(abs(try #require(unpackedDegrees(packed)) - 106 - Double(second) / 3600) < 1e-9)
    }
  }
}
