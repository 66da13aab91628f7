import Foundation
import Registry
import Workspace

/// What a run leaves in the workspace, so that a later check of it alone finds the same.
struct WorkspaceContext {
  var district: String?
  var waivers: [Waiver] = []

  private static let districtName = "district"
  private static let waiversName = "waivers"

  init(district: String?, waivers: [Waiver]) {
    self.district = district
    self.waivers = waivers
  }

  init(_ workspace: Workspace) throws {
    district = try workspace.value(Self.districtName)
    if let text = try workspace.value(Self.waiversName) {
      waivers = (try? JSONDecoder().decode([Waiver].self, from: Data(text.utf8))) ?? []
    }
  }

  func save(to writer: inout WorkspaceWriter) throws {
    try writer.setValue(district, for: Self.districtName)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    let text = waivers.isEmpty ? nil : String(decoding: try encoder.encode(waivers), as: UTF8.self)
    try writer.setValue(text, for: Self.waiversName)
  }
}
