/// How far a search is.
public struct ExploreFigures: Codable, Hashable, Sendable {
  /// Inputs that were run.
  public var inputs: Int
  /// Inputs that the kernel did not take.
  public var refused: Int
  /// Inputs that did something new once and not again.
  public var unrepeated: Int
  /// Blocks and ways of branches that were taken, of those that can be.
  public var taken: Int
  /// Blocks and ways of branches that can be taken.
  public var goal: Int
  /// Seconds since the first input.
  public var seconds: Double
  /// Seconds among these in which maps were put back.
  public var restoringSeconds: Double
  /// Times that maps were put back.
  public var restorations: Int
  /// Seconds of processor time.
  public var processorSeconds: Double

  /// Figures of nothing.
  public init() {
    inputs = 0
    refused = 0
    unrepeated = 0
    taken = 0
    goal = 0
    seconds = 0
    restoringSeconds = 0
    restorations = 0
    processorSeconds = 0
  }
}
