internal import Geometry
internal import Registry

/// Draws the sheets of a boundary line, one page each.
struct StripMap {
  let content: StripMapContent
  let plane: MapPlane
  let layout: StripMapLayout

  /// More sheets than this are no map that anyone prints.
  static let sheetLimit = 300

  /// How the line is cut into sheets.
  struct Sheets {
    let page: MapPage
    let sheets: [StripSheet]
    /// On each side of the line; less than asked for where the paper has no room.
    let corridorMetres: Double
  }

  /// The paper across or upright, whichever takes fewer sheets; `nil` for a line without length, or a scale far too large.
  func sheets() -> Sheets? {
    let metres = Double(layout.scale) / 1000
    return [MapPage.across, .upright].compactMap { page -> Sheets? in
      let width = (page.frame.maxX - page.frame.minX) * metres
      let height = (page.frame.maxY - page.frame.minY) * metres
      // Of a line much longer than its sheets not even the stations are worth while.
      let length = (content.line.last?.last?.chainageMetres ?? 0) - (content.line.first?.first?.chainageMetres ?? 0)
      guard length > 0, length <= Double(Self.sheetLimit) * (width + height) else { return nil }
      let corridor = StripSheet.corridor(
        wantedMetres: layout.corridorMetres, widthMetres: width, heightMetres: height)
      let sheets = StripSheet.along(
        content.line, widthMetres: width, heightMetres: height, corridorMetres: corridor, limit: Self.sheetLimit)
      return sheets.isEmpty ? nil : Sheets(page: page, sheets: sheets, corridorMetres: corridor)
    }.min { $0.sheets.count < $1.sheets.count }
  }

  func pages(_ cut: Sheets) -> [SVGDrawing] {
    cut.sheets.indices.map { index in
      var drawing = SVGDrawing(widthMillimetres: cut.page.width, heightMillimetres: cut.page.height)
      let view = SheetView(sheet: cut.sheets[index], frame: cut.page.frame, scale: layout.scale)
      MapFace(content: content, plane: plane, view: view, cut: cut, index: index).draw(on: &drawing)
      MapFurniture(content: content, plane: plane, view: view, cut: cut, index: index, layout: layout)
        .draw(on: &drawing)
      return drawing
    }
  }
}
