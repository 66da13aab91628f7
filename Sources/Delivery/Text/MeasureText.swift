public import Registry
internal import Texts

/// Measures with their units in the words of a language.
///
/// Counts carry no unit: the classifier (个、处、条、颗) belongs to the noun, so the sentence around the number gives it.
public enum MeasureText {
  public static func text(_ measure: Measure, _ language: Language) -> String {
    text(measure.value, measure.unit, language)
  }

  public static func text(_ value: Double, _ unit: Measure.Unit, _ language: Language) -> String {
    guard value.isFinite else { return LocalizedText(zh: "无法计算", en: "not computable")[language] }
    let number = number(value, unit)
    return switch unit {
    case .count: number
    case .degrees: number + "°"
    case .percent: number + LocalizedText(zh: "%", en: " %")[language]
    case .metres, .squareMetres, .squareKilometres: number + " " + unit.title[language]
    }
  }

  /// To the millimetre below a kilometre and to the decimetre above; areas to 1 m²; degrees and percent to 0.01.
  private static func number(_ value: Double, _ unit: Measure.Unit) -> String {
    let decimals =
      switch unit {
      case .metres: value.magnitude < 1000 ? 3 : 1
      case .squareMetres, .count: 0
      case .squareKilometres: 6
      case .degrees, .percent: 2
      }
    return NumberText.decimal(value, decimals: decimals)
  }
}

extension Measure.Unit {
  public var title: LocalizedText {
    switch self {
    case .metres: LocalizedText(zh: "米", en: "m")
    case .squareMetres: LocalizedText(zh: "平方米", en: "m²")
    case .squareKilometres: LocalizedText(zh: "平方千米", en: "km²")
    case .degrees: LocalizedText(zh: "度", en: "deg")
    case .count: LocalizedText(zh: "个", en: "count")
    case .percent: LocalizedText(zh: "%", en: "%")
    }
  }
}

extension Severity {
  public var title: LocalizedText {
    switch self {
    case .error: LocalizedText(zh: "错误", en: "error")
    case .warning: LocalizedText(zh: "警告", en: "warning")
    case .info: LocalizedText(zh: "提示", en: "info")
    }
  }
}

extension Certainty {
  public var title: LocalizedText {
    switch self {
    case .definite: LocalizedText(zh: "确定", en: "definite")
    case .suspect: LocalizedText(zh: "疑似", en: "suspect")
    }
  }
}
