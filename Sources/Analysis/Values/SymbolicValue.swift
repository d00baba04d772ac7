public import BPF

/// What a register or a stack slot holds, in terms of where it came from. It is known on every path or it is `unknown`.
public indirect enum SymbolicValue: Hashable, Sendable {
  /// Nothing that can be told: other values on other paths, or too long a calculation.
  case unknown
  /// Nothing: never written, or gone after a call.
  case none
  /// A number.
  case constant(Int64)
  /// A function's argument, 1 to 5, as its caller gives it.
  case argument(Int)
  /// The program's context.
  case context
  /// An address of the function's own stack: bytes from the frame pointer.
  case frame(Int)
  /// A map: its index in the object's maps.
  case map(Int)
  /// A global variable's address: the index of its section's map, and bytes from the section's start.
  case variable(map: Int, offset: Int)
  /// A function's address: its index in the program's subprograms.
  case function(Int)
  /// What the kernel or the loader provides: its index in the object's externs.
  case extern(Int)
  /// What the call at this slot returned.
  case result(slot: Int)
  /// What the instruction at this slot read, `size` bytes, from an address.
  case loaded(slot: Int, size: AccessSize, isSigned: Bool, address: SymbolicValue)
  /// A value, or address, plus a number.
  case sum(SymbolicValue, Int64)
  /// The result of any other calculation.
  case computed(ArithmeticOperation, OperandWidth, SymbolicValue, SymbolicValue)
  /// The low 32 bits, the upper ones cleared.
  case truncated(SymbolicValue)
  /// The low `bits` with their bytes in the other order.
  case swapped(bits: Int, SymbolicValue)

  /// Calculations nested deeper than this are not followed.
  private static let deepest = 6

  /// Calculations that it takes to make it.
  var depth: Int {
    switch self {
    case .unknown, .none, .constant, .argument, .context, .frame, .map, .variable, .function, .extern, .result: 0
    case .loaded(_, _, _, let inner), .sum(let inner, _), .truncated(let inner), .swapped(_, let inner):
      1 + inner.depth
    case .computed(_, _, let left, let right): 1 + max(left.depth, right.depth)
    }
  }

  /// Itself, or `unknown` when it is nested too deeply.
  var bounded: SymbolicValue { depth > Self.deepest ? .unknown : self }

  /// The value plus a number.
  func adding(_ amount: Int64) -> SymbolicValue {
    if amount == 0 { return self }
    switch self {
    case .unknown, .none: return .unknown
    case .constant(let value): return .constant(value &+ amount)
    case .frame(let offset):
      guard let small = Int(exactly: amount), abs(small) <= 1 << 20, abs(offset) <= 1 << 20 else { return .unknown }
      return .frame(offset + small)
    case .variable(let map, let offset):
      guard let small = Int(exactly: amount), abs(small) <= 1 << 30, abs(offset) <= 1 << 30 else { return .unknown }
      return .variable(map: map, offset: offset + small)
    case .sum(let base, let offset):
      let sum = offset.addingReportingOverflow(amount)
      if sum.overflow { return .unknown }
      return sum.partialValue == 0 ? base : .sum(base, sum.partialValue)
    default: return SymbolicValue.sum(self, amount).bounded
    }
  }

  /// What both are, where they are the same.
  func joined(with other: SymbolicValue) -> SymbolicValue { self == other ? self : .unknown }
}

extension SymbolicValue {
  /// The value without sums: what an address points into.
  public var base: SymbolicValue {
    if case .sum(let base, _) = self { return base }
    return self
  }

  /// The constant part of an address, in bytes: 0 for one that points at its base.
  public var offset: Int64 {
    if case .sum(_, let offset) = self { return offset }
    return 0
  }

  /// The bytes of the context that it was read from; nil for anything else.
  public var contextField: (offset: Int64, size: AccessSize)? {
    guard case .loaded(_, let size, _, let address) = self, address.base == .context else { return nil }
    return (address.offset, size)
  }

  /// Whether it holds a value anywhere for which `predicate` holds.
  public func contains(where predicate: (SymbolicValue) -> Bool) -> Bool {
    if predicate(self) { return true }
    switch self {
    case .loaded(_, _, _, let inner), .sum(let inner, _), .truncated(let inner), .swapped(_, let inner):
      return inner.contains(where: predicate)
    case .computed(_, _, let left, let right):
      return left.contains(where: predicate) || right.contains(where: predicate)
    default: return false
    }
  }
}
