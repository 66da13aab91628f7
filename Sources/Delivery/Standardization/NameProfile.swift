internal import ReferenceData
internal import Registry
internal import Toponymy

/// For whom a list of names is made.
public enum NameProfile: String, Sendable, CaseIterable {
  case `internal`
  case `public`
}

/// Why a record is not for the public.
enum WithheldReason: CaseIterable, Sendable {
  /// Its source was imported as internal.
  case internalSource
  /// 密级 is not 公开; a blank is not cleared either.
  case secrecy
  /// A class that is not shown to the public: military areas and units.
  case unpublishedClass
  /// An error that is still open: the name is not standard yet.
  case openError

  func title(_ count: Int) -> LocalizedText {
    switch self {
    case .internalSource: LocalizedText(zh: "来源标为内部的 \(count) 条", en: "\(count) of internal sources")
    case .secrecy: LocalizedText(zh: "密级不是“公开”或空白的 \(count) 条", en: "\(count) not graded 公开, or without grade")
    case .unpublishedClass: LocalizedText(zh: "不公开表示的类别 \(count) 条", en: "\(count) of classes that are not published")
    case .openError: LocalizedText(zh: "有错误尚未处理的 \(count) 条", en: "\(count) with open errors")
    }
  }
}

/// Decides which records of names may go out.
struct NameClearance {
  let names: PlaceNameRows
  private let internalSources: Set<Int>
  private let rowsWithErrors: Set<Int>

  init(_ findings: NameFindings) {
    names = findings.names
    let sources = findings.result.dataset.sources
    internalSources = Set(sources.indices.filter { sources[$0].isInternal })
    rowsWithErrors = Set(
      findings.result.findings.filter { $0.severity == .error && NameFindings.isOpen($0) }
        .flatMap(findings.rowsAtFault))
  }

  private static let unpublishedClasses = ReferenceData.table("unpublished_classes").rows.map { $0["class_prefix"] }

  /// - Returns: `nil` for a record that is for the public.
  func reason(_ row: Int) -> WithheldReason? {
    if internalSources.contains(names.table.origins[row].source) { return .internalSource }
    if names.table.text(.secrecy, row) != "公开" { return .secrecy }
    if let code = names.classCode(row), Self.unpublishedClasses.contains(where: code.belongs(to:)) {
      return .unpublishedClass
    }
    return rowsWithErrors.contains(row) ? .openError : nil
  }
}
