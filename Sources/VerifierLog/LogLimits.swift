/// How much of a log a digest may keep. Memory follows these limits, never the log's length.
public struct LogLimits: Hashable, Sendable {
  /// Lines of the failing path; what is over is left out of its middle.
  public var pathLines: Int
  /// Bytes of the failing path.
  public var pathBytes: Int
  /// Lines of the message block, of the loader's lines, and steps of a kernel's own diagnosis.
  public var messageLines: Int
  /// Source lines that are counted at all; the digest carries the most walked of them.
  public var sourceLines: Int

  /// Limits of the caller's choice; none below 1.
  public init(pathLines: Int, pathBytes: Int, messageLines: Int, sourceLines: Int) {
    self.pathLines = max(1, pathLines)
    self.pathBytes = max(1, pathBytes)
    self.messageLines = max(1, messageLines)
    self.sourceLines = max(1, sourceLines)
  }

  /// For a digest that travels from a worker or a virtual machine: compressed, it stays well below 256 KiB.
  public static let travel = LogLimits(pathLines: 4_000, pathBytes: 512 << 10, messageLines: 128, sourceLines: 256)

  /// For a log that is explained where it is read: a path of up to 100,000 lines, which with its trace takes some 40 MB.
  public static let local = LogLimits(pathLines: 100_000, pathBytes: 5 << 20, messageLines: 256, sourceLines: 4_096)
}
