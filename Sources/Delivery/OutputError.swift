internal import Glibc
public import Registry

/// An output that could not be written.
public struct OutputError: Error, Sendable, Equatable, CustomStringConvertible {
  public enum Problem: Sendable, Equatable {
    /// Something is there that Jieming did not write.
    case notOurs
    /// A form that people fill in; what they wrote would be lost.
    case mayBeFilledIn
    case isFolder
    /// `errno`.
    case system(code: Int32)
  }

  public var problem: Problem
  /// As it was given; `-` for standard output.
  public var path: String

  init(_ problem: Problem, path: String) {
    self.problem = problem
    self.path = path
  }

  /// What is wrong and what to do.
  public var message: LocalizedText {
    switch problem {
    case .notOurs:
      LocalizedText(
        zh: "“\(path)”已存在，而且不是界名写出的文件，为免误删没有覆盖；请换一个文件名，或加 --force 覆盖",
        en: "\(path) exists and was not written by jieming, so it is left alone; choose another name, or give --force")
    case .mayBeFilledIn:
      LocalizedText(
        zh: "“\(path)”已存在，是要填写的表，可能已经填过，没有覆盖；请换一个输出文件夹，或加 --force 覆盖",
        en: "\(path) exists; it is a form to be filled in, and what was written in it would be lost; "
          + "choose another folder, or give --force")
    case .isFolder:
      LocalizedText(zh: "“\(path)”是文件夹；请写明文件名", en: "\(path) is a folder; name a file")
    case .system(let code):
      LocalizedText(
        zh: "无法写入“\(path)”（\(String(cString: strerror(code)))）；请检查文件夹是否存在、是否可写、磁盘是否已满",
        en: "\(path) cannot be written (\(String(cString: strerror(code)))); "
          + "check that the folder exists and can be written and that the disk is not full")
    }
  }

  public var description: String { message.en }
}
