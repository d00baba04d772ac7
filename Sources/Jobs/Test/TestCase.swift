/// One case: what is done, in order, on fresh maps.
public struct TestCase: Codable, Hashable, Sendable {
  /// Its number among all that the user asked for, for the reply.
  public var number: Int
  /// Bytes put into `.rodata`, `.data` or `.bss` before the load.
  public var globals: [TestGlobal]
  /// Who runs it.
  public var task: TestTask
  /// Whether it gets a network namespace of its own.
  public var ownNetwork: Bool
  /// What calls of helpers and of the kernel's functions give.
  public var mocks: [TestMock]
  /// What is done, in order.
  public var steps: [TestStep]

  /// A case that does nothing yet.
  public init(number: Int) {
    self.number = number
    globals = []
    task = TestTask()
    ownNetwork = false
    mocks = []
    steps = []
  }
}
