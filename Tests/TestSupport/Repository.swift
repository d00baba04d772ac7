public import Foundation

/// Where this checkout's files are, found from this source file.
public enum Repository {
  /// The checkout's top directory.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file or directory of the checkout, such as `corpus/tour`.
  public static func path(_ relative: String) -> URL { root.appending(path: relative) }

  /// A product built beside the running tests, such as `assay-worker`.
  public static func product(_ name: String) -> URL {
    let executable = URL(fileURLWithPath: CommandLine.arguments[0])
    return executable.deletingLastPathComponent().appending(path: name)
  }
}
