/// What a program is run on.
public struct TestInput: Codable, Hashable, Sendable {
  /// The program's function.
  public var program: String
  /// The packet; with an XDP program's metadata before it when the context says so.
  public var packet: ByteSlice?
  /// The context, or a raw tracepoint's arguments.
  public var context: ByteSlice?
  /// How often it runs on the same packet, context and maps; 0 counts as 1.
  public var repetitions: UInt32
  /// The processor it runs on, where the kernel takes one (raw tracepoints).
  public var cpu: UInt32?
  /// Let an XDP program's verdict act on real frames (`BPF_F_TEST_XDP_LIVE_FRAMES`): frames that leave.
  public var liveFrames: Bool

  /// Whether the packet and the context are what the run before it gave back.
  public var follows: TestChain?
  /// Whether the packet is given back, where the type gives one.
  public var wantsPacket: Bool
  /// Whether the context is given back, where the type gives one.
  public var wantsContext: Bool

  /// Whether the program finds poison on its stack, where its type can, and in ring buffers: for cases that look at
  /// padding.
  public var poisons: Bool

  /// What it runs on where its type is not test-run; nil for a type that is.
  public var hosting: TestHosting?

  /// The poison: another byte than the one that stands in the padding of values that a case puts into maps.
  public static let poison: UInt8 = 0x5a

  /// A run without packet and context.
  public init(program: String) {
    self.program = program
    repetitions = 1
    liveFrames = false
    wantsPacket = true
    wantsContext = true
    poisons = false
  }
}

/// How a run takes what the run before it in its case gave back.
public enum TestChain: String, Codable, Sendable, CaseIterable {
  /// The packet and the context as they came.
  case plain
  /// As Cilium's tests do: the packet behind what the run returned, in 4 bytes.
  case behindReturn
}
