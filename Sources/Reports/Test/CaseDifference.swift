public import Findings

/// One thing that a case expects and that is otherwise.
public struct CaseDifference: Codable, Hashable, Sendable {
  /// What it is about.
  public enum Subject: String, Codable, Sendable, CaseIterable {
    /// Whether the kernel takes the program.
    case load
    /// The verifier's log.
    case log
    /// The program's return value.
    case `return`
    /// The packet afterwards.
    case packet
    /// The context afterwards.
    case context
    /// The entries of a map.
    case maps
    /// A global variable.
    case globals
    /// Records of a ring buffer or a perf event array.
    case events
    /// Calls of helpers and of the kernel's functions.
    case calls
    /// Lines that programs print.
    case trace
    /// What a snapshot holds of the case.
    case snapshot
    /// What was done while programs were attached.
    case drive
  }

  /// What it is about.
  public var subject: Subject
  /// The part that differs, such as `ipv4.ttl` or `hits[0]`; empty for the whole.
  public var path: String
  /// What was expected, in words.
  public var expected: String
  /// What is, in words.
  public var actual: String
  /// Where the test file expects it.
  public var span: SourceSpan?
  /// The step, from 1; nil in a case of one.
  public var step: Int?

  /// A difference.
  public init(
    _ subject: Subject, path: String = "", expected: String, actual: String, span: SourceSpan? = nil, step: Int? = nil
  ) {
    self.subject = subject
    self.path = path
    self.expected = expected
    self.actual = actual
    self.span = span
    self.step = step
  }
}
