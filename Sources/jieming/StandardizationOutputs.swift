import ArgumentParser
import Delivery
import Foundation
import Registry
import Rules

extension StandardizationWriter {
  /// Writes the place-name outputs into a folder that is made where it is missing.
  func write(into folder: String) throws -> [Outcome] {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    return try write(to: folder)
  }
}

extension StandardizationWriter.Options {
  /// - Parameter selection: tells from when on a name is new, by the rule on duplicates.
  init(score: ScoreTable, selection: RuleSelection) throws {
    self.init(score: score, generator: Jieming.generator, toolVersion: Jieming.version)
    newSince = try selection.settings(of: RuleBook.duplicateRule).date("new_since")
  }
}

extension SamplePlan {
  /// Reads `200` or `5%`.
  init(_ text: String, seed: String) throws {
    let digits = text.trimmingCharacters(in: .whitespaces)
    if digits.hasSuffix("%"), let percent = Double(digits.dropLast()), percent > 0, percent <= 100 {
      self.init(size: .percent(percent), seed: seed)
    } else if let count = Int(digits), count > 0 {
      self.init(size: .count(count), seed: seed)
    } else {
      throw Failure(
        .usage, zh: "--sample 应为条数或百分比，如 200 或 5%，实为“\(text)”",
        en: "--sample takes a number or a percentage such as 200 or 5%, found “\(text)”")
    }
  }
}

extension NameProfile: ExpressibleByArgument {}
