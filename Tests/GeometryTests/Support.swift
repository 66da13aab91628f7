import Foundation
import TestSupport

@testable import Geometry

/// The shared corpora: `JIEMING_SHARED`, else `shared` beside the checkout; `nil` where there are none.
let sharedFolder: URL? = {
  let beside = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared").standardized
  let folder = ProcessInfo.processInfo.environment["JIEMING_SHARED"].map { URL(filePath: $0) } ?? beside
  return FileManager.default.fileExists(atPath: folder.path) ? folder : nil
}()

func columnFromWKT(_ texts: String...) throws -> GeometryColumn {
  let context = GEOSContext()
  var column = GeometryColumn()
  for text in texts { try Geometry(wkt: text, in: context).append(to: &column) }
  return column
}

/// A column of one polygonal row from bare positions: also of rings that GEOS would refuse.
func polygon(_ parts: [[[(Double, Double)]]]) -> GeometryColumn {
  var column = GeometryColumn()
  for part in parts {
    for ring in part {
      for (x, y) in ring { column.appendVertex(x: x, y: y) }
      column.endRing()
    }
    column.endPart()
  }
  column.endRow(parts.count == 1 ? .polygon : .multiPolygon)
  return column
}

func rectangle(_ minX: Double, _ minY: Double, _ maxX: Double, _ maxY: Double) -> [(Double, Double)] {
  [(minX, minY), (maxX, minY), (maxX, maxY), (minX, maxY), (minX, minY)]
}

/// A star-shaped, hence simple, ring around a centre.
func star<Generator: RandomNumberGenerator>(
  _ centre: (Double, Double), radius: Double, vertices: Int, using generator: inout Generator
) -> [(Double, Double)] {
  var ring = (0..<vertices).map { vertex in
    let angle = 2 * Double.pi * Double(vertex) / Double(vertices)
    let length = radius * Double.random(in: 0.5...1, using: &generator)
    return (centre.0 + length * cos(angle), centre.1 + length * sin(angle))
  }
  ring.append(ring[0])
  return ring
}

/// Rows of every type, some `none`, with random coordinates; polygons are valid.
func randomColumn(rows: Int, seed: UInt64) -> GeometryColumn {
  var generator = SeededGenerator(seed: seed)
  var column = GeometryColumn()
  func addPart(_ dimension: Int, _ column: inout GeometryColumn, offset: Double) {
    let centre = (
      Double.random(in: 105...107, using: &generator) + offset, Double.random(in: 29...30, using: &generator)
    )
    let shell = star(centre, radius: 0.4, vertices: Int.random(in: 3...40, using: &generator), using: &generator)
    let hole = star(centre, radius: 0.05, vertices: 5, using: &generator)
    let rings: [[(Double, Double)]] =
      switch dimension {
      case 0: [[centre]]
      case 1: [Array(shell.dropLast())]
      default: Bool.random(using: &generator) && shell.count > 8 ? [shell, hole] : [shell]
      }
    for ring in rings {
      for (x, y) in ring { column.appendVertex(x: x, y: y) }
      column.endRing()
    }
    column.endPart()
  }
  for _ in 0..<rows {
    let type = GeometryType(rawValue: UInt8.random(in: 0...6, using: &generator)) ?? .none
    guard let dimension = type.dimension else {
      column.appendNone()
      continue
    }
    let parts = type.isMulti ? Int.random(in: 1...4, using: &generator) : 1
    for part in 0..<parts { addPart(dimension, &column, offset: 4 * Double(part)) }
    column.endRow(type)
  }
  return column
}
