import Intake
import Registry
import Rules
import Toponymy

extension Settings {
  /// The lists for B301: those that ship, with the file that the setting `codes` names.
  func divisionCodes() throws -> DivisionList {
    let settings = try RuleSelection(overrides: rules).settings(of: RuleBook.divisionCodeRule)
    guard let path = settings.text("codes"), !path.isEmpty else { return .linkedIn }
    return DivisionList.linkedIn.adding(try CodeListFile.read(path))
  }
}
