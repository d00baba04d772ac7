public import Analysis
public import BPF

/// Why a program cannot be rewritten.
public enum RewriteError: Error, Hashable, Sendable {
  /// It has no instructions.
  case empty
  /// Bytes that are no instruction that is known here.
  case undecodable(DecodeError)
  /// A jump or a call that no verifier accepts.
  case flow(ControlFlowFault)
  /// A call, or what is said of the functions, leads to no instruction.
  case noFunction(slot: Int)
  /// An edit names an instruction that is not there.
  case noInstruction(index: Int)
  /// An edit for when a branch is taken names an instruction that is no branch.
  case noBranch(slot: Int)
  /// A call of one of the program's functions is to be replaced: the kernel wants each function called.
  case replacesFunctionCall(slot: Int)
  /// Inserted instructions call a function of the program, or jump out of what is inserted.
  case leavesInsertion(slot: Int)
  /// A jump reaches no further than 32,767 instructions, and this one must.
  case tooFar(slot: Int)
  /// More instructions than the kernel looks at.
  case tooLong(slots: Int)
}

extension RewriteError: CustomStringConvertible {
  /// The error in words, lower case, without a full stop.
  public var description: String {
    switch self {
    case .empty: "the program has no instructions"
    case .undecodable(let error): "\(error)"
    case .flow(let fault): "\(fault)"
    case .noFunction(let slot): "no function begins at instruction \(slot)"
    case .noInstruction(let index): "there is no instruction with index \(index)"
    case .noBranch(let slot): "instruction \(slot) is no branch"
    case .replacesFunctionCall(let slot): "instruction \(slot) calls a function of the program, and must stay"
    case .leavesInsertion(let slot): "what is inserted at instruction \(slot) jumps or calls out of itself"
    case .tooFar(let slot): "the jump at instruction \(slot) would lead further than 32,767 instructions"
    case .tooLong(let slots): "the program would have \(slots) instructions: the kernel takes 1,000,000"
    }
  }
}
