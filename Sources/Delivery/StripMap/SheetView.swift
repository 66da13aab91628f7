internal import Geometry
internal import Glibc

/// A sheet on its page: where positions of the plane lie on the paper.
struct SheetView {
  let sheet: StripSheet
  /// The map on the page, in millimetres, y down.
  let frame: Envelope
  /// The denominator of the scale.
  let scale: Int

  /// Millimetres on the paper of some metres.
  func millimetres(_ metres: Double) -> Double { metres / Double(scale) * 1000 }

  func page(_ position: Position) -> Position {
    Position(
      x: frame.centre.x + millimetres(position.x - sheet.centre.x),
      y: frame.centre.y - millimetres(position.y - sheet.centre.y))
  }

  /// The inverse of `page`.
  func plane(_ place: Position) -> Position {
    let metres = Double(scale) / 1000
    return Position(
      x: sheet.centre.x + (place.x - frame.centre.x) * metres, y: sheet.centre.y - (place.y - frame.centre.y) * metres)
  }

  func page(_ path: [Position]) -> [Position] { path.map(page) }

  /// The part of a path near the map: what lies far outside is passed over, so that a page does not carry a whole line.
  func visible(_ path: [Position]) -> [[Position]] {
    let reach = hypot(sheet.widthMetres, sheet.heightMetres) / 2
    let near = Envelope(sheet.centre).grown(by: reach)
    var pieces: [[Position]] = []
    var piece: [Position] = []
    for (from, to) in zip(path, path.dropFirst()) {
      guard near.intersects(Envelope(from).extended(to: to)) else {
        if !piece.isEmpty { pieces.append(piece) }
        piece = []
        continue
      }
      if piece.isEmpty { piece.append(from) }
      piece.append(to)
    }
    if !piece.isEmpty { pieces.append(piece) }
    return pieces.map { thinned(page($0)) }
  }

  /// Without vertices closer to the one before than a printer can show.
  private func thinned(_ path: [Position]) -> [Position] {
    guard var last = path.first, path.count > 2 else { return path }
    var kept = [last]
    for position in path.dropFirst().dropLast() where hypot(position.x - last.x, position.y - last.y) >= 0.1 {
      kept.append(position)
      last = position
    }
    return kept + path.suffix(1)
  }

  func shows(_ position: Position) -> Bool { frame.contains(page(position)) }
}
