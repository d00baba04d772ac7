/// A verifier log reduced to what a report needs: small enough to travel from a worker or a virtual machine.
public struct LogDigest: Codable, Hashable, Sendable {
  /// What the verifier said, verbatim and in order, without instructions, states, source comments, statistics and known
  /// noise. The last line is not always the one that helps: read the block.
  public var messages: [String]
  /// The closing figures; nil when the log has none (a truncated tail, or no verification at all).
  public var statistics: LogStatistics?
  /// Lines of `messages` left out of their middle.
  public var messagesOmitted: Int
  /// What a kernel from 7.3 on prints about the refusal beside its message.
  public var diagnosis: KernelDiagnosis?
  /// The program's name, where libbpf gave it before the log.
  public var program: String?
  /// The global function that was verified by itself, with any arguments its prototype allows, when the program was
  /// refused; nil when it was the program's own entry.
  public var globalFunction: String?
  /// What the loader said around the log (`libbpf: ...`), without the log's own lines.
  public var loaderMessages: [String]
  /// The last failing path, verbatim lines in order, oldest first; empty when the load was accepted or the level was 4.
  /// Branches that were walked to their end before it are cut out; what only tells of the verifier's bookkeeping
  /// (precision tracking, liveness) is too.
  public var path: [String]
  /// Lines of the path left out of its middle to keep the digest small: the sum of `pathOmissions`.
  public var pathLinesOmitted: Int
  /// Where lines of the path are missing, in order.
  public var pathOmissions: [PathOmission]
  /// Instructions walked by source line, most first; empty without line info or at level 4.
  public var lineCounts: [SourceLineCount]
  /// Source lines left out of `lineCounts`, the least walked.
  public var lineCountsOmitted: Int
  /// How often each instruction was walked; nil unless that was asked for.
  public var walk: WalkProfile?
  /// Lines that no rule recognised: those of the closing block are in `messages`, those within the path in `path`.
  public var unrecognisedLines: Int
  /// Lines longer than any the verifier prints, of which only the beginning was read.
  public var linesCut: Int
  /// Bytes read.
  public var bytes: Int
  /// The log begins in the middle of a line or path: a rotating buffer dropped its head.
  public var headMissing: Bool
  /// The log was cut at its end: a buffer that keeps the head (before 6.4) was too small. The failing path was not
  /// captured.
  public var tailMissing: Bool

  /// Something in it is surely the verifier's: a path, its figures, the marks that libbpf puts around a log.
  public var showsVerifier: Bool {
    statistics != nil || !path.isEmpty || diagnosis != nil || program != nil || !lineCounts.isEmpty
  }

  /// A digest with nothing in it.
  public init() {
    messages = []
    messagesOmitted = 0
    loaderMessages = []
    path = []
    pathLinesOmitted = 0
    pathOmissions = []
    lineCounts = []
    lineCountsOmitted = 0
    linesCut = 0
    unrecognisedLines = 0
    bytes = 0
    headMissing = false
    tailMissing = false
  }
}
