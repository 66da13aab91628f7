import Registry

/// The articles of 《地名管理条例》 (State Council Order 753, in force since 1 May 2022) that rules rest on.
///
/// Their content is known, their wording was not at hand: each says so wherever it is cited.
enum NameRegulations {
  static let article9 = cited("第九条", 9)
  static let article12 = cited("第十二条", 12)

  private static func cited(_ article: String, _ number: Int) -> LocalizedText {
    LocalizedText(
      zh: "《地名管理条例》（国务院令第753号）\(article)（尚未对照原文核实）",
      en: "Regulations on Place Names (State Council Order 753), art. \(number) (not yet compared with the text)")
  }
}
