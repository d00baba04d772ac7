import BPF
import BPFObject
import KernelFacts

extension PathWalker {
  private static let tailCall = HelperID(name: "bpf_tail_call")
  private static let lock = HelperID(name: "bpf_spin_lock")
  private static let unlock = HelperID(name: "bpf_spin_unlock")
  private static let lookup = HelperID(name: "bpf_map_lookup_elem")
  /// Maps whose lookup gives a socket, since 5.7. Source: `is_acquire_function` of kernel/bpf/verifier.c.
  private static let socketMaps: Set<MapType> = [.sockmap, .sockhash]
  /// Helpers that reserve a record in a dynptr and that give it back, and the argument with its address:
  /// bpf_ringbuf_reserve_dynptr, bpf_ringbuf_submit_dynptr, bpf_ringbuf_discard_dynptr.
  private static let dynptrs: [HelperID: (KernelFunctionUse, UInt8)] = [
    HelperID(rawValue: 198): (.makes, 4), HelperID(rawValue: 199): (.ends, 1), HelperID(rawValue: 200): (.ends, 1),
  ]
  /// Maps whose lookup gives a value.
  private static let valueMaps: Set<MapType> = [
    .hash, .array, .percpuHash, .percpuArray, .lruHash, .lruPercpuHash, .lpmTrie,
  ]

  /// Passes a call of the kernel. False where the path ends.
  mutating func call(_ callee: Callee, _ slot: Int, _ state: inout WalkState) -> Bool {
    guard case .helper(let helper) = callee, let prototype = HelperPrototype.of(helper) else {
      if state.lock != nil, case .helper = callee {
        fault(.callWhileLocked, slot, from: state.lock)
        return false
      }
      if case .kernelFunction = callee, let use = use(ofCallAt: slot) { return pass(use, 1, slot, &state) }
      if case .helper(let helper) = callee, let (use, register) = Self.dynptrs[helper] {
        return pass(use, register, slot, &state)
      }
      forgetArguments(&state)
      state.forgetPackets()
      state[0] = .anything
      return true
    }
    guard takes(prototype, slot, state) else { return false }
    if helper == Self.lock || helper == Self.unlock {
      guard switchLock(helper == Self.lock, slot, &state) else { return false }
    } else if state.lock != nil {
      fault(.callWhileLocked, slot, from: state.lock)
      return false
    }
    if helper == Self.tailCall, let reference = state.references.min() {
      fault(.unreleased(atTailCall: true), slot, from: reference)
      return false
    }
    let arguments = (UInt8(1)...5).map { state[$0] }
    write(prototype, arguments, &state)
    let result = result(of: prototype, arguments, slot, &state)
    for register in UInt8(1)...5 { state[register] = .unset }
    if prototype.movesPacket { state.movePackets(at: slot) }
    state[0] = result
    if case .record? = prototype.arguments.first, let reference = arguments[0].reference { state.release(reference) }
    if case .socket? = prototype.arguments.first, let reference = arguments[0].reference { state.release(reference) }
    return true
  }

  /// What the kernel function does that is called at a slot, with what is to be given back.
  private func use(ofCallAt slot: Int) -> KernelFunctionUse? {
    guard case .extern(let index)? = references[slot], object.externs.indices.contains(index) else { return nil }
    let name = object.externs[index].name
    return KernelFunctionUse.of(name.firstRange(of: "___").map { name[..<$0.lowerBound] } ?? name[...])
  }

  /// Passes a call that gives something to be given back, or takes it: what `register` holds.
  private mutating func pass(_ use: KernelFunctionUse, _ register: UInt8, _ slot: Int, _ state: inout WalkState) -> Bool
  {
    let first = state[register]
    if use == .takes {
      if first.isMaybeNull {
        fault(.maybeNull, slot, from: first.origin)
        return false
      }
      if first.kind == .released {
        fault(.released, slot, from: first.origin)
        return false
      }
      if let reference = first.reference { state.release(reference) }
    }
    let place: WalkState.Place? =
      if case .frame(let depth) = first.kind, first.range.constant == 0 {
        WalkState.Place(depth: depth, offset: first.offset)
      } else { nil }
    if use == .ends, let place, let held = state.held.removeValue(forKey: place) { state.references.remove(held) }
    forgetArguments(&state)
    state.forgetPackets()
    state[0] = .anything
    switch use {
    case .gives, .keeps:
      guard !state.references.contains(slot) else { break }
      state.references.insert(slot)
      state[0] = WalkValue(
        kind: .object, id: state.freshID(slot), isMaybeNull: use == .gives, reference: slot, origin: slot)
    case .makes:
      guard let place, !state.references.contains(slot), state.held[place] == nil else { break }
      state.references.insert(slot)
      state.held[place] = slot
    case .takes, .ends: break
    }
    return true
  }

  private mutating func switchLock(_ takes: Bool, _ slot: Int, _ state: inout WalkState) -> Bool {
    if takes, let held = state.lock {
      fault(.secondLock, slot, from: held)
      return false
    }
    if !takes, state.lock == nil {
      fault(.noLock, slot)
      return false
    }
    state.lock = takes ? slot : nil
    return true
  }

  /// Whether the helper takes what it is given, as far as that is known.
  private mutating func takes(_ prototype: HelperPrototype, _ slot: Int, _ state: WalkState) -> Bool {
    for (index, argument) in prototype.arguments.enumerated() {
      let number = index + 1
      let value = state[UInt8(number)]
      if value.kind == .unset {
        fault(.unsetRegister(number), slot)
        return false
      }
      guard isTaken(argument, value, number, prototype, slot, state) else { return false }
    }
    return true
  }

  private mutating func isTaken(
    _ argument: HelperPrototype.Argument, _ value: WalkValue, _ number: Int, _ prototype: HelperPrototype, _ slot: Int,
    _ state: WalkState
  ) -> Bool {
    guard value.kind != .anything else { return true }
    func refuse(_ wanted: String) -> Bool {
      fault(.argument(number, wanted: wanted), slot, from: value.origin)
      return false
    }
    switch argument {
    case .anything, .unfollowed: return true
    case .context:
      switch value.kind {
      case .context: return true
      case .number, .frame, .value, .packet, .packetEnd, .memory: return refuse("the program's context")
      default: return true
      }
    case .map:
      if case .map = value.kind { return true }
      return value.isPointer ? refuse("a map") : value.kind == .number ? refuse("a map") : true
    case .lock:
      switch value.kind {
      case .frame, .number, .packet, .context: return refuse("a lock in a map's value")
      default: break
      }
      if value.isMaybeNull {
        fault(.maybeNull, slot, from: value.origin)
        return false
      }
      return true
    case .record, .socket:
      if value.isMaybeNull {
        fault(.maybeNull, slot, from: value.origin)
        return false
      }
      if value.kind == .released {
        fault(.released, slot, from: value.origin)
        return false
      }
      let isSocket = argument == .socket
      switch value.kind {
      case .memory where !isSocket, .object where isSocket: return true
      case .frame, .value, .context, .packet, .number, .memory, .object:
        return refuse(isSocket ? "a socket that was looked up" : "what bpf_ringbuf_reserve returned")
      default: return true
      }
    case .reserved:
      guard value.kind == .number, value.range.constant == nil, !value.range.isVague else { return true }
      fault(.notConstant(number), slot, from: value.origin)
      return false
    case .function: return true
    case .size, .sizeOrZero: return isSize(value, number, mayBeZero: argument == .sizeOrZero, slot)
    case .key, .value, .valuePlace:
      guard case .map(let index) = state[1].kind, object.maps.indices.contains(index) else { return true }
      let map = object.maps[index]
      return isMemory(
        value, Int64(argument == .key ? map.keySize : map.valueSize), number, mayBeNull: false,
        isRead: argument != .valuePlace, slot, state, wanted: argument == .key ? "a key's address" : "a value's address"
      )
    case .read, .written, .readOrNull, .writtenOrNull:
      let mayBeNull = argument == .readOrNull || argument == .writtenOrNull
      let isRead = argument == .read || argument == .readOrNull
      let size = state[UInt8(number + 1)]
      guard size.kind == .number, !size.range.isVague, size.range.signedLeast >= 0, size.range.most < 1 << 29 else {
        return isMemory(
          value, 0, number, mayBeNull: mayBeNull, isRead: false, slot, state, wanted: "an address of memory")
      }
      return isMemory(
        value, Int64(size.range.most), number, mayBeNull: mayBeNull, isRead: isRead && size.range.constant != nil, slot,
        state, wanted: "an address of memory")
    }
  }

  private mutating func isSize(_ value: WalkValue, _ number: Int, mayBeZero: Bool, _ slot: Int) -> Bool {
    guard value.kind == .number, !value.range.isVague else { return true }
    if value.range.signedLeast < 0 {
      let kind: WalkFault.Kind =
        value.range.signedLeast == .min && value.range.signedMost == .max
        ? .sizeUnbounded(number) : .sizeNegative(number)
      fault(kind, slot, from: value.origin)
      return false
    }
    if !mayBeZero, value.range.least == 0 {
      fault(.sizeZero(number), slot, from: value.origin)
      return false
    }
    if value.range.most >= 1 << 29 {
      fault(.sizeUnbounded(number), slot, from: value.origin)
      return false
    }
    return true
  }

  private mutating func isMemory(
    _ value: WalkValue, _ size: Int64, _ number: Int, mayBeNull: Bool, isRead: Bool, _ slot: Int, _ state: WalkState,
    wanted: String
  ) -> Bool {
    switch value.kind {
    case .number:
      if mayBeNull, value.range.constant == 0 { return true }
      fault(.argument(number, wanted: wanted), slot, from: value.origin)
      return false
    case .context, .packetEnd:
      fault(.argument(number, wanted: wanted), slot, from: value.origin)
      return false
    case .released, .moved:
      fault(value.kind == .moved ? .packetMoved : .released, slot, from: value.origin)
      return false
    case .frame, .value, .memory:
      if mayBeNull, value.isMaybeNull { return true }
      // A constant's place may be read; helpers that would write it are another matter.
      guard size > 0 else {
        if value.isMaybeNull { fault(.maybeNull, slot, from: value.origin) }
        return !value.isMaybeNull
      }
      guard reach(value, 0, Int(size), slot, state, isWrite: false) else { return false }
      if isRead, case .frame(let depth) = value.kind, value.range.constant == 0, state.frames.indices.contains(depth),
        state.frames[depth].stack.firstUnwritten(from: Int(value.offset), count: Int(size)) != nil
      {
        fault(.unsetStack, slot)
      }
      return true
    // The helpers of maps read keys and values in the packet (`pkt_access`).
    case .packet: return size == 0 || !isRead || reach(value, 0, Int(size), slot, state, isWrite: false)
    case .map, .object, .function, .anything, .unset: return true
    }
  }

  /// What the call writes to the stack.
  private func write(_ prototype: HelperPrototype, _ arguments: [WalkValue], _ state: inout WalkState) {
    for (index, argument) in prototype.arguments.enumerated() {
      guard case .frame(let depth) = arguments[index].kind, state.frames.indices.contains(depth) else { continue }
      guard arguments[index].range.constant == 0 else {
        if argument != .read, argument != .key, argument != .value { state.frames[depth].stack.forgetAll() }
        continue
      }
      let offset = Int(clamping: arguments[index].offset)
      switch argument {
      case .written, .writtenOrNull:
        if index + 1 < arguments.count, let size = arguments[index + 1].range.constant, size < 512 {
          state.frames[depth].stack.fill(from: offset, count: Int(size))
        } else {
          state.frames[depth].stack.forget(from: offset)
        }
      case .valuePlace:
        guard case .map(let map) = arguments[0].kind, object.maps.indices.contains(map) else {
          state.frames[depth].stack.forget(from: offset)
          continue
        }
        state.frames[depth].stack.fill(from: offset, count: Int(object.maps[map].valueSize))
      case .anything, .unfollowed: state.frames[depth].stack.forget(from: offset)
      default: break
      }
    }
  }

  private mutating func result(
    of prototype: HelperPrototype, _ arguments: [WalkValue], _ slot: Int, _ state: inout WalkState
  ) -> WalkValue {
    if let place = prototype.arguments.firstIndex(of: .function), case .function(let callback) = arguments[place].kind {
      add(entry: callback)
    }
    switch prototype.result {
    case .number: return .number(.full, id: state.freshID(slot), origin: slot)
    case .length:
      guard let place = prototype.arguments.firstIndex(of: .sizeOrZero), let size = arguments[place].range.constant,
        size >= 0
      else { return .number(.vague) }
      return .number(NumberRange(signedLeast: -4_095, signedMost: size), id: state.freshID(slot), origin: slot)
    case .valueOrNull, .value:
      guard case .map(let index) = arguments[0].kind, object.maps.indices.contains(index) else { return .anything }
      let map = object.maps[index]
      if Self.socketMaps.contains(map.type), prototype.helper == Self.lookup { return socket(slot, &state) }
      guard
        prototype.result == .value || prototype.arguments.dropFirst().first != .key
          || Self.valueMaps.contains(map.type)
      else { return .anything }
      return WalkValue(
        kind: .value(map: index), id: state.freshID(slot),
        isMaybeNull: prototype.result == .valueOrNull && !isAlwaysThere(arguments[1], in: map, state), origin: slot)
    case .recordOrNull:
      guard let size = arguments[1].range.constant, (1..<1 << 29).contains(size), !state.references.contains(slot)
      else {
        return .anything
      }
      state.references.insert(slot)
      return WalkValue(
        kind: .memory(size: Int(size)), id: state.freshID(slot), isMaybeNull: true, reference: slot, origin: slot)
    case .socketOrNull: return socket(slot, &state)
    case .unfollowed: return .anything
    }
  }

  /// A socket or NULL, to be given back.
  private func socket(_ slot: Int, _ state: inout WalkState) -> WalkValue {
    guard !state.references.contains(slot) else { return .anything }
    state.references.insert(slot)
    return WalkValue(kind: .object, id: state.freshID(slot), isMaybeNull: true, reference: slot, origin: slot)
  }

  /// Whether a verifier since 6.14 knows that the lookup finds something: an array's, at a constant index. One whose
  /// index is not followed is held for such.
  private func isAlwaysThere(_ key: WalkValue, in map: MapDefinition, _ state: WalkState) -> Bool {
    guard map.type == .array || map.type == .percpuArray else { return false }
    guard case .frame(let depth) = key.kind, key.range.constant == 0, state.frames.indices.contains(depth),
      let index = state.frames[depth].stack.load(at: Int(clamping: key.offset), size: 4)
    else {
      if case .value = key.kind { return false }
      return true
    }
    guard index.kind == .number, !index.range.isVague else { return true }
    return index.range.constant.map { $0 >= 0 && $0 < Int64(map.maxEntries) } ?? false
  }
}
