/// A place where one function of a program refers to another.
public struct CallSite: Hashable, Sendable {
  /// How.
  public enum Kind: String, Hashable, Sendable {
    /// `call pc+N`.
    case call
    /// A callback's address, called before the helper that it is given to returns (`bpf_loop`, `bpf_for_each_map_elem`).
    case callback
    /// A callback's address given to a timer: it runs later, on a stack of its own.
    case asynchronousCallback
  }
  /// The instruction's slot.
  public let slot: Int
  /// The function that it is in.
  public let caller: Int
  /// The function that it leads to.
  public let callee: Int
  /// How.
  public let kind: Kind
}
