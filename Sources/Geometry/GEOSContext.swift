internal import CGEOS

/// The state of GEOS for one worker: error texts land here instead of in a global.
///
/// Not `Sendable` on purpose: every worker makes its own, and what it makes with it stays with it.
public final class GEOSContext {
  let handle: GEOSContextHandle_t
  private var messages: [String] = []

  public init() {
    handle = GEOS_init_r()
    let receiver = Unmanaged.passUnretained(self).toOpaque()
    _ = GEOSContext_setErrorMessageHandler_r(
      handle,
      { text, receiver in
        guard let text, let receiver else { return }
        Unmanaged<GEOSContext>.fromOpaque(receiver).takeUnretainedValue().messages.append(String(cString: text))
      }, receiver)
  }

  deinit { GEOS_finish_r(handle) }

  /// The version of the GEOS library in use, such as `3.11.1-CAPI-1.17.1`.
  public static var version: String { GEOSversion().map { String(cString: $0) } ?? "unknown" }

  /// The error of a call that has just failed, with what GEOS said about it.
  func failure(_ operation: String) -> GeometryError {
    defer { messages.removeAll() }
    return .geos(operation: operation, message: messages.isEmpty ? "no reason given" : messages.joined(separator: "; "))
  }

  /// The result of a C predicate: 0 false, 1 true, anything else an exception inside GEOS.
  func predicate(_ operation: String, _ result: CChar) throws(GeometryError) -> Bool {
    switch result {
    case 0: false
    case 1: true
    default: throw failure(operation)
    }
  }

  /// The pointer a C function returned, which is null after an exception inside GEOS.
  func pointer(_ operation: String, _ result: OpaquePointer?) throws(GeometryError) -> OpaquePointer {
    guard let result else { throw failure(operation) }
    return result
  }
}

/// Why an operation on geometries gave no result.
public enum GeometryError: Error, Hashable, CustomStringConvertible {
  /// GEOS refused the input or failed; `message` is its own text.
  case geos(operation: String, message: String)
  /// The result has points, lines and polygons side by side, which a row cannot hold.
  case mixedCollection(operation: String)

  public var description: String {
    switch self {
    case .geos(let operation, let message):
      "GEOS could not do \(operation): \(message). Check the geometry with invalidities(ofRow:in:) and repair it."
    case .mixedCollection(let operation):
      "The result of \(operation) mixes points, lines and polygons. Ask for the parts of one dimension."
    }
  }
}
