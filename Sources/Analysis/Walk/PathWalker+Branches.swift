import BPF

extension PathWalker {
  /// The states behind a branch: nil for a way that is not taken; nil for both where a verifier may know which it is.
  func branch(
    _ condition: BranchCondition, _ width: OperandWidth, _ left: UInt8, _ operand: Operand, _ slot: Int,
    _ state: WalkState
  ) -> (taken: WalkState?, other: WalkState?) {
    let one = state[left]
    let other =
      switch operand {
      case .register(let register): state[register]
      case .immediate(let number): WalkValue.constant(Int64(number))
      }
    if one.kind == .number, other.kind == .number {
      if other.range.constant != nil || one.range.constant == nil {
        return numbers(condition, width, one, other, left, operand, state)
      }
      return numbers(condition.mirrored, width, other, one, left, operand, state, isMirrored: true)
    }
    guard width == .bits64 else { return (nil, nil) }
    if one.isPointer, other.kind == .number, other.range.constant == 0 { return null(condition, one, state) }
    switch (one.kind, other.kind) {
    case (.packet, .packetEnd): return packet(condition, one, state)
    case (.packetEnd, .packet): return packet(condition.mirrored, other, state)
    default: return (nil, nil)
    }
  }

  /// What holds on both ways behind a branch of which a verifier may know more.
  func undecided(_ state: WalkState, _ left: UInt8, _ operand: Operand) -> WalkState {
    var result = state
    var compared = [left]
    if case .register(let register) = operand { compared.append(register) }
    for register in compared {
      let value = state[register]
      switch value.kind {
      case .number where value.range.constant == nil:
        result[register].range.isVague = true
        guard value.id != 0 else { break }
        result.change { copy in
          if copy.kind == .number, copy.id == value.id { copy.range.isVague = true }
        }
      case .packet, .packetEnd: result.forgetPackets()
      case _ where value.isMaybeNull:
        if let reference = value.reference { result.references.remove(reference) }
        result[register] = .anything
        guard value.id != 0 else { break }
        result.change { copy in
          if copy.isPointer, copy.id == value.id { copy = .anything }
        }
      default: break
      }
    }
    return result
  }

  private func null(_ condition: BranchCondition, _ pointer: WalkValue, _ state: WalkState) -> (WalkState?, WalkState?)
  {
    guard condition == .equal || condition == .notEqual else { return (nil, nil) }
    var isNull: WalkState?
    var isSet = state
    if pointer.isMaybeNull {
      guard pointer.id != 0 else { return (nil, nil) }
      var empty = state
      if let reference = pointer.reference { empty.references.remove(reference) }
      empty.change { value in
        if value.id == pointer.id, value.isPointer { value = .number(.constant(0), origin: pointer.origin) }
      }
      isNull = empty
      isSet.change { value in
        if value.id == pointer.id, value.isPointer { value.isMaybeNull = false }
      }
    }
    return condition == .equal ? (isNull, isSet) : (isSet, isNull)
  }

  /// `condition` is that of the packet's pointer and the packet's end.
  private func packet(_ condition: BranchCondition, _ pointer: WalkValue, _ state: WalkState) -> (
    WalkState?, WalkState?
  ) {
    // What is known to lie behind the end, a verifier compares no more.
    guard !state.beyond.contains(pointer.id) else { return (nil, nil) }
    var inside = state
    var outside = state
    outside.beyond.insert(pointer.id)
    func checked(_ more: Int64) {
      // A number over 65,535 in it makes a verifier give up.
      guard pointer.range.isVague || pointer.range.most <= 0xffff else { return }
      inside.packetRanges[pointer.id] = max(inside.packetRanges[pointer.id] ?? 0, pointer.offset + more)
    }
    switch condition {
    case .above: checked(0)
    case .aboveOrEqual: checked(1)
    case .below: checked(1)
    case .belowOrEqual: checked(0)
    case .equal, .notEqual: return (state, state)
    default: return (nil, nil)
    }
    return condition == .above || condition == .aboveOrEqual ? (outside, inside) : (inside, outside)
  }

  private func numbers(
    _ condition: BranchCondition, _ width: OperandWidth, _ one: WalkValue, _ other: WalkValue, _ left: UInt8,
    _ operand: Operand, _ state: WalkState, isMirrored: Bool = false
  ) -> (WalkState?, WalkState?) {
    guard !one.range.isVague, !other.range.isVague else {
      return decided(condition, width, one.range, other.range, state)
    }
    guard let number = other.range.constant else {
      return compared(condition, width, one, other, state)
    }
    var constant = number
    var range = one.range
    if width == .bits32 {
      if range.constant != nil { range = range.truncated }
      let isSigned = condition.isSigned
      guard range.isWord, !isSigned || range.most <= UInt64(Int32.max) else {
        // Of a number that may be anything, the lower half may be.
        let isAnything =
          range.least == 0 && range.most >= UInt64(UInt32.max) && range.zeroBits == 0
          && (range.most == .max || range.most == UInt64(UInt32.max))
        guard isAnything else { return (nil, nil) }
        var blurred = state
        blurred.change { value in
          if value.kind == .number, value.id == one.id { value.range.isVague = true }
        }
        return one.id == 0 ? (nil, nil) : (blurred, blurred)
      }
      constant = isSigned ? Int64(Int32(truncatingIfNeeded: number)) : Int64(UInt32(truncatingIfNeeded: number))
    }
    let (taken, rest) = range.split(condition, constant)
    guard taken != nil || rest != nil else { return (nil, nil) }
    let register: UInt8? =
      if isMirrored { if case .register(let register) = operand { register } else { nil } } else { left }
    func narrowed(_ range: NumberRange?) -> WalkState? {
      guard let range else { return nil }
      var result = state
      if one.id != 0 {
        result.change { value in
          guard value.kind == .number, value.id == one.id else { return }
          value.range = range
          if range.constant != nil { value.id = 0 }
        }
      } else if let register {
        result[register].range = range
      }
      return result
    }
    return (narrowed(taken), narrowed(rest))
  }

  /// What is decided whatever else a verifier knows of the numbers; nil for both where it is not.
  private func decided(
    _ condition: BranchCondition, _ width: OperandWidth, _ one: NumberRange, _ other: NumberRange, _ state: WalkState
  ) -> (WalkState?, WalkState?) {
    guard let number = other.constant, one.isWord, !condition.isSigned, condition != .anyBit else { return (nil, nil) }
    let constant = width == .bits32 ? Int64(UInt32(truncatingIfNeeded: number)) : number
    switch one.split(condition, constant) {
    case (.some, nil): return (state, nil)
    case (nil, .some): return (nil, state)
    default: return (nil, nil)
    }
  }

  /// Two numbers that may both be several.
  private func compared(
    _ condition: BranchCondition, _ width: OperandWidth, _ one: WalkValue, _ other: WalkValue, _ state: WalkState
  ) -> (WalkState?, WalkState?) {
    guard one.id != 0, other.id != 0, one.id != other.id, condition != .anyBit, one.range.zeroBits == 0,
      other.range.zeroBits == 0, !one.range.hasGaps, !other.range.hasGaps, one.range.isOpen(to: other.range),
      width == .bits64 || (one.range.isWord && other.range.isWord)
    else { return (nil, nil) }
    if width == .bits32, condition.isSigned { return (nil, nil) }
    var blurred = state
    blurred.change { value in
      if value.kind == .number, value.id == one.id || value.id == other.id { value.range.isVague = true }
    }
    return (blurred, blurred)
  }
}

extension NumberRange {
  /// What is left of the number where it compares so with a constant, and where not; nil where nothing is.
  fileprivate func split(_ condition: BranchCondition, _ constant: Int64) -> (taken: NumberRange?, other: NumberRange?)
  {
    if hasGaps {
      var whole = self
      whole.hasGaps = false
      let (taken, other) = whole.split(condition, constant)
      func known(_ part: NumberRange?) -> NumberRange? {
        guard var part else { return nil }
        if part == whole { return self }
        // Where it is cut, an end is none that it may be for certain.
        part.isVague = part.constant == nil
        return part
      }
      let isEnd = constant == Int64(bitPattern: least) || constant == Int64(bitPattern: most)
      if condition == .anyBit
        || (taken != nil && other != nil && !isEnd && (condition == .equal || condition == .notEqual))
      {
        return (nil, nil)
      }
      return (known(taken), known(other))
    }
    let bits = UInt64(bitPattern: constant)
    switch condition {
    case .equal: return (only(constant), without(constant))
    case .notEqual: return (without(constant), only(constant))
    case .above: return (bits == .max ? nil : from(bits + 1), to(bits))
    case .aboveOrEqual: return (from(bits), bits == 0 ? nil : to(bits - 1))
    case .below: return (bits == 0 ? nil : to(bits - 1), from(bits))
    case .belowOrEqual: return (to(bits), bits == .max ? nil : from(bits + 1))
    case .greater: return (constant == .max ? nil : signedFrom(constant + 1), signedTo(constant))
    case .greaterOrEqual: return (signedFrom(constant), constant == .min ? nil : signedTo(constant - 1))
    case .less: return (constant == .min ? nil : signedTo(constant - 1), signedFrom(constant))
    case .lessOrEqual: return (signedTo(constant), constant == .max ? nil : signedFrom(constant + 1))
    case .anyBit:
      if let own = self.constant { return own & constant != 0 ? (self, nil) : (nil, self) }
      // All bits up to the highest may be set, or none.
      guard least == 0, zeroBits == 0 else { return (nil, nil) }
      let highest = most == 0 ? 0 : UInt64.max >> UInt64(most.leadingZeroBitCount)
      var known = self
      known.isVague = true
      return (bits & highest == 0 ? nil : known, known)
    }
  }

  private func checked() -> NumberRange? {
    var range = self
    return range.agree() ? range : nil
  }

  private func only(_ constant: Int64) -> NumberRange? {
    let bits = UInt64(bitPattern: constant)
    guard (least...most).contains(bits), (signedLeast...signedMost).contains(constant),
      zeroBits == 0 || bits & (UInt64(1) << UInt64(min(zeroBits, 63)) - 1) == 0
    else { return nil }
    return .constant(constant)
  }

  private func without(_ constant: Int64) -> NumberRange? {
    let bits = UInt64(bitPattern: constant)
    if least == most { return least == bits ? nil : self }
    var range = self
    if range.least == bits { range.least += 1 }
    if range.most == bits { range.most -= 1 }
    if range.signedLeast == constant { range.signedLeast += 1 }
    if range.signedMost == constant { range.signedMost -= 1 }
    return range.checked()
  }

  private func from(_ bits: UInt64) -> NumberRange? {
    var range = self
    range.least = max(least, bits)
    return range.least <= range.most ? range.checked() : nil
  }

  private func to(_ bits: UInt64) -> NumberRange? {
    var range = self
    range.most = min(most, bits)
    return range.least <= range.most ? range.checked() : nil
  }

  private func signedFrom(_ number: Int64) -> NumberRange? {
    var range = self
    range.signedLeast = max(signedLeast, number)
    return range.signedLeast <= range.signedMost ? range.checked() : nil
  }

  private func signedTo(_ number: Int64) -> NumberRange? {
    var range = self
    range.signedMost = min(signedMost, number)
    return range.signedLeast <= range.signedMost ? range.checked() : nil
  }

  /// Whether either may be the larger one, in both orders.
  fileprivate func isOpen(to other: NumberRange) -> Bool {
    least < other.most && other.least < most && signedLeast < other.signedMost && other.signedLeast < signedMost
  }
}

extension BranchCondition {
  /// The same comparison with its sides exchanged.
  fileprivate var mirrored: BranchCondition {
    switch self {
    case .equal, .notEqual, .anyBit: self
    case .above: .below
    case .aboveOrEqual: .belowOrEqual
    case .below: .above
    case .belowOrEqual: .aboveOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    }
  }

  fileprivate var isSigned: Bool {
    switch self {
    case .greater, .greaterOrEqual, .less, .lessOrEqual: true
    default: false
    }
  }
}
