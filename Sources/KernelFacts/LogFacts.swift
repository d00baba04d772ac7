/// What a kernel's verifier log can do, by version.
public enum LogFacts {
  /// Level 4 (`BPF_LOG_STATS`) prints the closing figures alone.
  public static let statisticsSince = KernelVersion(5, 2)
  /// `BPF_PROG_LOAD` says in `log_true_size` how long the whole log is.
  public static let trueSizeSince = KernelVersion(6, 4)
  /// A log that outgrows its buffer keeps its end, not its head, unless `BPF_LOG_FIXED` (8) is set.
  public static let rotatingSince = KernelVersion(6, 4)
  /// Source comments end in `@ file:line`.
  public static let fileAndLineSince = KernelVersion(6, 10)
  /// `BPF_F_TEST_REG_INVARIANTS` makes the verifier check itself.
  public static let registerInvariantsSince = KernelVersion(6, 8)
  /// Rejections are followed by a diagnosis: `Verification failed:`, `Reason:`, `At:`, `Causal path:`.
  public static let diagnosisSince = KernelVersion(7, 3)
}
