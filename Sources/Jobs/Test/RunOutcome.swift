/// What a run gave back.
public struct RunOutcome: Codable, Hashable, Sendable {
  /// The program's return value.
  public var returned: UInt32
  /// The packet afterwards; nil where the type gives none back.
  public var packet: ByteSlice?
  /// The context afterwards; nil where the type gives none back.
  public var context: ByteSlice?
  /// The kernel's own measure of one run, in nanoseconds; 0 where it takes none.
  public var nanoseconds: UInt32

  /// What a run gave back.
  public init(returned: UInt32, packet: ByteSlice?, context: ByteSlice?, nanoseconds: UInt32) {
    self.returned = returned
    self.packet = packet
    self.context = context
    self.nanoseconds = nanoseconds
  }
}
