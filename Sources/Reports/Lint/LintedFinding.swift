public import Findings

/// A finding with where it was found.
public struct LintedFinding: Codable, Hashable, Sendable {
  /// The input as the user named it, or the path found under a directory.
  public var input: String
  /// The variants of the input that have it; empty when the input has only one.
  public var variants: [String]
  /// The finding.
  public var finding: Finding
  /// What stands around it.
  public var context: FindingContext

  /// A finding of an input.
  public init(input: String, variants: [String] = [], finding: Finding, context: FindingContext = FindingContext()) {
    self.input = input
    self.variants = variants
    self.finding = finding
    self.context = context
  }
}
