/// One hop of a value on its way: from where it is used, back towards where it came from.
public struct ValueLink: Hashable, Sendable {
  /// How the value was handed on.
  public enum Kind: Hashable, Sendable {
    /// `r1 = r2`, or an arena pointer's cast.
    case copy
    /// `w1 = w2`: only the low half, the upper one zeroed.
    case truncation
    /// `r1 = (s8)r2`
    case signExtension(bits: Int)
    /// Read back from the stack slot at `offset` of `frame`.
    case fill(offset: Int, frame: Int)
    /// Written to the stack slot at `offset` of `frame`.
    case spill(offset: Int, frame: Int)
    /// Handed to a subprogram as an argument.
    case argument
    /// Handed back by a subprogram.
    case result
  }

  /// The step that handed it on: the copy, the load, the store, the call, the exit.
  public var step: Int
  /// The register that held it before that step; nil for a fill, where it was on the stack.
  public var register: Int?
  /// How.
  public var kind: Kind

  /// A hop.
  public init(step: Int, register: Int?, kind: Kind) {
    self.step = step
    self.register = register
    self.kind = kind
  }
}
