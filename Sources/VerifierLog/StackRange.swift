/// Bytes of a call frame's stack.
public struct StackRange: Codable, Hashable, Sendable {
  /// The frame's number.
  public var frame: Int
  /// The lowest byte, as an offset from the frame's top: negative.
  public var offset: Int
  /// Bytes.
  public var size: Int

  /// Some bytes.
  public init(frame: Int, offset: Int, size: Int) {
    self.frame = frame
    self.offset = offset
    self.size = size
  }

  /// Whether any byte is in both.
  public func overlaps(_ other: StackRange) -> Bool {
    frame == other.frame && offset < other.offset &+ other.size && other.offset < offset &+ size
  }

  /// The slots of eight bytes that it touches, by their offset.
  public var slots: [Int] {
    let low = offset & ~7
    let high = offset &+ size
    guard high > low, high &- low <= 4_096 else { return [] }
    return Array(stride(from: low, to: high, by: 8))
  }
}
