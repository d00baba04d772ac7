/// The call chain that needs the most stack.
public struct StackChain: Codable, Hashable, Sendable {
  /// Functions from the entry down.
  public var functions: [String]
  /// Bytes of each function's frame, in the same order.
  public var frames: [Int]
  /// The frames' sum as the kernel that loaded the program counts it, in bytes (limit 512).
  public var bytes: Int

  /// A chain.
  public init(functions: [String], frames: [Int], bytes: Int) {
    self.functions = functions
    self.frames = frames
    self.bytes = bytes
  }
}
