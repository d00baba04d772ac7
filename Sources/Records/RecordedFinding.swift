public import Findings

/// A finding of the lint rules.
public struct RecordedFinding: Codable, Hashable, Sendable {
  /// The object, or the C that it was compiled from.
  public var object: String
  /// The variants of the object that have it; empty when there is only one.
  public var variants: [String]
  /// The finding.
  public var finding: Finding

  /// A finding in an object.
  public init(object: String, variants: [String] = [], finding: Finding) {
    self.object = object
    self.variants = variants
    self.finding = finding
  }

  /// The program that it is about; without a name where it is about the object.
  public var program: TrackedProgram { TrackedProgram(object: object, name: finding.program ?? "") }
}
