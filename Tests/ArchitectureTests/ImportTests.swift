import Foundation
import Testing

/// The floors of the house, as in `Documentation/architecture.md`: a module imports only what stands below it.
@Suite struct ImportTests {
  /// What each module may import of the others.
  static let allowed: [String: Set<String>] = [
    "jieming": [
      "Delivery", "Rules", "Intake", "Workspace", "Analysis", "Registry", "Geodesy", "Geometry", "Toponymy",
      "Texts",
    ],
    "Delivery": [
      "Workspace", "Analysis", "Registry", "Geodesy", "Geometry", "Toponymy", "ReferenceData", "GISResources",
      "CXLSXWriter", "CZlib", "Texts",
    ],
    "Rules": ["Workspace", "Analysis", "Registry", "Geodesy", "Geometry", "Toponymy", "ReferenceData", "Texts"],
    "Intake": [
      "Workspace", "Analysis", "Registry", "Geodesy", "Geometry", "Toponymy", "ReferenceData", "CExpat", "CGDAL",
      "CMinizip", "CUchardet", "GISResources", "Texts",
    ],
    "Workspace": ["Analysis", "Registry", "Geodesy", "Geometry", "Toponymy", "GISResources", "Texts"],
    "Analysis": ["Registry", "Geodesy", "Geometry", "Toponymy", "ReferenceData", "Texts"],
    "Registry": ["Toponymy", "Geodesy", "Geometry", "ReferenceData", "Texts"],
    "Toponymy": ["ReferenceData", "Texts"],
    "Geometry": ["CGEOS"],
    "Geodesy": ["CPROJ", "ReferenceData", "Texts"],
    "Texts": [],
    "ReferenceData": ["CReferenceData"],
    "GISResources": ["CGISResources"],
  ]

  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  static let folders = allowed.keys.sorted().map { module in
    (module, folder: module == "ReferenceData" ? "Data" : module == "GISResources" ? "GIS" : "Sources/\(module)")
  }

  @Test(arguments: folders)
  func importsOnlyWhatStandsBelow(module: String, folder: String) throws {
    let files = try swiftFiles(in: Self.root.appending(path: folder))
    #expect(!files.isEmpty, "no sources in \(folder)")
    let known = Set(Self.allowed.keys).union(Self.allowed.values.flatMap { $0 })
    for file in files {
      let imported = imports(of: try String(contentsOf: file, encoding: .utf8)).intersection(known)
      let forbidden = imported.subtracting(Self.allowed[module] ?? []).sorted()
      #expect(forbidden.isEmpty, "\(file.lastPathComponent) imports \(forbidden.joined(separator: ", "))")
    }
  }

  @Test func aForbiddenImportIsSeen() {
    #expect(
      imports(of: "internal import CGDAL\n@testable public import Rules\nimport struct Registry.Finding\n") == [
        "CGDAL", "Rules", "Registry",
      ])
    #expect(imports(of: "// import Rules\nlet important = 1\n").isEmpty)
  }

  /// No arrow of the table runs back up.
  @Test func theTableHasNoCycle() {
    var remaining = Self.allowed
    while !remaining.isEmpty {
      let free = remaining.filter { $0.value.isDisjoint(with: remaining.keys) }.map(\.key)
      #expect(!free.isEmpty, "cycle among \(remaining.keys.sorted())")
      if free.isEmpty { return }
      for module in free { remaining[module] = nil }
    }
  }

  /// A folder of tests that no target names is never compiled.
  @Test func everyFolderOfTestsIsATarget() throws {
    let package = try String(contentsOf: Self.root.appending(path: "Package.swift"), encoding: .utf8)
    let tests = try FileManager.default.contentsOfDirectory(
      at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    let folders = tests.filter(\.hasDirectoryPath).map(\.lastPathComponent)
    #expect(folders.contains("ArchitectureTests"))
    for folder in folders {
      #expect(package.contains(try Regex("\\.(?:testT|t)arget\\(\\s*name: \"\(folder)\"")), "\(folder)")
    }
  }

  private func swiftFiles(in folder: URL) throws -> [URL] {
    let enumerator = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (enumerator?.compactMap { $0 as? URL } ?? []).filter { $0.pathExtension == "swift" }
  }

  private func imports(of source: String) -> Set<String> {
    Set(
      source.split(separator: "\n").compactMap { line in
        let words = line.split { $0 == " " || $0 == "." }.map(String.init)
        guard let index = words.firstIndex(of: "import"), index + 1 < words.count,
          words[..<index].allSatisfy({ ["public", "internal", "private", "package"].contains($0) || $0.hasPrefix("@") })
        else { return nil }
        let kinds: Set = ["struct", "class", "enum", "func", "protocol", "typealias", "var", "let"]
        return kinds.contains(words[index + 1]) && index + 2 < words.count ? words[index + 2] : words[index + 1]
      })
  }
}
