/// What a figure is of.
public enum FigureMetric: String, Codable, Sendable, CaseIterable {
  /// The part of a run's cost that anything attached there has.
  case hook
  /// The part of a run's cost that is the program's own.
  case body
  /// Both; for test runs all that was read.
  case total
  /// The cost in percent of what drives the program.
  case overhead
  /// Instructions that the verifier walked.
  case verifiedInstructions = "verified-instructions"
  /// States that the verifier created.
  case totalStates = "total-states"
  /// States alive at once at the peak.
  case peakStates = "peak-states"
  /// Instructions of the program as loaded.
  case programInstructions = "program-instructions"
  /// Bytes of machine code.
  case jitedBytes = "jited-bytes"
  /// Bytes of stack along the worst call chain.
  case stackBytes = "stack-bytes"
  /// Ways of branches that no case takes.
  case untakenBranches = "untaken-branches"

  /// Whether it is what a run costs; the others are what a load costs, and what cases leave out.
  public var isCost: Bool {
    switch self {
    case .hook, .body, .total, .overhead: true
    case .verifiedInstructions, .totalStates, .peakStates, .programInstructions, .jitedBytes, .stackBytes,
      .untakenBranches:
      false
    }
  }

  /// Whether commits can be asked for it and each says exactly one thing: not shares of what drives a program, and not what
  /// cases leave out.
  public var isOfCommits: Bool { self != .overhead && self != .untakenBranches }
}
