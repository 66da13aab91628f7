internal import CGDAL

/// What GDAL had to say during a call, instead of on standard error.
final class GDALMessages {
  fileprivate(set) var errors: [String] = []
  fileprivate(set) var warnings: [String] = []

  /// The errors, else the warnings, as one text.
  var text: String {
    let texts = errors.isEmpty ? warnings : errors
    return texts.isEmpty ? "GDAL" : texts.joined(separator: "; ")
  }

  /// That a part of a workbook breaks off, which GDAL then reads as far as it goes; formulas that it does not know are
  /// errors to it as well.
  var damage: String? { errors.first { $0.contains("XML parsing") || $0.contains("decompression") } }

  /// Rows with more columns than GDAL takes are left out with no other word.
  var tellOfTooManyColumns: Bool {
    (warnings + errors).contains {
      $0.contains("Limiting number of columns") || $0.contains("Maximum number of fields")
    }
  }

  /// Runs `body` while this thread's messages of GDAL are collected.
  static func collecting<Result, Failure: Error>(
    _ body: (GDALMessages) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    let messages = GDALMessages()
    CPLPushErrorHandlerEx(
      { severity, _, text in
        guard let data = CPLGetErrorHandlerUserData(), let text else { return }
        let messages = Unmanaged<GDALMessages>.fromOpaque(data).takeUnretainedValue()
        let line = String(cString: text)
        switch severity {
        case CE_Failure, CE_Fatal: messages.errors.append(line)
        case CE_Warning: messages.warnings.append(line)
        default: break
        }
      }, Unmanaged.passUnretained(messages).toOpaque())
    defer { CPLPopErrorHandler() }
    return try withExtendedLifetime(messages) { () throws(Failure) in try body(messages) }
  }

  func removeAll() {
    errors = []
    warnings = []
  }
}
