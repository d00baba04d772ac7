import BPF
import BPFObject
import BTF
import KernelFacts

extension PathWalker {
  /// Whether `size` bytes at an offset of what a pointer points to may be accessed, as far as that is known; a fault
  /// where they may not.
  mutating func reach(
    _ pointer: WalkValue, _ offset: Int64, _ size: Int, _ slot: Int, _ state: WalkState, isWrite: Bool
  ) -> Bool {
    if pointer.isMaybeNull {
      fault(.maybeNull, slot, from: pointer.origin)
      return false
    }
    guard WalkValue.offsets.contains(pointer.offset) else { return false }
    let start = pointer.offset + offset
    switch pointer.kind {
    case .number:
      let isNull = pointer.range.constant == 0 && pointer.origin != nil
      fault(isNull ? .null : .number, slot, from: pointer.origin)
      return false
    case .released, .moved:
      fault(pointer.kind == .moved ? .packetMoved : .released, slot, from: pointer.origin)
      return false
    case .packetEnd:
      fault(.packetEnd, slot, from: pointer.origin)
      return false
    case .packet:
      let checked = state.packetRanges[pointer.id] ?? 0
      guard start + Int64(size) <= checked else {
        fault(.packet(end: start + Int64(size), checked: checked), slot, from: pointer.origin)
        return false
      }
      if isWrite, PacketWrites.isForbidden(program.match?.programType) {
        fault(.packetWritten, slot)
        return false
      }
      return true
    case .value(let map):
      guard object.maps.indices.contains(map) else { return false }
      let definition = object.maps[map]
      let isConstant = definition.origin == .data && definition.section.hasPrefix(".rodata")
      if isWrite, isConstant || definition.flags & 0x80 != 0 {
        fault(.constantWritten, slot, from: pointer.origin)
        return false
      }
      if !isWrite, definition.flags & 0x100 != 0 {
        fault(.writeOnlyRead, slot, from: pointer.origin)
        return false
      }
      guard definition.valueSize > 0, definition.origin != .kconfig else { return true }
      return lies(pointer, start, size, in: .value(map: map), Int64(definition.valueSize), slot)
    case .memory(let room): return lies(pointer, start, size, in: .record, Int64(room), slot)
    case .frame:
      if let constant = pointer.range.constant, constant == 0 {
        if start < -512 || start + Int64(size) > 0 {
          fault(.outside(.stack, end: start + Int64(size), size: 512), slot, from: pointer.origin)
          return false
        }
        return true
      }
      guard !pointer.range.isVague else { return true }
      if pointer.range.most > 1 << 29 || Int64(pointer.range.most) + start + Int64(size) > 0 {
        fault(.index(.stack, most: pointer.range.most, size: -start), slot, from: pointer.origin)
        return false
      }
      return true
    case .context:
      // Fields are translated by their offsets in the instruction.
      guard pointer.offset == 0, pointer.range.constant == 0 else {
        fault(.contextMoved, slot, from: pointer.origin)
        return false
      }
      return true
    case .object, .map, .function, .anything: return true
    case .unset: return false
    }
  }

  private mutating func lies(
    _ pointer: WalkValue, _ start: Int64, _ size: Int, in memory: WalkFault.Memory, _ room: Int64, _ slot: Int
  ) -> Bool {
    if pointer.range.constant == 0 {
      guard start < 0 || start + Int64(size) > room else { return true }
      fault(.outside(memory, end: start < 0 ? start : start + Int64(size), size: room), slot, from: pointer.origin)
      return false
    }
    guard !pointer.range.isVague else { return true }
    if pointer.range.signedLeast < -start {
      fault(.negativeIndex(memory), slot, from: pointer.origin)
      return false
    }
    if pointer.range.most > 1 << 29 || Int64(pointer.range.most) + start + Int64(size) > room {
      fault(.index(memory, most: pointer.range.most, size: room - start), slot, from: pointer.origin)
      return false
    }
    return true
  }

  /// Whether an access of the stack is at a multiple of its size; a fault where it is not.
  private mutating func isAligned(_ pointer: WalkValue, _ offset: Int64, _ size: AccessSize, _ slot: Int) -> Bool {
    guard case .frame = pointer.kind, pointer.range.constant == 0, (pointer.offset + offset) % Int64(size.bytes) != 0
    else { return true }
    fault(.misaligned(size: size.bytes), slot)
    return false
  }

  /// What a load gives; nil where the path ends.
  mutating func load(
    _ size: AccessSize, _ isSigned: Bool, _ base: UInt8, _ offset: Int64, _ slot: Int, _ state: inout WalkState
  ) -> WalkValue? {
    let pointer = state[base]
    guard reach(pointer, offset, size.bytes, slot, state, isWrite: false), isAligned(pointer, offset, size, slot) else {
      return nil
    }
    func fresh(_ range: NumberRange) -> WalkValue { .number(range, id: state.freshID(slot), origin: slot) }
    let range = NumberRange.loaded(size, isSigned: isSigned)
    switch pointer.kind {
    case .frame(let depth):
      guard pointer.range.constant == 0, state.frames.indices.contains(depth) else { return .number(.vague) }
      let place = Int(pointer.offset + offset)
      guard let value = state.frames[depth].stack.load(at: place, size: size.bytes) else {
        fault(.unsetStack, slot)
        return .number(.vague)
      }
      if isSigned, value.kind == .number { return .number(.vague) }
      if value.kind == .number, value.id == 0, value.range.constant == nil, !value.range.isVague {
        return fresh(value.range)
      }
      return value
    case .value(let map):
      let definition = object.maps[map]
      if definition.origin == .kconfig { return .number(.vague) }
      if definition.origin == .data, definition.section.hasPrefix(".rodata") {
        guard pointer.range.constant == 0, !isSigned else { return .number(.vague) }
        return constant(in: definition, at: Int(clamping: pointer.offset + offset), size).map(WalkValue.constant)
          ?? .number(.vague)
      }
      if size == .doubleWord, hasKernelPointers || definition.origin == .structOps { return .anything }
      return fresh(range)
    case .packet, .memory: return fresh(range)
    case .context:
      switch ContextReads.value(program.match?.programType, at: pointer.offset + offset, size.bytes) {
      case .number: return fresh(range)
      case .packet: return WalkValue(kind: .packet, origin: slot)
      case .packetEnd: return WalkValue(kind: .packetEnd, origin: slot)
      case .unfollowed: return .anything
      case .refused:
        fault(.context(offset: pointer.offset + offset, size: size.bytes), slot)
        return nil
      }
    default: return .anything
    }
  }

  /// What the object has in its read-only variables.
  private func constant(in map: MapDefinition, at offset: Int, _ size: AccessSize) -> Int64? {
    guard let index = map.sectionIndex, object.sections.indices.contains(index), offset >= 0 else { return nil }
    let bytes = object.bytes(of: object.sections[index])
    guard offset + size.bytes <= bytes.count else { return nil }
    var value: UInt64 = 0
    for at in (0..<size.bytes).reversed() { value = value << 8 | UInt64(bytes[offset + at]) }
    return Int64(bitPattern: value)
  }

  /// Stores a value. False where the path ends.
  mutating func store(
    _ value: WalkValue, _ size: AccessSize, _ base: UInt8, _ offset: Int64, _ slot: Int, _ state: inout WalkState
  ) -> Bool {
    let pointer = state[base]
    if pointer.kind == .context, pointer.range.constant == 0,
      ContextReads.refusesWrite(program.match?.programType, at: pointer.offset + offset)
    {
      fault(.contextWritten, slot)
      return false
    }
    guard reach(pointer, offset, size.bytes, slot, state, isWrite: true), isAligned(pointer, offset, size, slot) else {
      return false
    }
    guard case .frame(let depth) = pointer.kind else {
      // Where else a pointer is stored that is followed no more is not known.
      return true
    }
    guard state.frames.indices.contains(depth) else { return true }
    guard pointer.range.constant == 0 else {
      state.frames[depth].stack.forgetAll()
      return true
    }
    state.frames[depth].stack.store(kept(value, size), at: Int(pointer.offset + offset), size: size.bytes)
    return true
  }

  /// What is left of a value in so many bytes.
  private func kept(_ value: WalkValue, _ size: AccessSize) -> WalkValue {
    guard size != .doubleWord else { return value }
    guard value.kind == .number else { return .anything }
    let ceiling = UInt64(1) << UInt64(size.bits) - 1
    if value.range.most <= ceiling { return value }
    if let constant = value.range.constant { return .constant(Int64(UInt64(bitPattern: constant) & ceiling)) }
    let isAnything = value.range.least == 0 && value.range.most == .max && !value.range.isVague
    return .number(isAnything ? .upTo(ceiling) : .vague.limited(to: ceiling), origin: value.origin)
  }

  /// An atomic operation. False where the path ends.
  mutating func atomic(
    _ operation: AtomicOperation, _ size: AccessSize, _ base: UInt8, _ offset: Int64, _ register: UInt8, _ slot: Int,
    _ state: inout WalkState
  ) -> Bool {
    let pointer = state[base]
    switch pointer.kind {
    case .packet, .packetEnd, .context:
      fault(.atomicPlace, slot, from: pointer.origin)
      return false
    default: break
    }
    guard reach(pointer, offset, size.bytes, slot, state, isWrite: operation != .loadAcquire),
      isAligned(pointer, offset, size, slot)
    else { return false }
    if case .value = pointer.kind, pointer.range.constant == 0, (pointer.offset + offset) % Int64(size.bytes) != 0 {
      fault(.misaligned(size: size.bytes), slot)
      return false
    }
    if case .frame(let depth) = pointer.kind, state.frames.indices.contains(depth) {
      if pointer.range.constant == 0 {
        state.frames[depth].stack.forget(from: Int(pointer.offset + offset), count: size.bytes)
      } else {
        state.frames[depth].stack.forgetAll()
      }
    }
    let result = WalkValue.number(.loaded(size, isSigned: false), id: state.freshID(slot), origin: slot)
    let known: WalkValue
    if case .frame = pointer.kind { known = .anything } else { known = pointer.kind == .anything ? .anything : result }
    switch operation {
    case .compareExchange: state[0] = known
    case .fetchAdd, .fetchOr, .fetchAnd, .fetchXor, .exchange, .loadAcquire: state[register] = known
    case .add, .or, .and, .xor, .storeRelease: break
    }
    return true
  }
}
