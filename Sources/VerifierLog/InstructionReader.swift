import BPF

/// Reads an instruction back from its opcode byte and its text in a log: the disassembler's way, backwards.
///
/// A log does not show what a 64-bit immediate stood for before the load (`r1 = 0xffff888100000000` is a map's address),
/// nor a kernel function's module: these read as a plain constant and as vmlinux.
enum InstructionReader {
  /// The instruction; nil when the text is none that is known.
  static func read(_ text: Span<UInt8>, opcode: UInt8) -> Instruction? {
    var fields = Instruction(opcode: opcode)
    let isRead =
      switch opcode & 0x07 {
      case 0x00: readImmediateLoad(text, &fields)
      case 0x01: readLoad(text, &fields)
      case 0x02: readStore(text, &fields)
      case 0x03: opcode & 0xe0 == 0xc0 ? readAtomic(text, &fields) : readStore(text, &fields)
      case 0x04, 0x07: readArithmetic(text, &fields)
      default: readJump(text, &fields)
      }
    return isRead ? fields : nil
  }

  // MARK: Loads and stores

  /// `r1 = 0x8`, `r0 = *(u8 *)skb[12]`, `r0 = *(u8 *)skb[r7 + 2]`
  private static func readImmediateLoad(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    guard let destination = register(text, &at), skip(" = ", text, &at) else { return false }
    guard fields.opcode == 0x18 else {
      guard memoryType(text, &at), skip("skb[", text, &at) else { return false }
      if let index = register(text, &at) {
        fields.source = index
        guard skip(" + ", text, &at) else { return false }
      }
      return immediate(text, &at, &fields) && skip("]", text, &at) && at == text.count
    }
    fields.destination = destination
    // Names (`map[id:3]`, `subprog[+5]`) have no number here.
    if let (value, end) = StateReader.number(text, at, text.count), end == text.count {
      fields.immediate = Int32(truncatingIfNeeded: value)
      fields.highImmediate = Int32(truncatingIfNeeded: value >> 32)
    }
    return at < text.count
  }

  /// `r1 = *(u32 *)(r2 +16)`
  private static func readLoad(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    guard let destination = register(text, &at), skip(" = *", text, &at), let place = memory(text, &at) else {
      return false
    }
    fields.destination = destination
    fields.source = place.base
    fields.offset = place.offset
    return at == text.count
  }

  /// `*(u32 *)(r10 -4) = r2`, `*(u8 *)(r1 +0) = 7`
  private static func readStore(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    guard skip("*", text, &at), let place = memory(text, &at), skip(" = ", text, &at) else { return false }
    fields.destination = place.base
    fields.offset = place.offset
    if fields.opcode & 0x07 == 0x03 {
      guard let source = register(text, &at) else { return false }
      fields.source = source
      return at == text.count
    }
    return immediate(text, &at, &fields) && at == text.count
  }

  /// `lock *(u64 *)(r1 +0) += r2`, `r2 = atomic64_fetch_add((u64 *)(r1 +0), r2)`, `r0 = atomic64_cmpxchg(..., r0, r2)`,
  /// `r1 = load_acquire((u32 *)(r2 +0))`, `store_release((u32 *)(r1 +0), r2)`
  private static func readAtomic(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    if skip("lock *", text, &at) {
      guard let place = memory(text, &at), let operation = locked(text, &at), let source = register(text, &at) else {
        return false
      }
      set(&fields, operation, place, source)
      return at == text.count
    }
    if skip("store_release(", text, &at) {
      guard let place = memory(text, &at), skip(", ", text, &at), let source = register(text, &at) else { return false }
      set(&fields, .storeRelease, place, source)
      return skip(")", text, &at) && at == text.count
    }
    guard let result = register(text, &at), skip(" = ", text, &at) else { return false }
    if skip("load_acquire(", text, &at) {
      guard let place = memory(text, &at) else { return false }
      set(&fields, .loadAcquire, place, place.base)
      fields.source = place.base
      fields.destination = result
      return skip(")", text, &at) && at == text.count
    }
    guard skip("atomic64_", text, &at) || skip("atomic_", text, &at), let operation = fetching(text, &at),
      let place = memory(text, &at), skip(", ", text, &at)
    else { return false }
    if operation == .compareExchange, !skip("r0, ", text, &at) { return false }
    guard let source = register(text, &at) else { return false }
    set(&fields, operation, place, source)
    return skip(")", text, &at) && at == text.count
  }

  private static func set(_ fields: inout Instruction, _ operation: AtomicOperation, _ place: Place, _ source: UInt8) {
    fields.immediate = operation.rawValue
    fields.destination = place.base
    fields.offset = place.offset
    fields.source = source
  }

  private static func locked(_ text: Span<UInt8>, _ at: inout Int) -> AtomicOperation? {
    if skip(" += ", text, &at) { return .add }
    if skip(" |= ", text, &at) { return .or }
    if skip(" &= ", text, &at) { return .and }
    return skip(" ^= ", text, &at) ? .xor : nil
  }

  private static func fetching(_ text: Span<UInt8>, _ at: inout Int) -> AtomicOperation? {
    if skip("fetch_add(", text, &at) { return .fetchAdd }
    if skip("fetch_or(", text, &at) { return .fetchOr }
    if skip("fetch_and(", text, &at) { return .fetchAnd }
    if skip("fetch_xor(", text, &at) { return .fetchXor }
    if skip("xchg(", text, &at) { return .exchange }
    return skip("cmpxchg(", text, &at) ? .compareExchange : nil
  }

  // MARK: Arithmetic

  private static func readArithmetic(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    guard let destination = register(text, &at), at < text.count else { return false }
    fields.destination = destination
    switch fields.opcode & 0xf0 {
    case 0x80:
      guard skip(" = -", text, &at) else { return false }
      return register(text, &at) == destination && at == text.count
    case 0xb0: return skip(" = ", text, &at) && move(text, &at, &fields)
    case 0xd0: return skip(" = ", text, &at) && byteOrder(text, &at, &fields)
    default: break
    }
    // `r1 s/= r2`: the operation is in the opcode, but for what makes it signed.
    if text.has(" s/= ", at: at) || text.has(" s%= ", at: at) { fields.offset = 1 }
    guard let end = text.first(ASCII.space, from: at + 1), text[end - 1] == UInt8(ascii: "=") else { return false }
    at = end + 1
    return operand(text, &at, &fields) && at == text.count
  }

  /// `r2`, `7`, `(s8)r2`, `addr_space_cast(r2, 0, 1)`
  private static func move(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    if skip("(s", text, &at) {
      guard let bits = text.decimal(&at), bits <= 32, skip(")", text, &at) else { return false }
      fields.offset = Int16(bits)
    } else if skip("addr_space_cast(", text, &at) {
      guard let source = register(text, &at), skip(", ", text, &at), let to = text.decimal(&at), to <= 0xffff,
        skip(", ", text, &at), let from = text.decimal(&at), from <= 0xffff
      else { return false }
      fields.source = source
      fields.offset = 1
      fields.immediate = Int32(bitPattern: UInt32(to) << 16 | UInt32(from))
      return skip(")", text, &at) && at == text.count
    }
    return operand(text, &at, &fields) && at == text.count
  }

  /// `be16 r1`, `le64 r1`, `bswap32 r1`
  private static func byteOrder(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    guard skip("be", text, &at) || skip("le", text, &at) || skip("bswap", text, &at), let bits = text.decimal(&at),
      bits <= 64, skip(" ", text, &at)
    else { return false }
    fields.immediate = Int32(bits)
    return register(text, &at) == fields.destination && at == text.count
  }

  // MARK: Jumps

  private static func readJump(_ text: Span<UInt8>, _ fields: inout Instruction) -> Bool {
    var at = 0
    switch fields.opcode {
    case 0x95: return text.has("exit", at: 0) && text.count == 4
    case 0x85: return skip("call ", text, &at) && call(text, &at, &fields)
    case 0x05: return skip("goto pc", text, &at) && distance(text, &at, &fields)
    case 0xe5: return skip("may_goto pc", text, &at) && distance(text, &at, &fields)
    case 0x06:
      guard skip("gotol pc", text, &at), let (value, end) = StateReader.number(text, at, text.count),
        let immediate = Int32(exactly: value)
      else { return false }
      fields.immediate = immediate
      return end == text.count
    case 0x0d:
      guard skip("gotox ", text, &at), let through = register(text, &at) else { return false }
      fields.destination = through
      return at == text.count
    default: break
    }
    guard skip("if ", text, &at), let left = register(text, &at), let end = text.first(ASCII.space, from: at + 1) else {
      return false
    }
    fields.destination = left
    at = end + 1
    return operand(text, &at, &fields) && skip(" goto pc", text, &at) && distance(text, &at, &fields)
  }

  /// `pc+5`, `bpf_map_lookup_elem#1`, `bpf_iter_num_new#78331`
  private static func call(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    if text.has("pc+", at: at) || text.has("pc-", at: at) {
      guard let (value, _) = StateReader.number(text, at + 2, text.count), let immediate = Int32(exactly: value) else {
        return false
      }
      fields.source = 1
      fields.immediate = immediate
      return true
    }
    guard let hash = text.first(UInt8(ascii: "#"), from: at),
      let (value, end) = StateReader.number(text, hash + 1, text.count), end == text.count,
      let immediate = Int32(exactly: value)
    else { return false }
    fields.immediate = immediate
    let name = text.string(at..<hash)
    let helper = HelperID(rawValue: UInt32(bitPattern: immediate))
    fields.source = helper.name == name || name == "unknown" ? 0 : 2
    return true
  }

  private static func distance(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    guard let (value, end) = StateReader.number(text, at, text.count), let offset = Int16(exactly: value) else {
      return false
    }
    fields.offset = offset
    at = end
    return end == text.count
  }

  // MARK: Operands

  private struct Place {
    var base: UInt8
    var offset: Int16
  }

  /// `(u32 *)`: the size is in the opcode.
  private static func memoryType(_ text: Span<UInt8>, _ at: inout Int) -> Bool {
    guard skip("*(", text, &at) || skip("(", text, &at), let close = text.first(" *)", from: at), close - at <= 3 else {
      return false
    }
    at = close + 3
    return true
  }

  /// `(u32 *)(r10 -4)`
  private static func memory(_ text: Span<UInt8>, _ at: inout Int) -> Place? {
    guard memoryType(text, &at), skip("(", text, &at), let base = register(text, &at) else { return nil }
    at = text.skipBlanks(from: at)
    guard let (value, end) = StateReader.number(text, at, text.count), let offset = Int16(exactly: value) else {
      return nil
    }
    at = end
    return skip(")", text, &at) ? Place(base: base, offset: offset) : nil
  }

  /// A register in the source field, or an immediate: as the opcode says.
  private static func operand(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    guard fields.opcode & 0x08 != 0 else { return immediate(text, &at, &fields) }
    guard let source = register(text, &at) else { return false }
    fields.source = source
    return true
  }

  /// A number of 32 bits, signed or not.
  private static func immediate(_ text: Span<UInt8>, _ at: inout Int, _ fields: inout Instruction) -> Bool {
    guard let (value, end) = StateReader.number(text, at, text.count) else { return false }
    guard let immediate = Int32(exactly: value) ?? UInt32(exactly: value).map({ Int32(bitPattern: $0) }) else {
      return false
    }
    fields.immediate = immediate
    at = end
    return true
  }

  private static func register(_ text: Span<UInt8>, _ at: inout Int) -> UInt8? {
    guard let letter = text.byte(at), letter == UInt8(ascii: "r") || letter == UInt8(ascii: "w") else { return nil }
    var end = at + 1
    guard let number = text.decimal(&end), number <= 10 else { return nil }
    at = end
    return UInt8(number)
  }

  private static func skip(_ word: StaticString, _ text: Span<UInt8>, _ at: inout Int) -> Bool {
    guard text.has(word, at: at) else { return false }
    at += word.utf8CodeUnitCount
    return true
  }
}
