/// What the verifier writes into its log: bits of `log_level` (include/linux/bpf_verifier.h).
struct LogLevel: OptionSet, Sendable {
  let rawValue: UInt32

  /// Nothing; not even the message of a rejection.
  static let none: LogLevel = []
  /// The failing path: every instruction walked, backtracked over where a path ended well.
  static let path = LogLevel(rawValue: 1)
  /// Every path and state.
  static let everything = LogLevel(rawValue: 2)
  /// Messages and the closing figures; since 5.2.
  static let statistics = LogLevel(rawValue: 4)
}
