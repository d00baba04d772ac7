import BPF

/// What a step does to a register where the log does not say it: to 5.17 a log of the path alone prints states at branches
/// only. Copies, constants, moved pointers and what is read back from the stack are told by the instruction.
extension Trace {
  /// Hops followed back through such steps.
  static let mostDerived = 16
  /// Paths longer than this are not searched for what a stack slot holds.
  private static let longestSearched = 4_096

  /// What step `index` leaves in register `number`; nil where the instruction alone does not tell.
  func derived(_ number: UInt8, at index: Int, hops: Int) -> RegisterState? {
    // The last step was refused: it left nothing.
    guard hops > 0, index < steps.count - 1, let kind = steps[index].instruction?.kind else { return nil }
    switch kind {
    case .move(.bits64, number, .register(let source)):
      return register(Int(source), before: index, hops: hops - 1)
    case .move(let width, number, .immediate(let value)):
      let value = width == .bits64 ? Int64(value) : Int64(UInt32(bitPattern: value))
      return Self.number(value)
    case .arithmetic(let operation, .bits64, number, .immediate(let value))
    where operation == .add || operation == .subtract:
      guard var pointer = register(Int(number), before: index, hops: hops - 1), pointer.kind != .scalar,
        !pointer.mayBeNull
      else { return nil }
      pointer.offset = pointer.offset &+ (operation == .add ? Int64(value) : -Int64(value))
      return pointer
    case .load(let size, false, number, 10, let offset):
      return stored(
        StackRange(frame: steps[index].frame, offset: Int(offset), size: size.bytes), before: index, hops: hops)
    default: return nil
    }
  }

  private static func number(_ value: Int64) -> RegisterState {
    var state = RegisterState(kind: .scalar, word: "scalar")
    state.range = ScalarRange(constant: value)
    return state
  }

  /// What stands in some bytes of stack before a step: a register that was stored there, a constant, or zeroes that the
  /// log shows.
  private func stored(_ range: StackRange, before step: Int, hops: Int) -> RegisterState? {
    guard step < Self.longestSearched else { return nil }
    switch definition(ofSlot: range.offset, size: range.size, frame: range.frame, before: step) {
    case .instruction(let store):
      guard stackAccess(at: store) == range, case .store(_, _, _, let operand)? = steps[store].instruction?.kind else {
        return nil
      }
      switch operand {
      case .register(let source) where range.size == 8: return register(Int(source), before: store, hops: hops - 1)
      case .immediate(let value) where range.size == 8: return Self.number(Int64(value))
      case .immediate(0): return Self.number(0)
      default: return nil
      }
    // Nothing on the path wrote them: what was printed of them last still holds.
    case .entry, .missing: return isZero(range, before: step) ? Self.number(0) : nil
    default: return nil
    }
  }

  private func isZero(_ range: StackRange, before step: Int) -> Bool {
    let stack = state(before: step).stack
    return !range.slots.isEmpty && range.slots.allSatisfy { stack[$0]?.bytes == "00000000" }
  }
}
