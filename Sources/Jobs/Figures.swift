/// What a load cost the kernel. A nil figure was not to be had; `missing` says why where that is not plain.
public struct Figures: Codable, Hashable, Sendable {
  /// Instructions the verifier walked (limit 1,000,000).
  public var verifiedInstructions: Int?
  /// States the verifier created.
  public var totalStates: Int?
  /// States alive at once at the peak.
  public var peakStates: Int?
  /// States kept for the one instruction that had the most.
  public var maxStatesPerInstruction: Int?
  /// Longest chain of register parents marked read.
  public var markRead: Int?
  /// Instructions of the program as loaded, subprograms included (8 bytes each; a 64-bit immediate counts two).
  public var programInstructions: Int?
  /// Bytes of the translated program (`xlated_prog_len`).
  public var translatedBytes: Int?
  /// Bytes of machine code (`jited_prog_len`); 0 when the JIT is off.
  public var jitedBytes: Int?
  /// Bytes of stack of each subprogram, in subprogram order.
  public var stackDepths: [Int]?
  /// Bytes of stack along the worst call chain, and the functions of that chain from the entry down.
  public var worstStack: StackChain?
  /// Verification times in microseconds, one a load.
  public var verificationMicroseconds: [Int]
  /// The most memory the worker's cgroup held while loading, in bytes.
  public var memoryPeakBytes: Int?
  /// Why there is no memory peak.
  public var memoryPeakMissing: String?
  /// Maps the program uses (the kernel's limit is 64).
  public var usedMaps: Int?

  /// No figures yet.
  public init() {
    verificationMicroseconds = []
  }
}
