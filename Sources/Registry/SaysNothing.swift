extension String {
  /// Whether a cell of a form says that there is nothing: 无, 没有, `/`, `-`.
  public var saysNothing: Bool {
    let text = lowercased().filter { !$0.isWhitespace && !"。.，,".contains($0) }
    return text.isEmpty || Self.nothing.contains(text) || Self.nothingPrefixes.contains(where: text.hasPrefix)
  }

  private static let nothing: Set<String> = ["无", "没有", "否", "/", "-", "—", "——", "no", "none"]
  private static let nothingPrefixes = ["无变化", "无异常", "无跨", "无此", "未发现", "未见", "没有"]
}
