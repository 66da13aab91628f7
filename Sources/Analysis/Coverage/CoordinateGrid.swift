import Geometry

/// The grid on which edges are compared: positions nearer than it can tell are equal.
///
/// Two exports of one plane layer differ in the twelfth decimal place of a degree; on the ground they are the same.
enum CoordinateGrid {
  /// In degrees: 0.1 mm at most.
  static let stepsPerDegree = 1e9
  /// Positions this near may have been rounded to different sides; in metres.
  static let equalMetres = 0.0005

  static func round(_ column: inout GeometryColumn) {
    column.replaceCoordinates { coordinates in
      for index in coordinates.indices {
        coordinates[index] = (coordinates[index] * stepsPerDegree).rounded() / stepsPerDegree
      }
    }
  }
}
