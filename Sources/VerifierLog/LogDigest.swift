/// A verifier log reduced to what a report needs: small enough to travel from a worker or a virtual machine.
public struct LogDigest: Codable, Hashable, Sendable {
  /// What the verifier said, verbatim and in order, without instructions, states, source comments, statistics and known
  /// noise. The last line is not always the one that helps: read the block.
  public var messages: [String]
  /// The closing figures; nil when the log has none (a truncated tail, or no verification at all).
  public var statistics: LogStatistics?
  /// The last failing path, verbatim lines in order, oldest first; empty when the load was accepted or the level was 4.
  public var path: [String]
  /// Lines of the path left out of its middle to keep the digest small.
  public var pathLinesOmitted: Int
  /// Instructions walked by source line, most first; empty without line info or at level 4.
  public var lineCounts: [SourceLineCount]
  /// Lines that no rule recognised; kept in `messages` when they stand in the closing block.
  public var unrecognisedLines: Int
  /// Bytes read.
  public var bytes: Int
  /// The log begins in the middle of a line or path: a rotating buffer dropped its head.
  public var headMissing: Bool

  /// A digest with nothing in it.
  public init() {
    messages = []
    path = []
    pathLinesOmitted = 0
    lineCounts = []
    unrecognisedLines = 0
    bytes = 0
    headMissing = false
  }
}
