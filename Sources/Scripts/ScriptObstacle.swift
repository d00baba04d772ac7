/// Why there is no object of a script that bpftrace compiled.
public struct ScriptObstacle: Error, Hashable, Sendable, CustomStringConvertible {
  /// One line, no full stop.
  public var description: String

  init(_ description: String) { self.description = description }
}
