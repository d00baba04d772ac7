/// A place in a program's code where something is put. Instructions are named by their indices.
public enum EditPlace: Hashable, Sendable {
  /// Run once when the function is entered, and not when a jump leads back to its first instruction.
  case entry(function: Int)
  /// Run whenever the instruction is about to, however control came.
  case before(Int)
  /// In the place of the instruction; jumps to it lead here.
  case instead(Int)
  /// Run when control goes on from the instruction to the next; a jump to the next does not pass here.
  case after(Int)
  /// Run when the branch, or the jump, is taken, before its target.
  case taken(Int)
}
