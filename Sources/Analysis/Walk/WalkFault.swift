/// Something on a path that a verifier refuses.
public struct WalkFault: Hashable, Sendable {
  /// What memory an access goes to.
  public enum Memory: Hashable, Sendable {
    /// The function's stack.
    case stack
    /// A value of a map, by the map's index in the object's maps.
    case value(map: Int)
    /// What a helper reserved.
    case record
  }

  /// What is wrong.
  public enum Kind: Hashable, Sendable {
    /// A register is used that holds nothing.
    case unsetRegister(Int)
    /// The program ends without a result.
    case unsetResult
    /// Bytes of the stack are read that were never written; kernels before 6.3 refuse that.
    case unsetStack
    /// A result that may be NULL is used before it is checked.
    case maybeNull
    /// What is NULL here is used.
    case null
    /// Bytes of the packet up to `end` are used, and `checked` are checked.
    case packet(end: Int64, checked: Int64)
    /// The packet is written by a program that may only read it.
    case packetWritten
    /// An access that ends `end` bytes from the start of memory of `size`; a negative `end` is before its start.
    case outside(Memory, end: Int64, size: Int64)
    /// An access at a number up to `most`, in memory of `size` bytes.
    case index(Memory, most: UInt64, size: Int64)
    /// An access at a number that may be negative.
    case negativeIndex(Memory)
    /// A pointer is moved by a number that may be negative without limit.
    case unboundedMove
    /// Something else than a sum is made of a pointer: the operator.
    case pointerArithmetic(String)
    /// The packet's end is followed.
    case packetEnd
    /// A number is followed as a pointer.
    case number
    /// What was given back is used.
    case released
    /// A pointer into the packet is used after a call that may have moved it.
    case packetMoved
    /// The context has nothing of that size there.
    case context(offset: Int64, size: Int)
    /// The context is used through a pointer that was moved.
    case contextMoved
    /// The context is written where it may only be read.
    case contextWritten
    /// A constant, or a map that programs may only read, is written.
    case constantWritten
    /// A map that programs may only write is read.
    case writeOnlyRead
    /// An atomic operation on memory that takes none.
    case atomicPlace
    /// An access that is not at a multiple of its size.
    case misaligned(size: Int)
    /// What a call acquired is not given back when the program ends, or makes a tail call.
    case unreleased(atTailCall: Bool)
    /// A lock is held when the program ends.
    case lockHeld
    /// A helper is called while a lock is held.
    case callWhileLocked
    /// A lock is taken while one is held.
    case secondLock
    /// A lock is released that is not held.
    case noLock
    /// A size that is passed, by the argument's number: nothing bounds it, or it may be negative, or 0.
    case sizeUnbounded(Int), sizeNegative(Int), sizeZero(Int)
    /// A size that has to be a constant and is none, by the argument's number.
    case notConstant(Int)
    /// An argument of a kind that the helper does not take, by its number, and what it takes.
    case argument(Int, wanted: String)
    /// What the program returns, and what its type allows.
    case result(least: Int64, most: Int64, allowed: ClosedRange<Int64>)
    /// A loop that comes round with nothing changed.
    case endless
  }

  /// What is wrong.
  public let kind: Kind
  /// The instruction.
  public let slot: Int
  /// The instruction that what is wrong comes from.
  public let origin: Int?
}
