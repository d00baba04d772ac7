public import Records

/// An instruction that goes one of two ways.
public struct CoveredBranch: Codable, Hashable, Sendable {
  /// One of the ways.
  public struct Way: Codable, Hashable, Sendable {
    /// Whether it is the jump, or the instruction behind it.
    public var isTaken: Bool
    /// Whether some case went it.
    public var state: CoverageState
    /// How many cases went it.
    public var cases: Int
    /// What must hold for it in the words of the source, such as `proto == 17`; nil where the condition is not simple.
    public var needs: String?

    /// A way.
    public init(isTaken: Bool, state: CoverageState, cases: Int, needs: String?) {
      self.isTaken = isTaken
      self.state = state
      self.cases = cases
      self.needs = needs
    }
  }

  /// The program's name.
  public var program: String
  /// The instruction's slot, as the verifier counts.
  public var instruction: Int
  /// The instruction in the verifier's words.
  public var text: String
  /// The way on, then the jump.
  public var ways: [Way]

  /// A branch.
  public init(program: String, instruction: Int, text: String, ways: [Way]) {
    self.program = program
    self.instruction = instruction
    self.text = text
    self.ways = ways
  }
}
