/// Where, on a path, a register or a stack slot got the value it has.
public enum ValueDefinition: Hashable, Sendable {
  /// The instruction of this step wrote it. A call writes r0, and may write the stack it is given.
  case instruction(step: Int)
  /// A subprogram's argument: the caller's register of the same number at the call of this step.
  case argument(call: Int)
  /// A callback's argument: the kernel function called at this step gives it.
  case callbackArgument(call: Int)
  /// The result of a subprogram that was walked: its r0 at the exit.
  case returned(call: Int, exit: Int)
  /// The call of this step left the register without a value.
  case clobbered(step: Int)
  /// Through a pointer whose offset is not one number, the instruction of this step may have written it; whether it did
  /// cannot be told.
  case perhaps(step: Int)
  /// It was so when the frame was entered: r1 of a program is its context, r10 the frame; all else holds nothing.
  case entry
  /// Lines are missing from the log, or left out of the path, before this step.
  case missing(step: Int)
}
