import Foundation
public final class OutputFile {
  public let temporaryPath: String
  let path: String
  public init(_ path: String, force: Bool) throws { self.path = path; temporaryPath = path + ".tmp" }
  public func write(_ bytes: [UInt8]) throws { try Data(bytes).write(to: URL(filePath: temporaryPath)) }
  public func commit() throws { rename(temporaryPath, path) }
}
