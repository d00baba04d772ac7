/// Why no object can be made of a program.
public struct ObjectObstacle: Error, Hashable, Sendable, CustomStringConvertible {
  /// The reason, one line, no full stop.
  public var description: String

  init(_ description: String) { self.description = description }
}
