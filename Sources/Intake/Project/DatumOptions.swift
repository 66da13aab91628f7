public import Geodesy
public import Registry

/// What a user says of coordinates on another datum, on the command line or for an input of a project.
public struct DatumOptions: Sendable {
  public var parametersFile: String?
  public var commonPointsFile: String?
  public var model: CommonPointFit.Model?
  public var toleranceMetres: Double?
  public var keepsDatum: Bool

  public init(
    parametersFile: String? = nil, commonPointsFile: String? = nil, model: CommonPointFit.Model? = nil,
    toleranceMetres: Double? = nil, keepsDatum: Bool = false
  ) {
    self.parametersFile = parametersFile
    self.commonPointsFile = commonPointsFile
    self.model = model
    self.toleranceMetres = toleranceMetres
    self.keepsDatum = keepsDatum
  }

  /// What contradicts itself; `nil` where nothing does.
  public var contradiction: LocalizedText? {
    let ways = [parametersFile != nil, commonPointsFile != nil, keepsDatum].count { $0 }
    if ways > 1 {
      return LocalizedText(
        zh: "转换参数、公共点、保留原基准（--datum-parameters、--common-points、--keep-datum）只能选一种",
        en: "only one of --datum-parameters, --common-points and --keep-datum can be given")
    }
    if let toleranceMetres, !(toleranceMetres > 0) {
      return LocalizedText(zh: "公共点残差的限差应大于 0", en: "the tolerance of residuals is above 0")
    }
    guard commonPointsFile != nil || (model == nil && toleranceMetres == nil) else {
      return LocalizedText(
        zh: "--fit-model 和 --fit-tolerance 要与 --common-points 一起用",
        en: "--fit-model and --fit-tolerance go with --common-points")
    }
    return nil
  }

  /// Reads the file of parameters or fits the common points.
  ///
  /// - Parameter crs: the system that the user names, for common points that name none.
  /// - Throws: `ProjectFileError`, `IntakeError`.
  public func change(crs: String?) throws -> DatumChange {
    if keepsDatum { return .kept }
    if let parametersFile { return .transformed(try DatumParametersFile.read(parametersFile)) }
    guard let commonPointsFile else { return .refused }
    return .fitted(
      try CommonPointsFile.read(
        commonPointsFile, crs: crs, model: model ?? .plane,
        toleranceMetres: toleranceMetres ?? CommonPointFit.defaultToleranceMetres))
  }
}
