/// A record of a ring buffer or a perf event array.
public struct TestEvent: Codable, Hashable, Sendable {
  /// The processor that wrote it; nil for a ring buffer.
  public var cpu: Int?
  /// The record's bytes. A perf event's may have padding behind it: the kernel rounds its size up.
  public var bytes: ByteSlice
  /// Records lost before it.
  public var lost: UInt64

  /// A record.
  public init(cpu: Int?, bytes: ByteSlice, lost: UInt64 = 0) {
    self.cpu = cpu
    self.bytes = bytes
    self.lost = lost
  }
}
