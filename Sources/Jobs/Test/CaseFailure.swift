/// Why a case could not be run to its end.
public struct CaseFailure: Codable, Hashable, Sendable {
  /// What kind of failure: never `accepted`.
  public var verdict: Verdict
  /// The failure in words.
  public var reason: Reason
  /// Whether the case itself asks for what its program's type cannot be given: its author must change it. The verdict is
  /// `loader` then.
  public var isInput: Bool
  /// Whether this kernel was spared it, and a virtual machine would run it: programs that nothing could end, or that act
  /// on every task. The verdict is `skipped` then.
  public var needsMachine: Bool
  /// The step that failed; nil when it was before any.
  public var step: Int?

  /// A failure.
  public init(verdict: Verdict, reason: Reason, isInput: Bool = false, needsMachine: Bool = false, step: Int? = nil) {
    self.verdict = verdict
    self.reason = reason
    self.isInput = isInput
    self.needsMachine = needsMachine
    self.step = step
  }
}
