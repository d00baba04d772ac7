/// One run of a program, instruction by instruction, as a machine saw it that was stepped through the run.
public struct RunTrace: Codable, Hashable, Sendable {
  /// What one instruction of the program took in the run.
  public struct Cost: Codable, Hashable, Sendable {
    /// The instruction's slot in the linked program, as the verifier counts.
    public var slot: Int
    /// How often it ran.
    public var runs: Int
    /// Machine instructions of its own code.
    public var own: Int
    /// Machine instructions of what it called outside the program: a helper, a kernel function, a program that it went on to.
    public var called: Int

    /// A cost.
    public init(slot: Int, runs: Int, own: Int, called: Int) {
      self.slot = slot
      self.runs = runs
      self.own = own
      self.called = called
    }
  }
  /// The instructions that ran, ascending by slot.
  public var costs: [Cost]
  /// Machine instructions that enter the program and its functions, before the first of their own.
  public var entry: Int
  /// Machine instructions of a run of an empty program, all of it.
  public var empty: Int

  /// A trace.
  public init(costs: [Cost], entry: Int, empty: Int) {
    self.costs = costs
    self.entry = entry
    self.empty = empty
  }

  /// All machine instructions from the program's first to its return.
  public var total: Int { costs.reduce(entry) { $0 + $1.own + $1.called } }
}
