import Foundation
import TestSupport
import Testing

@testable import Geometry

/// The search for faults, without GEOS deciding first, against GEOS and its own test cases.
@Suite struct ValidityAgreementTests {
  private func faults(_ column: GeometryColumn, row: Int = 0) -> [Invalidity] {
    var finder = InvalidityFinder(row: row, of: column)
    if column.types[row].dimension == 2 { finder.findRingFaults() }
    return finder.sorted()
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var description: String
    var wkt: String
    var isValid: Bool
    var testDescription: String { description }
  }

  static let corpus: [Case] = {
    guard let sharedFolder else { return [] }
    let folder = sharedFolder.appending(path: "data/corpora/geos_xmltester/tests/xmltester/tests")
    return ["general/TestValid.xml", "misc/TestIsValid.xml"].flatMap { name in
      let text = (try? String(contentsOf: folder.appending(path: name), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "<case>").dropFirst().compactMap { piece -> Case? in
        func content(_ start: String, _ end: String) -> String? {
          guard let from = piece.range(of: start), let to = piece[from.upperBound...].range(of: end) else { return nil }
          return piece[from.upperBound..<to.lowerBound].trimmingCharacters(in: .whitespacesAndNewlines)
        }
        guard let wkt = content("<a>", "</a>"), let expected = content("name=\"isValid\" arg1=\"A\">", "</op>") else {
          return nil
        }
        // A ring on its own is a line in a column, and lines may cross themselves.
        if wkt.hasPrefix("LINEARRING") { return nil }
        return Case(description: content("<desc>", "</desc>") ?? "", wkt: wkt, isValid: expected == "true")
      }
    }
  }()

  /// Skipped where the shared corpora are not beside the checkout.
  @Test(.enabled(if: !corpus.isEmpty, "needs the GEOS test corpus in the shared data"), arguments: corpus)
  func geosTestCases(_ testCase: Case) throws {
    let context = GEOSContext()
    let column: GeometryColumn
    do {
      column = try Geometry(wkt: testCase.wkt, in: context).column()
    } catch {
      Issue.record("not read: \(error)")
      return
    }
    #expect(try column.invalidities(ofRow: 0, in: context).isEmpty == testCase.isValid)
    #expect(faults(column).isEmpty == testCase.isValid)
    #expect(try !column.invalidities(ofRow: 0, in: context).contains { $0.kind == .other })
  }

  @Test(.enabled(if: sharedFolder != nil, "needs the GEOS test corpus in the shared data"))
  func corpusIsComplete() {
    #expect(Self.corpus.count > 80)
  }

  /// Small integer grids are full of touches, overlaps, spikes and shared vertices.
  @Test(arguments: 0..<4)
  func randomPolygonsOnAGrid(seed: Int) throws {
    let context = GEOSContext()
    var generator = SeededGenerator(seed: UInt64(seed))
    var (valid, invalid) = (0, 0)
    for _ in 0..<2000 {
      let column = gridPolygon(using: &generator)
      let isValid = try Geometry(row: 0, of: column, in: context).isValid
      let found = faults(column)
      // A macro for every polygon would take most of the time.
      if found.isEmpty != isValid { Issue.record("valid: \(isValid), but \(found) in \(column.coordinates)") }
      if isValid { valid += 1 } else { invalid += 1 }
    }
    #expect(valid > 100 && invalid > 100)
  }

  /// One or two parts of one or two rings of 3 to 6 vertices.
  private func gridPolygon(using generator: inout SeededGenerator) -> GeometryColumn {
    let parts = (0..<Int.random(in: 1...2, using: &generator)).map { _ in
      (0..<Int.random(in: 1...3, using: &generator)).map { ring in
        let size = ring == 0 ? 0...6 : 1...5
        let vertices = ring == 0 && Bool.random(using: &generator)
        if vertices {
          let low = Int.random(in: 0...2, using: &generator)
          return rectangle(Double(low), 0, 6, Double(6 - low))
        }
        var positions = (0..<Int.random(in: 3...5, using: &generator)).map { _ in
          (Double(Int.random(in: size, using: &generator)), Double(Int.random(in: size, using: &generator)))
        }
        positions.append(positions[0])
        return positions
      }
    }
    return polygon(parts)
  }

  @Test func validStarsAreValid() throws {
    let column = randomColumn(rows: 400, seed: 9)
    for row in 0..<column.count { #expect(faults(column, row: row).isEmpty) }
  }
}
