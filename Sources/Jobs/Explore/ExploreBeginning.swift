/// What the cases themselves do.
public struct ExploreBeginning: Codable, Hashable, Sendable {
  /// What ran of the programs over all of them.
  public var coverage: [CoveredProgram]
  /// What they returned, ascending.
  public var returned: [UInt32]
  /// Cases that no inputs are made from, by number, and why.
  public var skipped: [Int: String]
  /// Maps that cannot be put back between inputs, by name.
  public var unrestored: [String]
  /// What else the user should know, one sentence each.
  public var notes: [String]

  /// A beginning without cases.
  public init() {
    coverage = []
    returned = []
    skipped = [:]
    unrestored = []
    notes = []
  }
}
