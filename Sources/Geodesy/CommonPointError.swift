internal import Texts

/// Why common points give no parameters. Texts name points and residuals, never a parameter.
public enum CommonPointError: Error, Sendable, Hashable, CustomStringConvertible {
  case tooFew(found: Int, needed: Int)
  case closeTogether(extentMetres: Double)
  case inALine
  /// There is no Gauss-Krüger zone where the points lie.
  case noPlane(datum: Datum)
  /// A position means no place, or the equations have no solution.
  case undetermined
  /// `suspect` is the one point without which the others agree.
  case residualTooLarge(residuals: [CommonPointFit.Residual], toleranceMetres: Double, suspect: String?)

  public var messageChinese: String {
    switch self {
    case .tooFew(let found, let needed):
      "公共点只有 \(found) 个，至少要 \(needed) 个：点数不够就没有多余观测，求出的参数无从检核。请补充公共点。"
    case .closeTogether(let extent):
      "公共点集中在 \(NumberText.metres(extent)) 米范围内，不能控制整片数据。请选用分布在数据四周的公共点。"
    case .inALine:
      "公共点几乎在一条直线上，离开这条线就没有控制。请补充线两侧的公共点。"
    case .noPlane(let datum):
      "“\(datum.chineseName)”在公共点处没有高斯-克吕格投影带，无法求参数。请核对公共点的坐标和坐标系。"
    case .undetermined:
      "由这些公共点求不出参数。请核对两套坐标是否填在正确的列、单位是否一致。"
    case .residualTooLarge(let residuals, let tolerance, let suspect):
      "公共点的残差超过限差 \(NumberText.metres(tolerance)) 米（\(Self.list(residuals, mark: "、"))）。"
        + (suspect.map { "去掉“\($0)”后其余各点相符，请核对这个点；确认有误的，在“采用”列填“否”。" }
          ?? "不是去掉某一个点就能相符的：请核对坐标系、列的对应关系和各点成果，或用 --fit-tolerance 放宽限差。")
    }
  }

  public var messageEnglish: String {
    switch self {
    case .tooFew(let found, let needed):
      "\(found) common points, at least \(needed) are needed: with fewer nothing checks the parameters. Add points."
    case .closeTogether(let extent):
      "the common points lie within \(NumberText.metres(extent)) m and cannot carry the data. Use points all around the data."
    case .inALine:
      "the common points lie almost in a line, beside which nothing holds. Add points on both sides of it."
    case .noPlane(let datum):
      "there is no Gauss-Krüger zone of \(datum.englishName) where the points lie. Check their coordinates and system."
    case .undetermined:
      "the common points give no parameters. Check that both sets of coordinates stand in the right columns and units."
    case .residualTooLarge(let residuals, let tolerance, let suspect):
      "residuals of the common points exceed \(NumberText.metres(tolerance)) m (\(Self.list(residuals, mark: ", "))). "
        + (suspect.map { "Without '\($0)' the others agree: check it; if it is wrong, write 否 in its column 采用 (use)." }
          ?? "No single point is the cause: check the reference systems, the columns and the points, or give --fit-tolerance.")
    }
  }

  public var description: String { messageEnglish }

  private static func list(_ residuals: [CommonPointFit.Residual], mark: String) -> String {
    residuals.filter(\.isUsed).map { "\($0.name) \(NumberText.metres($0.metres)) m" }.joined(separator: mark)
  }
}
