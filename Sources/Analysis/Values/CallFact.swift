public import BPF

/// A call that a program makes, with what is known of its arguments.
public struct CallFact: Hashable, Sendable {
  /// The call's slot.
  public let slot: Int
  /// Its index in the program's instructions.
  public let index: Int
  /// The function that makes it.
  public let function: Int
  /// The block that it stands in.
  public let block: Int
  /// What it calls.
  public let callee: Callee
  /// The function that it calls, of a call within the program.
  public let subprogram: Int?
  /// r1 to r5 as the call finds them.
  public let arguments: [SymbolicValue]
  /// Some path reads the result.
  public let isResultRead: Bool

  /// The called helper; nil for other calls.
  public var helper: HelperID? {
    if case .helper(let helper) = callee { helper } else { nil }
  }
}
