import Geometry

/// Joins the parts of a line that was stored in pieces.
enum LineJoin {
  /// The parts of line rows in the order and direction in which they run on from each other, as a column of one row.
  ///
  /// The end of one part and the start of the next must be equal, as where a line was cut at a vertex.
  ///
  /// - Returns: `nil` where they leave gaps, branch or close to a ring. Complexity: O(n) in vertices.
  static func joined(_ lines: GeometryColumn, rows: [Int]) -> GeometryColumn? {
    let paths = lines.paths(ofRows: rows)
    var pathsAt: [Position: [Int]] = [:]
    for (index, path) in paths.enumerated() {
      pathsAt[lines.position(ofVertex: path.lowerBound), default: []].append(index)
      pathsAt[lines.position(ofVertex: path.upperBound - 1), default: []].append(index)
    }
    // The first part in table order that has a free end, so that the direction is that of the table where it can be.
    guard pathsAt.values.allSatisfy({ $0.count <= 2 }),
      let first = paths.indices.first(where: { index in
        ends(of: paths[index], in: lines).contains { pathsAt[$0]?.count == 1 }
      })
    else { return nil }
    var column = GeometryColumn()
    var place = ends(of: paths[first], in: lines).first { pathsAt[$0]?.count == 1 }
    var next: Int? = first
    var joined: Set<Int> = []
    while let index = next, let start = place {
      joined.insert(index)
      let (head, tail) = (ends(of: paths[index], in: lines)[0], ends(of: paths[index], in: lines)[1])
      column.appendPath(paths[index], of: lines, reversed: head != start)
      let end = head == start ? tail : head
      place = end
      next = pathsAt[end]?.first { !joined.contains($0) }
    }
    column.endRow(.multiLineString)
    return joined.count == paths.count ? column : nil
  }

  private static func ends(of path: Range<Int>, in lines: GeometryColumn) -> [Position] {
    [lines.position(ofVertex: path.lowerBound), lines.position(ofVertex: path.upperBound - 1)]
  }
}

extension GeometryColumn {
  /// The vertices of each part of some line rows, but for parts of a single vertex, which are no lines.
  func paths(ofRows rows: [Int]) -> [Range<Int>] {
    rows.flatMap { row in parts(ofRow: row).flatMap { rings(ofPart: $0).map(vertices(ofRing:)) } }
      .filter { $0.count >= 2 }
  }

  /// Appends vertices of another column as one part of the row being built.
  mutating func appendPath(_ vertices: Range<Int>, of other: GeometryColumn, reversed: Bool = false) {
    for offset in 0..<vertices.count {
      let position = other.position(
        ofVertex: reversed ? vertices.upperBound - 1 - offset : vertices.lowerBound + offset)
      appendVertex(x: position.x, y: position.y)
    }
    endRing()
    endPart()
  }
}
