/// A call in a program.
public struct CallSite: Codable, Hashable, Sendable {
  /// The program's function.
  public var program: String
  /// The call's slot, subprograms behind the program.
  public var slot: Int

  /// A call.
  public init(program: String, slot: Int) {
    self.program = program
    self.slot = slot
  }
}
