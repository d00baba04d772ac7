public import Records

/// How much of a program ran.
public struct ProgramCoverage: Codable, Hashable, Sendable {
  /// Its name.
  public var name: String
  /// Its basic blocks.
  public var blocks: CoverageCount
  /// The ways of its branches: two a branch.
  public var branches: CoverageCount
  /// Its source lines.
  public var lines: CoverageCount
  /// Blocks that the verifier of no kernel that was asked comes to: they are in no total.
  public var unreachedBlocks: Int
  /// Blocks and ways of which no kernel could tell whether they ran: they are in no total either.
  public var unmarked: Int
  /// What a reader has to know of these figures, one sentence each.
  public var notes: [String]

  /// A program's figures.
  public init(
    name: String, blocks: CoverageCount, branches: CoverageCount, lines: CoverageCount, unreachedBlocks: Int,
    unmarked: Int, notes: [String]
  ) {
    self.name = name
    self.blocks = blocks
    self.branches = branches
    self.lines = lines
    self.unreachedBlocks = unreachedBlocks
    self.unmarked = unmarked
    self.notes = notes
  }
}
