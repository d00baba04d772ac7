/// How a kernel adds up the frames of a call chain (kernel/bpf/verifier.c: `check_max_stack_depth`).
public struct StackRule: Hashable, Sendable {
  /// Bytes that a chain, or a frame that counts alone, may take (`MAX_BPF_STACK`).
  public static let limit = 512

  /// Each frame is rounded up to a multiple of this: 16 where programs are compiled (since 6.9), else 32.
  public let granularity: Int
  /// Bytes that a frame without any stack counts for before it is rounded: 1 where the granularity is 32.
  public let emptyFrame: Int
  /// Frames of at least so many bytes have a stack of their own and count alone; nil where none has.
  public let privateFrame: Int?
  /// The rule in words, for reports.
  public let name: String

  /// Compiled programs before 6.9, and interpreted ones.
  public static let rounded32 = StackRule(
    granularity: 32, emptyFrame: 1, privateFrame: nil, name: "frames rounded up to 32 bytes")
  /// Compiled programs since 6.9.
  public static let rounded16 = StackRule(
    granularity: 16, emptyFrame: 0, privateFrame: nil, name: "frames rounded up to 16 bytes")
  /// Compiled tracing programs since 6.13 on x86-64: `BPF_PRIV_STACK_MIN_SIZE` is 64.
  public static let privateStack = StackRule(
    granularity: 16, emptyFrame: 0, privateFrame: 64,
    name: "frames rounded up to 16 bytes, those of 64 bytes or more on a private stack")

  /// Each frame counts for one: the deepest chain is the longest.
  public static let oneEach = StackRule(granularity: 1, emptyFrame: 1, privateFrame: nil, name: "frames counted")

  /// What a frame counts for.
  public func counted(_ bytes: Int) -> Int {
    let least = max(bytes, emptyFrame)
    return (least + granularity - 1) / granularity * granularity
  }
}
