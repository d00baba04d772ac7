/// When an exploration ends.
public struct ExploreLimits: Hashable, Sendable {
  /// Inputs in a row that do nothing new; a tenth of them where nothing is left that could be taken.
  public var plateau: Int
  /// The most inputs; nil for any number.
  public var inputs: Int?

  /// Returned values beyond which one more is nothing new: the program returns a length or the like.
  public var returns: Int

  /// Limits.
  public init(plateau: Int, inputs: Int? = nil, returns: Int = 16) {
    self.plateau = plateau
    self.inputs = inputs
    self.returns = returns
  }

  /// Why to end; nil for going on.
  /// - Parameters:
  ///   - done: inputs that were run.
  ///   - idle: inputs since the last that did something new.
  ///   - isComplete: whether everything is taken that can be.
  func end(done: Int, idle: Int, isComplete: Bool) -> ExploreEnd? {
    if let inputs, done >= inputs { return .inputs }
    if isComplete, idle >= plateau / 10 { return .complete }
    return idle >= plateau ? .plateau : nil
  }
}
