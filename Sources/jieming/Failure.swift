import ArgumentParser
import Delivery
import Foundation
import Geodesy
import Intake
import Registry
import Rules
import Workspace

/// Why a command ends without success: an exit code, and a message in both languages.
struct Failure: Error {
  enum Code: Int32 {
    case findings = 1
    case usage = 2
    case input = 3
    case defect = 4
  }

  let code: Code
  /// `nil` when everything has been said.
  let message: LocalizedText?

  init(_ code: Code, zh: String, en: String) {
    self.code = code
    message = LocalizedText(zh: zh, en: en)
  }

  init(silently code: Code) {
    self.code = code
    message = nil
  }

  /// The failure that an error means; errors of input and settings carry their own words.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure:
      self = failure
    case let error as IntakeError:
      self.init(.input, error.message)
    case let error as ProjectFileError:
      self.init(.usage, error.message)
    case let error as DatumChangeRefused:
      self.init(.input, zh: error.messageChinese, en: error.messageEnglish)
    case let error as CRSError:
      self.init(.input, zh: error.messageChinese, en: error.messageEnglish)
    case let error as WorkspaceError:
      self.init(.input, error.message)
    case let error as OutputError:
      self.init(.input, error.message)
    case let error as GeoJSONWriteError:
      self.init(.input, error.message)
    case let error as SpreadsheetError:
      self.init(.input, zh: "无法写出电子表格：\(error)", en: "the spreadsheet cannot be written: \(error)")
    case let error as RuleSelectionError:
      self.init(.usage, error.message)
    case let error as CocoaError:
      let path = (error.userInfo[NSFilePathErrorKey] as? String) ?? "?"
      self.init(
        .input, zh: "无法写入或读取“\(path)”：请检查路径、权限和磁盘空间。",
        en: "“\(path)” cannot be written or read: check the path, its permissions and the disk.")
    default:
      self.init(parser: error)
    }
  }

  private init(_ code: Code, _ message: LocalizedText) {
    self.code = code
    self.message = message
  }

  /// What the argument parser throws: help and version are no failure, other words of its are wrong usage.
  private init(parser error: any Error) {
    let code = Jieming.exitCode(for: error)
    if code.isSuccess {
      print(Jieming.fullMessage(for: error))
      Foundation.exit(0)
    }
    if code == .validationFailure {
      self.init(.usage, UsageText.text(Jieming.fullMessage(for: error)))
    } else {
      self.init(
        .defect, zh: "程序缺陷，请报告：\(error)", en: "a defect of jieming, please report it: \(error)")
    }
  }

  /// Prints the message to standard error.
  func tell() {
    guard let message else { return }
    let lines = [message.zh, message.en].filter { !$0.isEmpty }.flatMap { $0.split(separator: "\n") }
    Console.note(Console.lines(lines.map(String.init)))
  }

  /// Lists what a folder held that could not be read, and fails with the code for refused input; the rest went in.
  static func report(_ refused: [Failure]) throws {
    guard !refused.isEmpty else { return }
    for failure in refused { failure.tell() }
    throw Failure(silently: .input)
  }

  /// Prints the message and ends the process.
  func exit() -> Never {
    tell()
    Foundation.exit(code.rawValue)
  }
}

extension RuleSelectionError {
  var message: LocalizedText {
    switch self {
    case .unknownRule(let name, let nearest):
      LocalizedText(
        zh: "没有规则“\(name)”" + (nearest.map { "，是否为“\($0)”？" } ?? "。") + "全部规则见 jieming rules。",
        en: "There is no rule “\(name)”" + (nearest.map { ", did you mean “\($0)”?" } ?? ".") + " See jieming rules.")
    case .unknownSetting(let name, let rule, let nearest):
      LocalizedText(
        zh: "规则 \(rule) 没有设置“\(name)”" + (nearest.map { "，是否为“\($0)”？" } ?? "。") + "见 jieming explain \(rule)。",
        en: "Rule \(rule) has no setting “\(name)”" + (nearest.map { ", did you mean “\($0)”?" } ?? ".")
          + " See jieming explain \(rule).")
    case .wrongValue(let setting, let rule, let expected):
      LocalizedText(
        zh: "规则 \(rule) 的设置“\(setting)”应为\(Self.chinese[expected] ?? expected)。",
        en: "Setting “\(setting)” of rule \(rule) should be \(Self.english[expected] ?? expected).")
    }
  }

  private static let english = ["number": "a number, 0 or more", "true/false": "true or false", "list": "a list"]
  private static let chinese = ["number": "不小于 0 的数字", "text": "文字", "true/false": " true 或 false", "list": "列表"]
}
