internal import CRSVG
internal import Registry

/// A drawing could not be turned into a page.
struct PrintError: Error, CustomStringConvertible {
  let path: String
  let reason: String

  var description: String { "\(path) could not be printed: \(reason)" }
}

/// Turns drawings into the pages of a PDF file, or into a picture.
///
/// The only date inside is the one given.
enum PagePrinter {
  private static let pointsPerMillimetre = 72 / 25.4

  /// - Throws: `PrintError`.
  static func writePDF(_ pages: [SVGDrawing], title: String, created: CalendarDate, to path: String) throws {
    guard let surface = cairo_pdf_surface_create(path, 1, 1) else {
      throw PrintError(path: path, reason: "out of memory")
    }
    defer { cairo_surface_destroy(surface) }
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title)
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_AUTHOR, "jieming")
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, "\(created)T00:00:00Z")
    guard let context = cairo_create(surface) else { throw PrintError(path: path, reason: "out of memory") }
    defer { cairo_destroy(context) }
    for page in pages {
      let width = page.widthMillimetres * pointsPerMillimetre
      let height = page.heightMillimetres * pointsPerMillimetre
      cairo_pdf_surface_set_size(surface, width, height)
      try render(page, on: context, width: width, height: height, path)
      cairo_show_page(context)
    }
    cairo_surface_finish(surface)
    try check(cairo_surface_status(surface), path)
    try OutputFile.markPDF(path)
  }

  /// - Parameter pixelsPerMillimetre: 4 is about 100 dots per inch.
  /// - Throws: `PrintError`.
  static func writePNG(_ page: SVGDrawing, pixelsPerMillimetre: Double, to path: String) throws {
    try withPicture(of: page, pixelsPerMillimetre: pixelsPerMillimetre, path) { surface in
      try check(cairo_surface_write_to_png(surface, path), path)
    }
  }

  /// The picture as the bytes of a PNG file.
  ///
  /// - Throws: `PrintError`.
  static func png(_ page: SVGDrawing, pixelsPerMillimetre: Double) throws -> [UInt8] {
    try withPicture(of: page, pixelsPerMillimetre: pixelsPerMillimetre, "PNG") { surface in
      var bytes: [UInt8] = []
      let status = withUnsafeMutablePointer(to: &bytes) { pointer in
        cairo_surface_write_to_png_stream(
          surface,
          { closure, data, count in
            guard let data, let target = closure?.assumingMemoryBound(to: [UInt8].self) else {
              return CAIRO_STATUS_WRITE_ERROR
            }
            target.pointee.append(contentsOf: UnsafeBufferPointer(start: data, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
          }, pointer)
      }
      try check(status, "PNG")
      return bytes
    }
  }

  private static func withPicture<Result>(
    of page: SVGDrawing, pixelsPerMillimetre: Double, _ path: String, _ body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    let width = page.widthMillimetres * pixelsPerMillimetre
    let height = page.heightMillimetres * pixelsPerMillimetre
    let surface = cairo_image_surface_create(
      CAIRO_FORMAT_RGB24, Int32(width.rounded(.up)), Int32(height.rounded(.up)))
    defer { cairo_surface_destroy(surface) }
    guard let surface, let context = cairo_create(surface) else {
      throw PrintError(path: path, reason: "out of memory")
    }
    defer { cairo_destroy(context) }
    try render(page, on: context, width: width, height: height, path)
    cairo_surface_flush(surface)
    return try body(surface)
  }

  private static func render(
    _ page: SVGDrawing, on context: OpaquePointer, width: Double, height: Double, _ path: String
  ) throws {
    var error: UnsafeMutablePointer<GError>?
    let text = Array(page.text.utf8)
    guard let handle = rsvg_handle_new_from_data(text, gsize(text.count), &error) else {
      throw PrintError(path: path, reason: message(of: error))
    }
    defer { g_object_unref(handle) }
    var viewport = RsvgRectangle(x: 0, y: 0, width: width, height: height)
    guard rsvg_handle_render_document(handle, context, &viewport, &error) != 0 else {
      throw PrintError(path: path, reason: message(of: error))
    }
    try check(cairo_status(context), path)
  }

  private static func check(_ status: cairo_status_t, _ path: String) throws {
    guard status == CAIRO_STATUS_SUCCESS else {
      throw PrintError(path: path, reason: String(cString: cairo_status_to_string(status)))
    }
  }

  private static func message(of error: UnsafeMutablePointer<GError>?) -> String {
    defer { if let error { g_error_free(error) } }
    return error?.pointee.message.map { String(cString: $0) } ?? "no reason given"
  }
}
