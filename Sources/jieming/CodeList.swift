import Intake
import Registry
import Rules
import Toponymy

extension Settings {
  /// The lists for B301: those that ship, with the file that the setting `codes` names.
  func divisionCodes() throws -> DivisionList {
    let rule = RuleBook.divisionCodeRule
    let override = rules[rule.code] ?? rules[rule.name]
    guard case .text(let path) = override?.settings["codes"], !path.isEmpty else { return .linkedIn }
    return DivisionList.linkedIn.adding(try CodeListFile.read(path))
  }
}
