/// What a program runs on whose type no kernel test-runs: its context is laid out, and a program of another type, the host,
/// is made of it and run.
public struct TestHosting: Codable, Hashable, Sendable {
  /// Whether the context is arguments, 8 bytes each, whose types the verifier knows; else it is memory that is read as it
  /// lies.
  public var takesArguments: Bool
  /// The arguments that point to structs of the kernel's types.
  public var casts: [TestCast]
  /// The id of `bpf_rdonly_cast` in the kernel's types; nil where the kernel has none (before 6.2).
  public var castFunction: UInt32?
  /// A byte of bits for each of the context's: those that nothing defines.
  public var undefined: ByteSlice?
  /// What pointers in the context lead to.
  public var memory: TestMemory

  /// A context of bytes that points nowhere.
  public init(takesArguments: Bool) {
    self.takesArguments = takesArguments
    casts = []
    memory = TestMemory()
  }

  /// The other poison than `TestInput.poison`: what a program does must not depend on which of them stands in bytes that
  /// nothing defines.
  public static let otherPoison: UInt8 = 0xa6
}
