internal import CPROJ

/// One PROJ context. PROJ contexts are not thread safe, so one never leaves the worker that made it.
///
/// It is silent (failures are read from return values) and offline, whatever the user's PROJ settings say.
final class PROJContext {
  let pointer: OpaquePointer

  init() throws(CRSError) {
    guard let pointer = proj_context_create() else {
      throw .projUnavailable(reason: "proj_context_create returned no context")
    }
    self.pointer = pointer
    proj_log_level(pointer, PJ_LOG_NONE)
    proj_context_set_enable_network(pointer, 0)
  }

  deinit { proj_context_destroy(pointer) }

  /// PROJ's text for the last failure in this context.
  var lastError: String {
    let code = proj_context_errno(pointer)
    guard code != 0, let text = proj_context_errno_string(pointer, code) else { return "no reason given" }
    return String(cString: text)
  }
}

/// One PROJ object (CRS, operation, datum …) together with the context it lives in.
final class PROJObject {
  let context: PROJContext
  let pointer: OpaquePointer

  /// Takes ownership of `pointer`; `nil` where PROJ returned none.
  init?(_ pointer: OpaquePointer?, in context: PROJContext) {
    guard let pointer else { return nil }
    self.pointer = pointer
    self.context = context
  }

  deinit { proj_destroy(pointer) }

  var name: String {
    proj_get_name(pointer).map { String(cString: $0) } ?? ""
  }
}
