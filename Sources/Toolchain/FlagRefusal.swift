public import Findings

/// Compiler flags that Assay does not pass on, one finding each.
public struct FlagRefusal: Error, Hashable, Sendable {
  /// The refused flags with their places.
  public var findings: [Finding]
}
