/// Reads states: `frame1: R1=map_value(map=m,ks=4,vs=8) R2_w=inv(id=0,umax_value=255) R10=fp0 fp-8=mmmm???? refs=2 cb`.
///
/// Words are parted by blanks outside parentheses. What no rule reads is kept as it stands.
enum StateReader {
  /// More words than any state of eight frames has; what is over is not read.
  private static let mostWords = 1_024

  static func read(_ text: Span<UInt8>) -> VerifierState {
    var state = VerifierState()
    var at = 0
    for _ in 0..<mostWords {
      at = text.skipBlanks(from: at)
      guard at < text.count else { break }
      let word = at..<wordEnd(text, at)
      take(text, word, into: &state)
      at = word.upperBound
    }
    if isBefore4_14(text) { widen(&state) }
    return state
  }

  /// To 4.13 the frame pointer has no offset: `R10=fp`.
  private static func isBefore4_14(_ text: Span<UInt8>) -> Bool {
    guard let at = text.first("R10=fp", from: 0) else { return false }
    return text.byte(at + 6).map { $0 == ASCII.space } ?? true
  }

  /// Takes back what looks like a constant: there `inv56` is a number whose upper 56 bits are zero.
  private static func widen(_ state: inout VerifierState) {
    for (number, register) in state.registers {
      guard register.word == "inv", let bits = register.constant else { continue }
      var range = ScalarRange()
      if (1...63).contains(bits) {
        range.unsignedMaximum = UInt64.max >> UInt64(bits)
        (range.signedMinimum, range.signedMaximum) = (0, Int64(range.unsignedMaximum))
        range.unknownBits = range.unsignedMaximum
      }
      state.registers[number]?.range = range
    }
  }

  /// The end of the word at `start`: the next blank that stands in no parentheses.
  private static func wordEnd(_ text: Span<UInt8>, _ start: Int) -> Int {
    var depth = 0
    var at = start
    while at < text.count {
      switch text[at] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      case ASCII.space, ASCII.tab, ASCII.carriageReturn:
        if depth == 0 { return at }
      default: break
      }
      at += 1
    }
    return at
  }

  private static func take(_ text: Span<UInt8>, _ word: Range<Int>, into state: inout VerifierState) {
    let start = word.lowerBound
    var at = start
    if text[at] == UInt8(ascii: "R") {
      at += 1
      if let number = text.decimal(&at), number <= 11, let value = value(text, at, word) {
        if let register = register(text, value) { state.registers[number] = register }
        return
      }
    } else if text.has("fp", at: at) {
      at += 2
      let isNegative = text.byte(at) == UInt8(ascii: "-")
      if isNegative { at += 1 }
      if let magnitude = text.decimal(&at), let value = value(text, at, word) {
        let offset = isNegative ? -magnitude : magnitude
        state.stack[offset] = slot(text, value, offset: offset)
        return
      }
    } else if text.has("frame", at: at) {
      at += 5
      if let frame = text.decimal(&at), text.byte(at) == UInt8(ascii: ":"), at + 1 == word.upperBound {
        state.frame = frame
        return
      }
    } else if text.has("refs=", at: at) {
      at += 5
      var references: [Int] = []
      while at < word.upperBound, let reference = text.decimal(&at) {
        references.append(reference)
        guard text.byte(at) == UInt8(ascii: ",") else { break }
        at += 1
      }
      state.references = references
      return
    } else if text.has("cb", at: at), word.count == 2 {
      state.isCallback = true
      return
    } else if text.has("async_cb", at: at), word.count == 8 {
      state.isAsyncCallback = true
      return
    }
    if state.other.count < 16 { state.other.append(text.string(word)) }
  }

  /// What follows `=`, after liveness marks (`_w`, `_rw`, to 6.12).
  private static func value(_ text: Span<UInt8>, _ start: Int, _ word: Range<Int>) -> Range<Int>? {
    var at = start
    if text.byte(at) == UInt8(ascii: "_") {
      while at < word.upperBound, text[at] != UInt8(ascii: "=") { at += 1 }
    }
    guard at < word.upperBound, text[at] == UInt8(ascii: "=") else { return nil }
    return at + 1..<word.upperBound
  }

  // MARK: Stack

  private static func slot(_ text: Span<UInt8>, _ range: Range<Int>, offset: Int) -> StackSlot {
    var slot = StackSlot(offset: offset)
    var at = range.lowerBound
    if text.has("iter_", at: at) || text.has("dynptr_", at: at) {
      slot.object = text.string(range)
      return slot
    }
    let letters = letterCount(text, range)
    slot.bytes = text.string(at..<at + letters)
    at += letters
    if at < range.upperBound { slot.value = register(text, at..<range.upperBound) }
    return slot
  }

  /// How many of the first bytes stand for a byte of stack each: all eight, or those above a number of 4, 2 or 1 bytes
  /// that is spilled in the rest (`mmmmscalar(...)`, `00005`). Pointers are never spilled in part.
  private static func letterCount(_ text: Span<UInt8>, _ range: Range<Int>) -> Int {
    var run = 0
    while run < min(8, range.count), isSlotLetter(text[range.lowerBound + run]) { run += 1 }
    if run == 8, range.count == 8 { return 8 }
    for count in [7, 6, 4] where count <= run && count < range.count {
      let rest = range.lowerBound + count..<range.upperBound
      if isScalar(text, rest) { return count }
    }
    return 0
  }

  private static func isSlotLetter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "m"), ASCII.zero, UInt8(ascii: "?"), UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "f"),
      UInt8(ascii: "r"):
      true
    default: false
    }
  }

  /// Whether a number's state stands here. No constant but 0 begins with a zero.
  private static func isScalar(_ text: Span<UInt8>, _ range: Range<Int>) -> Bool {
    var at = range.lowerBound
    if text[at] == UInt8(ascii: "P") { at += 1 }
    if text.has("scalar", at: at) || text.has("inv", at: at) { return true }
    guard let (_, end) = number(text, at, range.upperBound), end == range.upperBound else { return false }
    return text[at] != ASCII.zero || range.upperBound - at == 1 || text.byte(at + 1) == UInt8(ascii: "x")
  }

  // MARK: Registers

  /// `scalar(id=1,umax=255)`, `inv8`, `invP0`, `P8`, `0xff`, `fp-8`, `fp[0]-40`, `pkt(off=34,r=34)`, `ptr_file()`.
  private static func register(_ text: Span<UInt8>, _ range: Range<Int>) -> RegisterState? {
    guard !range.isEmpty else { return nil }
    var at = range.lowerBound
    var isPrecise = false
    if text[at] == UInt8(ascii: "P"), range.count > 1 {
      isPrecise = true
      at += 1
    }
    if let (value, end) = number(text, at, range.upperBound), end == range.upperBound {
      return constant(value, isPrecise, word: "scalar")
    }
    let wordStart = at
    while at < range.upperBound, isWordByte(text[at]) { at += 1 }
    var word = text.string(wordStart..<at)
    // To 4.13, of a number that the program set: `imm0`, `imm2,min_value=2`.
    if word.hasPrefix("imm") {
      if let (value, _) = number(text, wordStart + 3, range.upperBound) {
        return constant(value, isPrecise, word: "imm")
      }
      word = "inv"
    }
    // To 5.17: `inv8`, `invP8`, `inv-1`.
    if word.hasPrefix("inv") {
      var rest = wordStart + 3
      if text.byte(rest) == UInt8(ascii: "P") {
        isPrecise = true
        rest += 1
      }
      if let (value, end) = number(text, rest, range.upperBound), end == range.upperBound {
        return constant(value, isPrecise, word: "inv")
      }
      word = "inv"
      at = rest
    }
    var register = RegisterWord.read(word)
    register.isPrecise = isPrecise
    if register.kind == .scalar { register.range = ScalarRange() }
    if register.kind == .framePointer {
      register.word = "fp"
      at = frameOffset(text, wordStart + 2, range.upperBound, into: &register)
    }
    // `ctx+8`: from 7.2 the offset may stand behind the word.
    if let (value, end) = number(text, at, range.upperBound), end > at, register.kind != .framePointer,
      register.kind != .scalar
    {
      register.offset = value
      at = end
    }
    guard at < range.upperBound, text[at] == UInt8(ascii: "(") else {
      if at < range.upperBound { register.otherFields.append(text.string(at..<range.upperBound)) }
      return register
    }
    let end = text[range.upperBound - 1] == UInt8(ascii: ")") ? range.upperBound - 1 : range.upperBound
    fields(text, at + 1..<max(at + 1, end), into: &register)
    return register
  }

  private static func constant(_ value: Int64, _ isPrecise: Bool, word: String) -> RegisterState {
    var register = RegisterState(kind: .scalar, word: word)
    register.isPrecise = isPrecise
    register.range = ScalarRange(constant: value)
    return register
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"), UInt8(ascii: "?"), UInt8(ascii: "."): true
    default: false
    }
  }

  /// `fp0`, `fp-8`, `fp[0]-40`, `fp[1](off=-40,...)`, `fp0,call_-1` (4.x).
  private static func frameOffset(
    _ text: Span<UInt8>, _ start: Int, _ end: Int, into register: inout RegisterState
  ) -> Int {
    var at = start
    if text.byte(at) == UInt8(ascii: "[") {
      at += 1
      register.frame = text.decimal(&at)
      if text.byte(at) == UInt8(ascii: "]") { at += 1 }
    }
    if let (value, next) = number(text, at, end) {
      register.offset = value
      at = next
    }
    return min(at, end)
  }

  /// `id=1,off=14,smin=smin32=0,var_off=(0x0; 0xff),non_own_ref`.
  private static func fields(_ text: Span<UInt8>, _ range: Range<Int>, into register: inout RegisterState) {
    var at = range.lowerBound
    var variable: ScalarRange?
    while at < range.upperBound {
      let end = fieldEnd(text, at, range.upperBound)
      field(text, at..<end, into: &register, &variable)
      at = end + 1
    }
    if let variable { register.range = variable }
  }

  private static func fieldEnd(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> Int {
    var depth = 0
    for at in start..<end {
      switch text[at] {
      case UInt8(ascii: "("): depth += 1
      case UInt8(ascii: ")"): depth = max(0, depth - 1)
      case UInt8(ascii: ",") where depth == 0: return at
      default: break
      }
    }
    return end
  }

  /// One field; bounds of one value are chained: `smin=umin=0`.
  private static func field(
    _ text: Span<UInt8>, _ range: Range<Int>, into register: inout RegisterState, _ variable: inout ScalarRange?
  ) {
    var names: [Range<Int>] = []
    var at = range.lowerBound
    while let equals = text.first(UInt8(ascii: "="), from: at), equals < range.upperBound, names.count < 8 {
      names.append(at..<equals)
      at = equals + 1
    }
    let value = at..<range.upperBound
    guard !names.isEmpty else {
      if !text.trimmed(range).isEmpty { register.otherFields.append(text.string(range)) }
      return
    }
    for name in names where !FieldName.set(text, name, value, &register, &variable) {
      register.otherFields.append(text.string(range))
      return
    }
  }

  /// A number in decimal or hexadecimal with an optional sign, as 64 bits; nil where none stands or 64 bits do not hold it.
  static func number(_ text: Span<UInt8>, _ start: Int, _ end: Int) -> (value: Int64, end: Int)? {
    var at = start
    var isNegative = false
    if at < end, text[at] == UInt8(ascii: "-") || text[at] == UInt8(ascii: "+") {
      isNegative = text[at] == UInt8(ascii: "-")
      at += 1
    }
    var magnitude: UInt64 = 0
    var overflow = false
    let digits: Int
    if at + 2 < end, text[at] == ASCII.zero, text[at + 1] == UInt8(ascii: "x"), ASCII.hexDigit(text[at + 2]) != nil {
      at += 2
      digits = at
      while at < end, let digit = ASCII.hexDigit(text[at]) {
        if magnitude >> 60 != 0 { overflow = true }
        magnitude = magnitude << 4 | UInt64(digit)
        at += 1
      }
    } else {
      digits = at
      while at < end, ASCII.isDigit(text[at]) {
        let (product, first) = magnitude.multipliedReportingOverflow(by: 10)
        let (sum, second) = product.addingReportingOverflow(UInt64(text[at] - ASCII.zero))
        if first || second { overflow = true }
        magnitude = sum
        at += 1
      }
    }
    guard at > digits, !overflow else { return nil }
    let bits = Int64(bitPattern: magnitude)
    return (isNegative ? 0 &- bits : bits, at)
  }
}
