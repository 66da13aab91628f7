/// A ring of a row: of which part, and which of its rings, both counted from 0; ring 0 of a polygon is its shell.
public struct RingIndex: Sendable, Hashable, Comparable {
  public var part: Int
  public var ring: Int

  public init(part: Int, ring: Int) {
    self.part = part
    self.ring = ring
  }

  public static func < (left: RingIndex, right: RingIndex) -> Bool {
    (left.part, left.ring) < (right.part, right.ring)
  }
}

/// One reason why a geometry is not valid by OGC Simple Features (ISO 19125-1), with its place.
public struct Invalidity: Sendable, Hashable {
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    case nonFiniteCoordinate
    /// A line of fewer than two different points, a ring of fewer than three.
    case tooFewPoints
    /// The last vertex of a ring is not the first.
    case unclosedRing
    /// A ring crosses itself.
    case selfIntersection
    /// A ring touches itself in a point without crossing.
    case ringSelfTouch
    /// A ring runs out and back on its own way; the place is the tip.
    case spike
    /// Two rings of one part cross.
    case crossingRings
    /// Two rings, or one with itself, run along the same line; one for every stretch.
    case overlappingEdges
    /// Two rings have the same vertices.
    case duplicateRings
    case holeOutsideShell
    /// A hole inside another hole of the same part.
    case nestedHoles
    /// Parts cross each other.
    case overlappingParts
    /// A part inside another part.
    case nestedParts
    /// Rings that touch each other cut the inside into pieces.
    case disconnectedInterior
    /// GEOS finds it invalid, for the reason in `message`.
    case other
  }

  public var kind: Kind
  /// Where it is; finite, unless the row has no finite vertex at all.
  public var place: Position
  public var ring: RingIndex
  /// The other ring it takes.
  public var otherRing: RingIndex?
  /// GEOS's own text, for `other`.
  public var message: String?

  public init(
    _ kind: Kind, at place: Position, ring: RingIndex, otherRing: RingIndex? = nil, message: String? = nil
  ) {
    self.kind = kind
    self.place = place
    self.ring = ring
    self.otherRing = otherRing
    self.message = message
  }
}

/// A vertex that repeats the one before it: legal, and often a trace of careless digitising.
public struct RepeatedPoint: Sendable, Hashable {
  public var place: Position
  public var ring: RingIndex
  /// The vertex of the column that repeats its predecessor.
  public var vertex: Int
}

extension GeometryColumn {
  /// All invalidities of a row, in the order of its rings, then of kinds, then of places.
  ///
  /// GEOS decides whether a polygon is valid at all; what is wrong, and where, is found here, because GEOS stops at the
  /// first fault. Points and lines are invalid only with coordinates that are not finite or with too few points.
  /// About O(n log n) for n vertices, apart from the faults themselves; after ten thousand faults the search stops.
  ///
  /// - Throws: `GeometryError` if GEOS fails on a geometry it accepted, for want of memory.
  public func invalidities(ofRow row: Int, in context: GEOSContext) throws(GeometryError) -> [Invalidity] {
    var finder = InvalidityFinder(row: row, of: self)
    guard types[row].dimension == 2 else { return finder.sorted() }
    var geosReason: Invalidity?
    if finder.found.isEmpty {
      // Closed rings of enough finite points: GEOS takes it.
      let geometry = try Geometry(row: row, of: self, in: context)
      geosReason = try geometry.firstInvalidity()
      if geosReason == nil { return [] }
    }
    finder.findRingFaults()
    if let geosReason, finder.found.isEmpty { return [geosReason] }
    return finder.sorted()
  }

  /// The vertices of lines and rings that repeat the vertex before them.
  public func repeatedPoints(ofRow row: Int) -> [RepeatedPoint] {
    guard types[row].dimension ?? 0 > 0 else { return [] }
    var repeated: [RepeatedPoint] = []
    for (index, vertices) in indexedRings(ofRow: row) {
      for vertex in vertices.dropFirst() where position(ofVertex: vertex) == position(ofVertex: vertex - 1) {
        repeated.append(RepeatedPoint(place: position(ofVertex: vertex), ring: index, vertex: vertex))
      }
    }
    return repeated
  }

  func indexedRings(ofRow row: Int) -> [(index: RingIndex, vertices: Range<Int>)] {
    var indexed: [(RingIndex, Range<Int>)] = []
    for (partIndex, part) in parts(ofRow: row).enumerated() {
      for (ringIndex, ring) in rings(ofPart: part).enumerated() {
        indexed.append((RingIndex(part: partIndex, ring: ringIndex), vertices(ofRing: ring)))
      }
    }
    return indexed
  }
}
