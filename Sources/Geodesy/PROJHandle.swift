internal import CPROJ

/// One PROJ context. PROJ contexts are not thread safe, so one never leaves the worker that made it.
///
/// It is silent (failures are read from return values) and offline, whatever the user's PROJ settings say.
final class PROJContext {
  let pointer: OpaquePointer

  /// - Parameter readsDatabase: `false` for operations that are given in full. PROJ would open `proj.db` even for those,
  ///   which costs several milliseconds in a new process.
  init(readsDatabase: Bool) throws(CRSError) {
    guard let pointer = proj_context_create() else {
      throw .projUnavailable(reason: "proj_context_create returned no context")
    }
    self.pointer = pointer
    // The log level alone does not silence it: PROJ still complains on standard error that it found no proj.db.
    proj_log_func(pointer, nil) { _, _, _ in }
    proj_context_set_enable_network(pointer, 0)
    if !readsDatabase {
      "/dev/null".withCString { nowhere in
        var path: UnsafePointer<CChar>? = nowhere
        proj_context_set_search_paths(pointer, 1, &path)
      }
    }
  }

  deinit { proj_context_destroy(pointer) }

  /// Whether `proj.db` is found; opens it.
  var hasDatabase: Bool { proj_context_get_database_path(pointer) != nil }

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
