public import Foundation

/// A directory of its own for one test, removed with everything in it when the test lets go of it.
public final class TemporaryDirectory: Sendable {
  /// The directory.
  public let url: URL

  /// Makes an empty directory.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "assay-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// A path in the directory.
  public func path(_ relative: String) -> URL { url.appending(path: relative) }

  /// Writes a file, making the directories it stands in.
  @discardableResult
  public func write(_ contents: some Sequence<UInt8>, to relative: String) throws -> URL {
    let file = path(relative)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(contents).write(to: file)
    return file
  }

  /// Writes a text file, making the directories it stands in.
  @discardableResult
  public func write(_ text: String, to relative: String) throws -> URL {
    try write(Array(text.utf8), to: relative)
  }
}
