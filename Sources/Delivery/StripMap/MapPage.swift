internal import Geometry

/// Where things stand on a page of a strip map: A3, across or upright; millimetres, y down.
struct MapPage {
  let width: Double
  let height: Double
  /// The map.
  let frame: Envelope
  let scaleBar: Position
  /// The arrows to the norths, outside the map so that they cannot cover a line.
  let north: Envelope
  let legend: Position
  let legendRows: Int
  /// The index of sheets.
  let index: Envelope
  /// The right end of the first line.
  let notes: Position

  static let across = MapPage(
    width: 420, height: 297, frame: Envelope(minX: 18, minY: 26, maxX: 402, maxY: 250),
    scaleBar: Position(x: 18, y: 271), north: Envelope(minX: 110, minY: 262, maxX: 142, maxY: 294),
    legend: Position(x: 146, y: 267), legendRows: 5, index: Envelope(minX: 292, minY: 266, maxX: 332, maxY: 294),
    notes: Position(x: 402, y: 268))

  static let upright = MapPage(
    width: 297, height: 420, frame: Envelope(minX: 18, minY: 26, maxX: 279, maxY: 341),
    scaleBar: Position(x: 18, y: 362), north: Envelope(minX: 110, minY: 353, maxX: 142, maxY: 385),
    legend: Position(x: 18, y: 390), legendRows: 5, index: Envelope(minX: 156, minY: 358, maxX: 206, maxY: 415),
    notes: Position(x: 279, y: 362))
}
