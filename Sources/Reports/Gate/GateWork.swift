/// How much kernels had to do for a gate.
public struct GateWork: Codable, Hashable, Sendable {
  /// Jobs that they did.
  public var done: Int
  /// Jobs whose answers were known: nothing that they depend on had changed since.
  public var known: Int

  /// Some jobs.
  public init(done: Int, known: Int) {
    self.done = done
    self.known = known
  }
}
