public import Foundation

/// Where this checkout's files are, found from this source file.
public enum Repository {
  /// The checkout's top directory.
  public static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// A file or directory of the checkout, such as `corpus/tour`.
  public static func path(_ relative: String) -> URL { root.appending(path: relative) }

  /// A product built beside the running tests, such as `assay-worker`. `swift test` builds it with them, in debug and in
  /// release.
  public static func product(_ name: String) throws -> URL {
    let bundle = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    let product = bundle.deletingLastPathComponent().appending(path: name)
    guard FileManager.default.isExecutableFile(atPath: product.path) else { throw MissingProduct(path: product.path) }
    return product
  }

  /// A product that is not beside the tests.
  public struct MissingProduct: Error, CustomStringConvertible {
    /// Where it should be.
    public let path: String
    /// One line.
    public var description: String { "\(path) is not there: swift build makes it" }
  }
}
