import BPF

/// What a walk knows of a number: never less than a verifier knows, or it says that it is vague.
struct NumberRange: Hashable, Sendable {
  var least: UInt64 = 0
  var most: UInt64 = .max
  var signedLeast: Int64 = .min
  var signedMost: Int64 = .max
  /// Low bits that are 0.
  var zeroBits = 0
  /// A verifier may know more: nothing follows from how wide it is.
  var isVague = false
  /// It may be its least and its most, and not all between: of `x & 5` it is 0, 1, 4 or 5.
  var hasGaps = false

  /// Any number.
  static let full = NumberRange()
  /// A number of which a verifier may know anything.
  static let vague = NumberRange(isVague: true)

  static func constant(_ value: Int64) -> NumberRange {
    let bits = UInt64(bitPattern: value)
    return NumberRange(least: bits, most: bits, signedLeast: value, signedMost: value)
  }

  /// What a load of so many bytes gives.
  static func loaded(_ size: AccessSize, isSigned: Bool) -> NumberRange {
    if size == .doubleWord { return .full }
    if isSigned {
      let half = Int64(1) << Int64(size.bits - 1)
      return NumberRange(signedLeast: -half, signedMost: half - 1)
    }
    return upTo(UInt64(1) << UInt64(size.bits) - 1)
  }

  static func upTo(_ most: UInt64) -> NumberRange {
    var range = NumberRange(most: most)
    range.agree()
    return range
  }

  var constant: Int64? { least == most ? Int64(bitPattern: least) : nil }
  /// It has no upper half.
  var isWord: Bool { most <= UInt64(UInt32.max) }

  /// What each order of the number says of the other. False where they contradict each other: no number is left.
  @discardableResult mutating func agree() -> Bool {
    if most <= UInt64(Int64.max) {
      signedLeast = max(signedLeast, Int64(least))
      signedMost = min(signedMost, Int64(most))
    }
    if signedLeast >= 0 {
      least = max(least, UInt64(signedLeast))
      most = min(most, UInt64(bitPattern: signedMost))
    } else if signedMost < 0 {
      least = max(least, UInt64(bitPattern: signedLeast))
      most = min(most, UInt64(bitPattern: signedMost))
    }
    return least <= most && signedLeast <= signedMost
  }

  /// The low 32 bits, the upper ones cleared.
  var truncated: NumberRange {
    if isWord { return self }
    if let constant { return .constant(Int64(UInt32(truncatingIfNeeded: constant))) }
    let word = NumberRange.upTo(UInt64(UInt32.max))
    // Where all 32 bits may be anything, they are; else a verifier may know their bounds.
    let isAnything = least == 0 && most == .max && zeroBits == 0
    return isVague || !isAnything ? .vague.limited(to: UInt64(UInt32.max)) : word
  }

  /// No more than that, for certain.
  func limited(to most: UInt64) -> NumberRange {
    var range = self
    range.most = min(range.most, most)
    range.agree()
    return range
  }

  /// The result of an operation with both operands of the operation's width.
  static func computed(_ operation: ArithmeticOperation, _ left: NumberRange, _ right: NumberRange, bits: Int)
    -> NumberRange
  {
    if let one = left.constant, let other = right.constant {
      return constant(operation, one, other, bits: bits).map(NumberRange.constant) ?? .vague
    }
    let ceiling = bits == 32 ? UInt64(UInt32.max) : .max
    if case .and = operation, let mask = right.constant ?? left.constant, mask >= 0 {
      let other = right.constant == nil ? right : left
      let low = UInt64(mask)
      let zeros = low.trailingZeroBitCount
      let isContiguous = low != 0 && (low >> UInt64(zeros)) & ((low >> UInt64(zeros)) &+ 1) == 0
      var range = NumberRange.upTo(min(low, other.most))
      range.zeroBits = low == 0 ? 0 : zeros
      // Of a number whose bits are unknown all of the mask's may be set.
      range.isVague = other.isVague || other.hasGaps || other.zeroBits > zeros
      if !isContiguous {
        // Of a number that may be anything all of the mask's bits may be set, and none.
        range.hasGaps = other.least == 0 && other.most >= low
        range.isVague = range.isVague || !range.hasGaps
      }
      return range
    }
    if left.isVague || right.isVague || left.hasGaps || right.hasGaps {
      if case .modulo = operation, let divisor = right.constant, divisor > 0 {
        return .vague.limited(to: UInt64(divisor) - 1)
      }
      if case .shiftRight = operation, let amount = right.constant, (0..<Int64(bits)).contains(amount) {
        return .vague.limited(to: min(left.most, ceiling) >> UInt64(amount))
      }
      return .vague.limited(to: ceiling)
    }
    switch operation {
    case .add: return sum(left, right, ceiling: ceiling)
    case .subtract:
      guard let amount = right.constant, amount != .min else {
        return left.isOpen(bits) || right.isOpen(bits) ? .upTo(ceiling) : .vague.limited(to: ceiling)
      }
      return bits == 32 ? .vague.limited(to: ceiling) : sum(left, .constant(-amount), ceiling: ceiling)
    case .multiply:
      guard let factor = right.constant ?? left.constant, factor > 0 else { return .vague.limited(to: ceiling) }
      let other = right.constant == nil ? right : left
      let (product, overflow) = other.most.multipliedReportingOverflow(by: UInt64(factor))
      guard !overflow, product <= ceiling, other.signedLeast >= 0 else { return .vague.limited(to: ceiling) }
      var range = NumberRange(least: other.least * UInt64(factor), most: product)
      range.agree()
      range.zeroBits = UInt64(factor).trailingZeroBitCount + other.zeroBits
      range.isVague = factor & (factor - 1) != 0
      return range
    case .divide:
      guard let divisor = right.constant, divisor > 0 else { return .vague.limited(to: ceiling) }
      var range = NumberRange(least: left.least / UInt64(divisor), most: left.most / UInt64(divisor))
      range.agree()
      range.isVague = left.zeroBits > 0
      return range
    case .modulo:
      guard let divisor = right.constant, divisor > 0 else { return .vague.limited(to: ceiling) }
      let last = UInt64(divisor) - 1
      // Every remainder is there, or a verifier may know which are.
      var range = NumberRange.upTo(min(left.most, last))
      range.isVague = left.zeroBits > 0 || left.most - left.least < last
      return range
    case .shiftLeft:
      guard let amount = right.constant, (0..<Int64(bits)).contains(amount) else {
        return .vague.limited(to: ceiling)
      }
      let shift = UInt64(amount)
      if left.most <= ceiling >> shift {
        var range = NumberRange(least: left.least << shift, most: left.most << shift)
        range.agree()
        range.zeroBits = left.zeroBits + Int(amount)
        return range
      }
      // The halves that clang clears by two shifts: what is shifted out is unknown, and what stays is.
      guard left.zeroBits == 0, left.least == 0, left.most == .max || left.most == UInt64(UInt32.max) else {
        return .vague.limited(to: ceiling)
      }
      var range = NumberRange.upTo(ceiling)
      range.zeroBits = Int(amount)
      return range
    case .shiftRight:
      guard let amount = right.constant, (0..<Int64(bits)).contains(amount) else {
        return .vague.limited(to: ceiling)
      }
      var range = NumberRange(least: left.least >> UInt64(amount), most: min(left.most, ceiling) >> UInt64(amount))
      range.agree()
      range.zeroBits = max(0, left.zeroBits - Int(amount))
      return range
    case .shiftRightSigned:
      guard let amount = right.constant, (0..<Int64(bits)).contains(amount), bits == 64 else {
        return .vague.limited(to: ceiling)
      }
      var range = NumberRange(signedLeast: left.signedLeast >> amount, signedMost: left.signedMost >> amount)
      range.agree()
      range.zeroBits = max(0, left.zeroBits - Int(amount))
      return range
    case .or:
      if (left.isOpen(bits) && right.least == 0) || (right.isOpen(bits) && left.least == 0) { return .upTo(ceiling) }
      // Bytes that are put together one by one: any number of so many bits.
      let (high, low) = left.zeroBits > 0 ? (left, right) : (right, left)
      guard high.zeroBits > 0, high.zeroBits < 64, high.least == 0, low.least == 0, low.zeroBits == 0,
        low.most == UInt64(1) << UInt64(high.zeroBits) - 1, high.most <= ceiling - low.most
      else { return .vague.limited(to: ceiling) }
      return .upTo(high.most + low.most)
    case .xor where left.isOpen(bits) || right.isOpen(bits): return .upTo(ceiling)
    case .divideSigned, .moduloSigned, .and, .xor: return .vague.limited(to: ceiling)
    }
  }

  /// It may be any number of so many bits.
  private func isOpen(_ bits: Int) -> Bool {
    least == 0 && zeroBits == 0 && !isVague && !hasGaps && most == (bits == 32 ? UInt64(UInt32.max) : .max)
      && (bits == 32 || signedLeast == .min && signedMost == .max)
  }

  private static func sum(_ left: NumberRange, _ right: NumberRange, ceiling: UInt64) -> NumberRange {
    var range = NumberRange()
    let signed = left.signedLeast.addingReportingOverflow(right.signedLeast)
    let signedMost = left.signedMost.addingReportingOverflow(right.signedMost)
    if !signed.overflow, !signedMost.overflow {
      range.signedLeast = signed.partialValue
      range.signedMost = signedMost.partialValue
    }
    let most = left.most.addingReportingOverflow(right.most)
    let least = left.least.addingReportingOverflow(right.least)
    if !most.overflow, most.partialValue <= ceiling {
      range.least = left.least &+ right.least
      range.most = most.partialValue
    } else if ceiling != .max {
      range = upTo(ceiling)
      // All bits of the word may be anything, or a verifier may know their bounds.
      range.isVague = !(left.most == ceiling && left.least == 0) && !(right.most == ceiling && right.least == 0)
    } else if least.overflow {
      range.least = least.partialValue
      range.most = most.partialValue
    }
    if !range.agree() { return .vague.limited(to: ceiling) }
    range.zeroBits = min(left.lowZeros, right.lowZeros)
    return range
  }

  private var lowZeros: Int {
    guard let constant else { return zeroBits }
    return constant == 0 ? 64 : constant.trailingZeroBitCount
  }

  private static func constant(_ operation: ArithmeticOperation, _ left: Int64, _ right: Int64, bits: Int) -> Int64? {
    let mask = bits == 32 ? UInt64(UInt32.max) : .max
    let (one, other) = (UInt64(bitPattern: left) & mask, UInt64(bitPattern: right) & mask)
    let result: UInt64
    switch operation {
    case .add: result = one &+ other
    case .subtract: result = one &- other
    case .multiply: result = one &* other
    case .divide: result = other == 0 ? 0 : one / other
    case .modulo: result = other == 0 ? one : one % other
    case .or: result = one | other
    case .and: result = one & other
    case .xor: result = one ^ other
    case .shiftLeft: result = other < UInt64(bits) ? one << other : 0
    case .shiftRight: result = other < UInt64(bits) ? one >> other : 0
    case .shiftRightSigned:
      guard other < UInt64(bits) else { return nil }
      result =
        bits == 32
        ? UInt64(UInt32(bitPattern: Int32(truncatingIfNeeded: one) >> Int32(other)))
        : UInt64(bitPattern: Int64(bitPattern: one) >> Int64(other))
    case .divideSigned, .moduloSigned: return nil
    }
    return Int64(bitPattern: result & mask)
  }
}
