import ArgumentParser
import Delivery
import Geodesy
import Intake
import Registry
import Texts

/// What is done with coordinates on another datum than CGCS2000.
struct DatumArguments: ParsableArguments {
  @Option(name: .customLong("datum-parameters"), help: "基准转换参数文件 parameters to CGCS2000 (YAML)")
  var parameters: String?

  @Option(name: .customLong("common-points"), help: "公共点文件，由此求参数 common points to fit parameters to (CSV)")
  var commonPoints: String?

  @Option(name: .customLong("fit-model"), help: "公共点求几个参数 parameters to fit: 4, 7 [4]")
  var fitModel: String?

  @Option(name: .customLong("fit-tolerance"), help: "公共点残差的限差（米）largest residual in metres [0.5]")
  var fitTolerance: Double?

  @Flag(name: .customLong("keep-datum"), help: "其他基准的坐标不换算，只登记 keep coordinates on other datums as they are")
  var keepsDatum = false

  func change(crs: String?) throws -> DatumChange {
    let model = fitModel.flatMap(CommonPointFit.Model.init)
    if let fitModel, model == nil {
      throw Failure(
        .usage, zh: "--fit-model 应为 4 或 7，实为“\(fitModel)”", en: "--fit-model takes 4 or 7, found “\(fitModel)”")
    }
    let options = DatumOptions(
      parametersFile: parameters, commonPointsFile: commonPoints, model: model, toleranceMetres: fitTolerance,
      keepsDatum: keepsDatum)
    if let contradiction = options.contradiction {
      throw Failure(.usage, zh: contradiction.zh, en: contradiction.en)
    }
    return try options.change(crs: crs)
  }
}

extension CommonPointFit {
  /// The residuals as a table, and what they amount to: nothing of the parameters.
  var report: String {
    let table = ReportTable(
      key: "residuals", title: LocalizedText(zh: "公共点残差（换算值减已知值，米）", en: "Residuals of the common points (m)"),
      columns: [
        .init("name", zh: "点名", en: "point"), .init("use", zh: "采用", en: "used"),
        .init("dN", zh: "dN", en: "dN"), .init("dE", zh: "dE", en: "dE"), .init("d", zh: "d", en: "d"),
        .init("without", zh: "由其余点推算", en: "by the others"),
      ],
      rows: residuals.map { residual in
        [
          .text(residual.name), .flag(residual.isUsed), .number(residual.northMetres, decimals: 3),
          .number(residual.eastMetres, decimals: 3), .number(residual.metres, decimals: 3),
          residual.withoutItMetres.map { .number($0, decimals: 3) } ?? .blank,
        ]
      })
    let model = model == .plane ? "平面四参数 4 parameters in the plane" : "地心七参数 7 parameters"
    return table.text(.zh) + "\(source.chineseName) → CGCS2000，\(model)；均方根差 RMS \(NumberText.metres(rmsMetres)) m，"
      + "最大 max \(NumberText.metres(maximumMetres)) m"
  }
}
