/// Reduces a verifier log of any length and dialect to a digest, in one pass and bounded memory.
///
/// The log may come in chunks of any size; the digest does not depend on where they are cut.
public struct LogReducer: Sendable {
  private var reader = LineReader()
  private var digester: LogDigester

  /// A reducer that keeps what `limits` allow. With `profilesWalk` it counts, instruction by instruction, what was walked.
  public init(limits: LogLimits = .travel, profilesWalk: Bool = false) {
    digester = LogDigester(limits: limits, profilesWalk: profilesWalk)
  }

  /// Reads the next bytes of the log.
  public mutating func consume(_ bytes: Span<UInt8>) {
    reader.read(bytes, into: &digester)
  }

  /// Reads the next bytes of the log.
  public mutating func consume(_ bytes: [UInt8]) {
    reader.read(bytes.span, into: &digester)
  }

  /// Ends the log and gives its digest. Of several logs in one stream it is the last refused one's, or the last one's
  /// when none was refused.
  public mutating func finish() -> LogDigest {
    let digests = finishAll()
    return digests.last { !$0.messages.isEmpty || $0.diagnosis != nil } ?? digests.last ?? LogDigest()
  }

  /// The digests of the logs that have ended since this was asked last, in order: a reader who asks often holds one log at
  /// a time, however many there are. Each digest's `bytes` and `linesCut` are the stream's so far.
  public mutating func takeCompleted() -> [LogDigest] {
    guard digester.hasCompleted else { return [] }
    return counted(digester.takeCompleted())
  }

  /// Ends the stream and gives the digests of the logs in it that were not taken before, in order; of more than 64 logs,
  /// the last 64. Each digest's `bytes` and `linesCut` are the whole stream's.
  public mutating func finishAll() -> [LogDigest] {
    reader.finish(into: &digester)
    return counted(digester.finish())
  }

  private func counted(_ digests: [LogDigest]) -> [LogDigest] {
    digests.map { digest in
      var digest = digest
      digest.bytes = reader.bytes
      digest.linesCut = reader.linesCut
      return digest
    }
  }
}
