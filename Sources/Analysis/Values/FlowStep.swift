import BPF
import BPFObject

/// What one instruction does to what is known.
struct FlowStep: Sendable {
  let instructions: [Instruction]
  let slots: SlotIndex
  /// What a slot's instruction refers to.
  let references: [Int: Reference.Target]

  init(instructions: [Instruction], slots: SlotIndex, references: [Reference]) {
    self.instructions = instructions
    self.slots = slots
    self.references = Dictionary(references.map { ($0.slot, $0.target) }, uniquingKeysWith: { first, _ in first })
  }

  /// Helpers that only read what their arguments point to.
  static let readers = Set(
    [
      "bpf_map_lookup_elem", "bpf_map_update_elem", "bpf_map_delete_elem", "bpf_map_push_elem",
      "bpf_perf_event_output", "bpf_ringbuf_output", "bpf_trace_printk", "bpf_trace_vprintk",
      "bpf_map_lookup_percpu_elem",
    ].compactMap(HelperID.init(name:)))

  func pass(_ index: Int, _ state: inout FlowState) {
    let slot = slots.slots[index]
    switch instructions[index].kind {
    case .move(.bits64, let destination, let operand): state.set(destination, state.value(of: operand))
    case .move(.bits32, let destination, .immediate(let value)):
      state.set(destination, .constant(Int64(UInt32(bitPattern: value))))
    case .move(.bits32, let destination, .register(let source)):
      state.set(destination, truncated(state[source]))
    case .moveSignExtended(_, let destination, let source, let bits):
      let amount = SymbolicValue.constant(Int64(64 - bits))
      let left = SymbolicValue.computed(.shiftLeft, .bits64, state[source], amount)
      state.set(destination, SymbolicValue.computed(.shiftRightSigned, .bits64, left, amount).bounded)
    case .arithmetic(let operation, let width, let destination, let operand):
      state.set(destination, result(operation, width, state[destination], state.value(of: operand)))
    case .negate(let width, let destination):
      state.set(destination, result(.subtract, width, .constant(0), state[destination]))
    case .convertByteOrder(.little, let destination, let bits):
      state.set(destination, bits == 64 ? state[destination] : .unknown)
    case .convertByteOrder(_, let destination, let bits):
      state.set(destination, SymbolicValue.swapped(bits: bits, state[destination]).bounded)
    case .castAddressSpace(let destination, let source, _, _): state.set(destination, state[source])
    case .loadImmediate(let destination, let source, let value):
      state.set(destination, immediate(slot, source, value))
    case .loadPacket:
      for register in UInt8(1)...5 { state.set(register, .none) }
      state.set(0, .result(slot: slot))
    case .load(let size, let isSigned, let destination, let base, let offset):
      let address = state[base].adding(Int64(offset))
      if case .frame(let place) = address, !isSigned {
        let value = state.stack(at: place, size: size)
        state.set(destination, value == .unknown ? loaded(slot, size, isSigned, address) : value)
      } else {
        state.set(destination, loaded(slot, size, isSigned, address))
      }
    case .store(let size, let base, let offset, let operand):
      store(state.value(of: operand), size, state[base].adding(Int64(offset)), &state)
    case .atomic(let operation, let size, let base, let offset, let register):
      let address = state[base].adding(Int64(offset))
      if operation != .loadAcquire { store(.unknown, size, address, &state) }
      switch operation {
      case .compareExchange: state.set(0, loaded(slot, size, false, address))
      case .fetchAdd, .fetchOr, .fetchAnd, .fetchXor, .exchange, .loadAcquire:
        state.set(register, loaded(slot, size, false, address))
      case .add, .or, .and, .xor, .storeRelease: break
      }
    case .call(let callee):
      var reads = false
      if case .helper(let helper) = callee { reads = Self.readers.contains(helper) }
      for register in UInt8(1)...5 {
        if !reads, case .frame(let offset) = state[register] { state.forget(offset..<0) }
        state.set(register, .none)
      }
      state.set(0, .result(slot: slot))
    case .jump, .mayGoto, .branch, .exit, .unknown: break
    }
  }

  private func immediate(_ slot: Int, _ source: PseudoSource, _ value: UInt64) -> SymbolicValue {
    switch references[slot] {
    case .map(let map): .map(map)
    case .variable(let map, let offset): .variable(map: map, offset: offset)
    case .function(let function): .function(function)
    case .extern(let extern): .extern(extern)
    case .unresolved: .unknown
    case nil: source == .constant ? .constant(Int64(bitPattern: value)) : .unknown
    }
  }

  private func loaded(_ slot: Int, _ size: AccessSize, _ isSigned: Bool, _ address: SymbolicValue) -> SymbolicValue {
    SymbolicValue.loaded(slot: slot, size: size, isSigned: isSigned, address: address).bounded
  }

  /// A store through an address of the stack that is not known may be to any place of it; other addresses are never of
  /// the function's own stack.
  private func store(_ value: SymbolicValue, _ size: AccessSize, _ address: SymbolicValue, _ state: inout FlowState) {
    switch address {
    case .frame(let offset): state.store(value, size: size, at: offset)
    case .unknown: state.forget(Int(Int16.min)..<0)
    case _ where address.contains(where: { if case .frame = $0 { true } else { false } }):
      state.forget(Int(Int16.min)..<0)
    default: break
    }
  }

  private func truncated(_ value: SymbolicValue) -> SymbolicValue {
    switch value {
    case .constant(let number): .constant(Int64(UInt32(truncatingIfNeeded: number)))
    case .unknown, .none, .truncated: value
    // What was read in 32 bits or fewer has no upper half.
    case .loaded(_, let size, false, _) where size != .doubleWord: value
    default: SymbolicValue.truncated(value).bounded
    }
  }

  private func result(
    _ operation: ArithmeticOperation, _ width: OperandWidth, _ left: SymbolicValue, _ right: SymbolicValue
  ) -> SymbolicValue {
    switch (operation, width, left, right) {
    case (_, _, .unknown, _), (_, _, _, .unknown), (_, _, .none, _), (_, _, _, .none): return .unknown
    case (.add, .bits64, _, .constant(let amount)): return left.adding(amount)
    case (.add, .bits64, .constant(let amount), _): return right.adding(amount)
    case (.subtract, .bits64, _, .constant(let amount)) where amount != .min: return left.adding(-amount)
    default: return SymbolicValue.computed(operation, width, left, right).bounded
    }
  }
}
