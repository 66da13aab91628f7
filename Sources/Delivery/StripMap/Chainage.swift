/// Chainages as surveyors write them: `K3+250`.
enum Chainage {
  static func text(_ metres: Double) -> String {
    let whole = Int(metres.rounded())
    let rest = String(whole % 1000)
    return "K\(whole / 1000)+" + String(repeating: "0", count: 3 - rest.count) + rest
  }
}
