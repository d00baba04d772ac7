import BPF
import BPFObject
import KernelFacts

extension PathWalker {
  /// Passes an instruction that leads to the next. False where the path ends: by a fault, or because nothing follows.
  mutating func pass(_ kind: InstructionKind, _ slot: Int, _ state: inout WalkState) -> Bool {
    for register in UInt8(0)...10 where reads(kind, register) {
      guard state[register].kind != .unset else {
        fault(.unsetRegister(Int(register)), slot)
        return false
      }
    }
    switch kind {
    case .move(let width, let destination, let operand):
      state[destination] = moved(width, operand, slot, &state)
    case .moveSignExtended(_, let destination, let source, let bits):
      let value = state[source]
      guard value.kind == .number, value.range.most < UInt64(1) << UInt64(bits - 1) else {
        state[destination] = value.kind == .number ? .number(.vague) : .anything
        return true
      }
      state[destination] = value
    case .arithmetic(let operation, let width, let destination, let operand):
      guard let value = result(operation, width, destination, operand, slot, &state) else { return false }
      state[destination] = value
    case .negate(_, let destination), .convertByteOrder(_, let destination, _):
      guard state[destination].kind == .number else {
        state[destination] = .anything
        return true
      }
      var range = NumberRange.vague
      if case .convertByteOrder(_, _, let bits) = kind, bits < 64 {
        let before = state[destination].range
        range = .vague.limited(to: UInt64(1) << UInt64(bits) - 1)
        // The bytes of a number that may be anything may be anything.
        range.isVague = before.isVague || before.zeroBits > 0 || before.least > 0 || before.most < range.most
      }
      state[destination] = .number(range, id: state.freshID(slot), origin: slot)
    case .castAddressSpace(let destination, _, _, _): state[destination] = .anything
    case .loadImmediate(let destination, let source, let number):
      state[destination] = immediate(source, number, slot)
    case .loadPacket:
      for register in UInt8(1)...5 { state[register] = .unset }
      state[0] = .number(.vague)
    case .load(let size, let isSigned, let destination, let base, let offset):
      guard let value = load(size, isSigned, base, Int64(offset), slot, &state) else { return false }
      state[destination] = relocated.contains(slot) ? resized(value, isSigned) : value
    case .store(let size, let base, let offset, let operand):
      let value =
        switch operand {
        case .register(let register): state[register]
        case .immediate(let number): WalkValue.constant(Int64(number))
        }
      return store(value, size, base, Int64(offset), slot, &state)
    case .atomic(let operation, let size, let base, let offset, let register):
      return atomic(operation, size, base, Int64(offset), register, slot, &state)
    case .call(let callee): return call(callee, slot, &state)
    case .jump, .mayGoto, .branch, .exit, .unknown: break
    }
    return true
  }

  /// What a load gives that the loader may make wider or narrower: no less than any byte.
  private func resized(_ value: WalkValue, _ isSigned: Bool) -> WalkValue {
    guard value.kind == .number else { return value }
    guard !isSigned, value.range.constant == nil, !value.range.isVague else { return .number(.vague) }
    var result = value
    result.range = .upTo(UInt64(UInt8.max))
    return result
  }

  /// A call reads what its helper takes, which is looked at there.
  private func reads(_ kind: InstructionKind, _ register: UInt8) -> Bool {
    switch kind {
    case .call, .exit, .loadPacket: false
    // A register minus itself and the like is a number, whatever it held; verifiers want it set all the same.
    default: kind.reads(register)
    }
  }

  private func moved(_ width: OperandWidth, _ operand: Operand, _ slot: Int, _ state: inout WalkState) -> WalkValue {
    switch operand {
    case .immediate(let number):
      guard !relocated.contains(slot) else { return .number(.vague) }
      return .constant(width == .bits64 ? Int64(number) : Int64(UInt32(bitPattern: number)))
    case .register(let source):
      var value = state[source]
      if width == .bits64 {
        // Copies are one for comparisons.
        if value.kind == .number, value.id == 0, value.range.constant == nil {
          value.id = state.freshID(slot)
          state[source] = value
        }
        return value
      }
      guard value.kind == .number else { return value.kind == .anything ? .anything : .number(.vague) }
      if value.range.isWord { return value }
      return .number(value.range.truncated, id: state.freshID(slot), origin: value.origin)
    }
  }

  private func immediate(_ source: PseudoSource, _ number: UInt64, _ slot: Int) -> WalkValue {
    switch references[slot] {
    case .map(let map): return WalkValue(kind: .map(map))
    case .variable(let map, let offset): return WalkValue(kind: .value(map: map), offset: Int64(offset))
    case .function(let function): return WalkValue(kind: .function(function))
    case .extern, .unresolved: return .anything
    case nil:
      guard source == .constant, !relocated.contains(slot) else { return .anything }
      return .constant(Int64(bitPattern: number))
    }
  }

  private mutating func result(
    _ operation: ArithmeticOperation, _ width: OperandWidth, _ destination: UInt8, _ operand: Operand, _ slot: Int,
    _ state: inout WalkState
  ) -> WalkValue? {
    let left = state[destination]
    var right =
      switch operand {
      case .register(let register): state[register]
      case .immediate(let number): WalkValue.constant(Int64(number))
      }
    if relocated.contains(slot) { right = .number(.vague) }
    guard left.kind != .anything, right.kind != .anything else { return .anything }
    if left.kind == .moved, right.kind == .number, width == .bits64, operation == .add || operation == .subtract {
      return left
    }
    if [left.kind, right.kind].contains(where: { $0 == .released || $0 == .moved }) { return .number(.vague) }
    if left.isPointer || right.isPointer {
      guard width == .bits64 else { return .number(.vague) }
      return moved(operation, left, right, slot, &state)
    }
    if case .register(destination) = operand { return .number(.vague) }
    let (one, other) = width == .bits32 ? (left.range.truncated, right.range.truncated) : (left.range, right.range)
    var range = NumberRange.computed(operation, one, other, bits: width.rawValue)
    // A number and its copy are no two numbers.
    if left.id != 0, left.id == right.id { range.isVague = true }
    // What a check says of a sum, newer kernels know of its parts, and the other way round.
    if operation == .add || operation == .subtract {
      for id in [left.id, right.id] where id != 0 { blur(id, &state) }
    }
    let origin = left.range.constant == nil ? left.origin : right.origin
    return .number(range, id: range.constant == nil ? state.freshID(slot) : 0, origin: origin ?? slot)
  }

  /// Where a number went into a sum, a check of one may bound the other: copies that stay are followed no more.
  private func blur(_ id: Int, _ state: inout WalkState) {
    state.change { value in
      if value.id == id, value.kind == .number { value.range.isVague = true }
    }
  }

  /// A pointer and a number, or two pointers.
  private mutating func moved(
    _ operation: ArithmeticOperation, _ left: WalkValue, _ right: WalkValue, _ slot: Int, _ state: inout WalkState
  ) -> WalkValue? {
    if left.isPointer, right.isPointer {
      guard operation == .subtract else { return .number(.vague) }
      return .number(.full, id: state.freshID(slot), origin: slot)
    }
    guard operation == .add || (operation == .subtract && left.isPointer) else {
      switch operation {
      // Newer kernels take more of them from a number's side.
      case .and, .or, .xor, .multiply, .divide, .modulo, .shiftLeft, .shiftRight, .shiftRightSigned:
        guard left.isPointer else { return .number(.vague) }
        fault(.pointerArithmetic(operation.symbol), slot, from: left.origin)
        return nil
      default: return .anything
      }
    }
    var pointer = left.isPointer ? left : right
    let number = left.isPointer ? right : left
    if pointer.isMaybeNull {
      fault(.maybeNull, slot, from: pointer.origin)
      return nil
    }
    switch pointer.kind {
    case .frame, .value, .memory, .packet, .object: break
    // What the context of system calls is, its program says.
    case .context where !number.range.isVague && program.match?.programType != .syscall: break
    default: return .anything
    }
    if let constant = number.range.constant {
      let amount = operation == .subtract ? 0 &- constant : constant
      guard WalkValue.offsets.contains(amount), WalkValue.offsets.contains(pointer.offset) else { return .anything }
      pointer.offset += amount
      return pointer
    }
    guard operation == .add else { return .anything }
    if !number.range.isVague, number.range.signedLeast == .min {
      fault(.unboundedMove, slot, from: number.origin)
      return nil
    }
    let sum = NumberRange.computed(.add, pointer.range, number.range, bits: 64)
    pointer.range = sum
    pointer.range.isVague = sum.isVague || number.range.isVague || pointer.range.isVague
    if pointer.kind == .packet { pointer.id = state.freshID(slot) }
    pointer.origin = number.origin ?? slot
    return pointer
  }
}
