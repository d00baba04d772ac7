/// An argument that points to a struct.
public struct TestCast: Codable, Hashable, Sendable {
  /// Which argument, from 0.
  public var argument: Int
  /// The struct's id in the kernel's types.
  public var type: UInt32

  /// An argument and its type.
  public init(argument: Int, type: UInt32) {
    self.argument = argument
    self.type = type
  }
}
