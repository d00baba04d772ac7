/// The figures at the end of a verifier log (`BPF_LOG_STATS`, level 4; kernel/bpf/verifier.c: `print_verification_stats`).
public struct LogStatistics: Codable, Hashable, Sendable {
  /// Instructions the verifier walked, summed over all paths (`processed N insns`). Limit: 1,000,000 for privileged loads.
  public var verifiedInstructions: Int
  /// The limit the kernel printed, nil when it printed none (before 5.2).
  public var limit: Int?
  /// The most states kept for one instruction (`max_states_per_insn`).
  public var maxStatesPerInstruction: Int?
  /// States created (`total_states`).
  public var totalStates: Int?
  /// The most states alive at once (`peak_states`).
  public var peakStates: Int?
  /// Longest chain of register parents marked read (`mark_read`).
  public var markRead: Int?
  /// `verification time N usec`, in microseconds.
  public var verificationMicroseconds: Int?
  /// `stack depth a+b+c`: bytes of stack of each subprogram, in subprogram order. Not a sum over a call chain.
  public var stackDepths: [Int]?

  /// Figures with only the count that every kernel prints.
  public init(verifiedInstructions: Int) {
    self.verifiedInstructions = verifiedInstructions
  }
}
