private import CGISResources

/// The files of `GIS`, linked into the executable: the schema of the workspace, styles, layouts.
public enum GISResources {
  /// The text of a resource, named as its file without the ending; `nil` when no such file is linked in.
  public static func text(_ name: String) -> String? {
    for index in 0..<jm_resource_count() {
      let resource = jm_resource_at(index)
      if String(cString: resource.name) == name {
        return String(decoding: UnsafeBufferPointer(start: resource.bytes, count: resource.size), as: UTF8.self)
      }
    }
    return nil
  }
}
