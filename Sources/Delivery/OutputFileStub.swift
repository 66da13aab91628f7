import Foundation
public import Registry
public final class OutputFile {
  public let temporaryPath: String
  let path: String
  public init(_ path: String, force: Bool) throws { self.path = path; temporaryPath = path + ".tmp" }
  public func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: temporaryPath)) }
  public func commit() throws { rename(temporaryPath, path) }
}
public enum PropertyNames: String, CaseIterable, Sendable { case key, chinese, source }
public struct GeoJSONWriter {
  public enum Format { case collection, sequence }
  public init(format: Format = .collection, names: PropertyNames = .key, decimals: Int = 7) {}
  public func write(_ t: RecordTable, of: Dataset, to sink: inout [UInt8]) throws {}
}
