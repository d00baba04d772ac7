/// A place in a kernel's own diagnosis, with what happened there.
public struct KernelDiagnosisStep: Codable, Hashable, Sendable {
  /// The function, as BTF names it; empty when the kernel gave none.
  public var function: String
  /// The source file; nil without line info.
  public var file: String?
  /// The line, from 1.
  public var line: Int?
  /// The column, from 1.
  public var column: Int?
  /// The instruction, counted as in the rest of the log.
  public var instruction: Int?
  /// What kind of step: `error`, `update`, `branch`, ...; nil when the step has no label.
  public var kind: String?
  /// The label's text, its wrapped lines joined.
  public var label: String
  /// The source line's text as the kernel printed it.
  public var text: String?

  /// A place of which nothing but the function is known.
  public init(function: String) {
    self.function = function
    label = ""
  }
}
