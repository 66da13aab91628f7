public import Registry

/// A breach of RFC 8259 or RFC 7946 in a file, as it is told to people.
///
/// Thrown when the file is refused; otherwise an import note, and for a feature that cannot be used a rejected row.
public struct GeoJSONFault: Error, Sendable, Equatable {
  public enum Severity: Sendable {
    /// Read all the same: the meaning is beyond doubt and nothing is lost.
    case note
    /// The feature is quarantined: using it would lose or misread something.
    case rowUnusable
    /// The file is refused.
    case fileUnusable
  }

  public var code: Code
  /// Where in the document, for example `$.features[3].geometry.coordinates[0]` (RFC 9535).
  public var jsonPath: String
  /// From the start of the file.
  public var byteOffset: Int
  public var message: LocalizedText
  public var severity: Severity

  /// What is wrong; the raw value is kept with the import note.
  public enum Code: String, Sendable, CaseIterable {
    // JSON (RFC 8259).
    case truncated
    case syntax
    case badNumber = "bad-number"
    case badEscape = "bad-escape"
    case tooDeep = "too-deep"
    case trailingText = "trailing-text"
    case trailingPadding = "trailing-padding"
    case notFinite = "not-finite"
    case numberOutOfRange = "number-out-of-range"
    case controlCharacter = "control-character"
    case damagedText = "damaged-text"
    case byteOrderMark = "byte-order-mark"
    case notUTF8 = "not-utf8"
    case empty
    // Objects and members (RFC 7946, sections 3 and 7).
    case notGeoJSON = "not-geojson"
    case missingType = "missing-type"
    case unknownType = "unknown-type"
    case missingGeometryType = "missing-geometry-type"
    case typeSpelling = "type-spelling"
    case missingFeatures = "missing-features"
    case missingProperties = "missing-properties"
    case missingGeometry = "missing-geometry"
    case missingCoordinates = "missing-coordinates"
    case wrongFeatures = "wrong-features"
    case wrongFeature = "wrong-feature"
    case wrongProperties = "wrong-properties"
    case wrongGeometry = "wrong-geometry"
    case wrongID = "wrong-id"
    case wrongBounds = "wrong-bbox"
    case misplacedMember = "misplaced-member"
    case misplacedProperties = "misplaced-properties"
    case bareGeometry = "bare-geometry"
    case duplicateMember = "duplicate-member"
    case repeatedProperty = "repeated-property"
    case contradictoryProperty = "contradictory-property"
    case crsMember = "crs-member"
    case featureCRS = "feature-crs"
    // Geometries (section 3.1).
    case wrongDepth = "wrong-depth"
    case textCoordinate = "text-coordinate"
    case coordinateNotNumber = "coordinate-not-number"
    case shortPosition = "short-position"
    case longPosition = "long-position"
    case shortLine = "short-line"
    case shortRing = "short-ring"
    case unclosedRing = "unclosed-ring"
    case nestedCollection = "nested-collection"
    case mixedCollection = "mixed-collection"
    /// Stands for faults of a kind that occur too often to be listed one by one.
    case furtherFaults = "further-faults"
  }
}

extension GeoJSONFault: CustomStringConvertible {
  public var description: String { "\(jsonPath) (byte \(byteOffset)): \(message.en)" }
}

extension GeoJSONFault {
  /// The note that tells of the fault; rule I109 makes its finding of it.
  func note(row: Int?) -> ImportNote {
    ImportNote(
      .malformedGeoJSON, source: 0, row: row,
      details: [
        "path": jsonPath, "offset": String(byteOffset), "problem": code.rawValue, "zh": message.zh, "en": message.en,
      ])
  }
}

extension GeoJSONFault.Code {
  /// Whether the file goes in, goes in without the feature, or stays out.
  ///
  /// A breach of the grammar costs the whole document, except in a text sequence, where it costs one record.
  var severity: GeoJSONFault.Severity {
    switch self {
    case .truncated, .syntax, .badNumber, .badEscape, .tooDeep, .trailingText, .notUTF8, .empty, .notGeoJSON,
      .missingFeatures, .wrongFeatures, .duplicateMember:
      .fileUnusable
    case .unknownType, .missingGeometryType, .wrongFeature, .wrongProperties, .wrongGeometry, .missingCoordinates,
      .contradictoryProperty,
      .featureCRS, .damagedText, .wrongDepth, .textCoordinate, .coordinateNotNumber, .shortPosition, .shortLine,
      .shortRing, .mixedCollection:
      .rowUnusable
    case .trailingPadding, .notFinite, .numberOutOfRange, .controlCharacter, .byteOrderMark, .missingType,
      .typeSpelling,
      .missingProperties, .missingGeometry, .wrongID, .wrongBounds, .misplacedMember, .misplacedProperties,
      .bareGeometry, .repeatedProperty, .crsMember, .longPosition, .unclosedRing, .nestedCollection, .furtherFaults:
      .note
    }
  }

  /// Legal GeoJSON that one record of ours cannot hold.
  var isLegal: Bool { self == .mixedCollection }
}
