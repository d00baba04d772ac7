public import SystemPackage

/// There is no `assay-worker` where it must be.
public struct WorkerMissing: Error, Hashable, Sendable, CustomStringConvertible {
  /// The paths that were looked at, in order.
  public var looked: [FilePath]
  /// Whether the user named the path.
  public var explicit: Bool

  /// One line: where it was looked for, and what to do.
  public var description: String {
    let paths = looked.map(\.string).joined(separator: ", ")
    return explicit
      ? "no executable file at \(paths), which --worker names"
      : "assay-worker not found (looked at \(paths)): install it beside assay, or name it with --worker"
  }
}
