/// How much stack a function needs, as its instructions tell.
public struct FrameUse: Hashable, Sendable {
  /// Bytes below the frame pointer that are addressed. The verifier counts only what it walks and rounds up to 8, so its
  /// figure may be less; it adds what it inlines (`bpf_loop`).
  public let bytes: Int
  /// The slot of the first instruction that addresses the deepest byte; nil when the function uses no stack.
  public let deepestSlot: Int?

  /// A frame's use.
  public init(bytes: Int, deepestSlot: Int?) {
    self.bytes = bytes
    self.deepestSlot = deepestSlot
  }
}
