public import VerifierLog

/// What one kernel said of one program.
public struct ProgramOutcome: Codable, Hashable, Sendable {
  /// Which program.
  public var program: ProgramIdentity
  /// What became of it.
  public var verdict: Verdict
  /// Why, for anything but `accepted`.
  public var reason: Reason?
  /// What the load cost.
  public var figures: Figures
  /// The verifier's log, reduced; nil when the kernel printed none.
  public var digest: LogDigest?
  /// Changes made in memory so that the object loads.
  public var fixups: [Fixup]
  /// What became of it when it was attached; nil when that was not asked for, or it did not load.
  public var attachment: Attachment?

  /// An outcome without figures.
  public init(program: ProgramIdentity, verdict: Verdict, reason: Reason? = nil) {
    self.program = program
    self.verdict = verdict
    self.reason = reason
    figures = Figures()
    fixups = []
  }
}
