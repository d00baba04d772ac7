public import Findings
public import Jobs

/// Why an input gives no object.
public struct UnusableInput: Error, Sendable {
  /// What its row says.
  public var verdict: Verdict
  /// Why.
  public var reason: Reason
  /// What the compiler said, when it is a source that does not compile.
  public var findings: [Finding]
  /// What did not work on the way.
  public var notes: [String]
  /// Whether the user named the input and it could not be used as one at all: exit status 2.
  public var isUsage: Bool

  /// An input without an object.
  public init(
    _ verdict: Verdict, _ reason: Reason, findings: [Finding] = [], notes: [String] = [], isUsage: Bool = false
  ) {
    self.verdict = verdict
    self.reason = reason
    self.findings = findings
    self.notes = notes
    self.isUsage = isUsage
  }
}
