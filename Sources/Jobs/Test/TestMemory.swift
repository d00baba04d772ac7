/// Memory that programs find through pointers: the kernel's, and that of the task that they run in.
public struct TestMemory: Codable, Hashable, Sendable {
  /// Where bytes lie.
  public enum Space: String, Codable, CaseIterable, Sendable {
    /// In the context.
    case context
    /// In the kernel's memory.
    case kernel
    /// In the task's memory.
    case user
  }

  /// A pointer, 8 bytes, whose value is known when the memory is there.
  public struct Link: Codable, Hashable, Sendable {
    /// Where it stands.
    public var place: Space
    /// Its offset there, in bytes.
    public var offset: Int
    /// Where it leads: the kernel's memory or the task's.
    public var target: Space
    /// The offset there, in bytes.
    public var targetOffset: Int

    /// A pointer.
    public init(place: Space, offset: Int, target: Space, targetOffset: Int) {
      self.place = place
      self.offset = offset
      self.target = target
      self.targetOffset = targetOffset
    }
  }

  /// Bytes of the kernel's memory.
  public var kernel: ByteSlice?
  /// Bytes of the task's memory.
  public var user: ByteSlice?
  /// The pointers.
  public var links: [Link]

  /// No memory.
  public init() { links = [] }
}
