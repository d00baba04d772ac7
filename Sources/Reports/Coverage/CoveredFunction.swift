/// A function, and how many cases entered it.
public struct CoveredFunction: Codable, Hashable, Sendable {
  /// Its name.
  public var name: String
  /// The line of its first instruction.
  public var line: Int
  /// How many cases entered it.
  public var cases: Int

  /// A function.
  public init(name: String, line: Int, cases: Int) {
    self.name = name
    self.line = line
    self.cases = cases
  }
}
