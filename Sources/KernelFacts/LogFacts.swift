/// What a kernel's verifier log can do, by version.
public enum LogFacts {
  /// `BPF_PROG_LOAD` says in `log_true_size` how long the whole log is.
  public static let trueSizeSince = KernelVersion(6, 4)
}
