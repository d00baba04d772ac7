/// The calls of a function that a case mocks or looks at.
public struct RecordedCalls: Codable, Hashable, Sendable {
  /// One call.
  public struct Call: Codable, Hashable, Sendable {
    /// The arguments, as registers hold them.
    public var arguments: [UInt64]
    /// What it gave.
    public var result: UInt64

    /// A call.
    public init(arguments: [UInt64], result: UInt64) {
      self.arguments = arguments
      self.result = result
    }
  }

  /// How many there were.
  public var count: UInt64
  /// The first of them, at most `TestMock.mostCalls`.
  public var calls: [Call]

  /// No calls.
  public init(count: UInt64 = 0, calls: [Call] = []) {
    self.count = count
    self.calls = calls
  }
}
