/// What a test run would be given, as far as rules look at it.
public struct TestRunInput: Hashable, Sendable {
  /// The packet; nil for none.
  public var packet: [UInt8]?
  /// The context, or a raw tracepoint's arguments; nil for none.
  public var context: [UInt8]?
  /// How often the program runs.
  public var repetitions: UInt32
  /// The processor that it is to run on; nil for any.
  public var cpu: UInt32?
  /// Whether an XDP program's verdict acts on real frames.
  public var liveFrames: Bool

  /// An input.
  public init(
    packet: [UInt8]? = nil, context: [UInt8]? = nil, repetitions: UInt32 = 1, cpu: UInt32? = nil,
    liveFrames: Bool = false
  ) {
    self.packet = packet
    self.context = context
    self.repetitions = repetitions
    self.cpu = cpu
    self.liveFrames = liveFrames
  }
}
