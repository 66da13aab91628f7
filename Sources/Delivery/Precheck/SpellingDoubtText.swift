internal import Analysis
internal import Registry
internal import Texts
internal import Toponymy

extension NamePrecheck {
  /// Why the spelling is not to be taken for the standard one; `nil` where it is known.
  var doubtText: LocalizedText? {
    switch spellingDoubt {
    case nil: nil
    case .unreadable(let place):
      LocalizedText(
        zh: "拼不出：“\(VisibleText.of(character(place)))”没有已知的读音",
        en: "cannot be spelled: no reading of “\(VisibleText.of(character(place)))” is known")
    case .organisation:
      LocalizedText(zh: "单位名称按词分写，请核", en: "names of organisations are divided by words; check it")
    case .longWord: LocalizedText(zh: "词的划分不明，请核", en: "the division into words is not known; check it")
    case .unknownClass:
      LocalizedText(zh: "没有类别，通名是否分写请核", en: "without class it is not known whether the generic stands apart")
    }
  }

  private func character(_ place: Int) -> String { text(place..<place + 1) }
}
