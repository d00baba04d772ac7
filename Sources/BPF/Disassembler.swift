/// Instructions as text, in the words of the verifier's log since 6.12 (kernel/bpf/disasm.c: `print_bpf_insn`).
///
/// A 64-bit immediate that stands for something else has no value before the load: the log shows the kernel's address,
/// the disassembler shows the name it is given or what the encoded fields say.
public struct Disassembler: Hashable, Sendable {
  /// Names by slot: what a 64-bit immediate stands for (`map[counts]`), and the kernel function, the function of the
  /// program, or in translated code whatever it is that a call calls.
  public var names: [Int: String]

  /// A disassembler that knows these names.
  public init(names: [Int: String] = [:]) {
    self.names = names
  }

  /// A whole line as the log prints it: `7: (85) call bpf_map_lookup_elem#1`.
  public func line(_ instruction: Instruction, slot: Int) -> String {
    "\(slot): (\(instruction.opcode.hexadecimal)) \(text(instruction, slot: slot))"
  }

  /// The instruction alone: `call bpf_map_lookup_elem#1`.
  public func text(_ instruction: Instruction, slot: Int) -> String {
    switch instruction.kind {
    case .arithmetic(let operation, let width, let destination, let operand):
      "\(register(destination, width)) \(operation.symbol) \(decimal(operand, width))"
    case .negate(let width, let destination):
      "\(register(destination, width)) = -\(register(destination, width))"
    case .move(_, let destination, .register(let source)) where instruction.offset == Instruction.perCPU:
      "r\(destination) = &(void __percpu *)(r\(source))"
    case .move(let width, let destination, let operand):
      "\(register(destination, width)) = \(decimal(operand, width))"
    case .moveSignExtended(let width, let destination, let source, let bits):
      "\(register(destination, width)) = (s\(bits))\(register(source, width))"
    case .convertByteOrder(let conversion, let destination, let bits):
      "r\(destination) = \(conversion.symbol)\(bits) r\(destination)"
    case .castAddressSpace(let destination, let source, let to, let from):
      "r\(destination) = addr_space_cast(r\(source), \(to), \(from))"
    case .loadImmediate(let destination, let pseudo, let value):
      "r\(destination) = \(names[slot] ?? immediate(pseudo, value))"
    case .loadPacket(let size, nil, let offset): "r0 = *(u\(size.bits) *)skb[\(offset)]"
    case .loadPacket(let size, .some(let index), let offset): "r0 = *(u\(size.bits) *)skb[r\(index) + \(offset)]"
    case .load(let size, let signExtended, let destination, let base, let offset):
      "r\(destination) = *(\(signExtended ? "s" : "u")\(size.bits) *)(\(address(base, offset)))"
    case .store(let size, let base, let offset, let operand):
      "*(u\(size.bits) *)(\(address(base, offset))) = \(decimal(operand, .bits64))"
    case .atomic(let operation, let size, let base, let offset, let operand):
      atomic(operation, size, at: "(u\(size.bits) *)(\(address(base, offset)))", register: operand)
    case .jump(let distance): "\(instruction.opcode == 0x06 ? "gotol" : "goto") pc\(signed(distance))"
    case .mayGoto(let distance): "may_goto pc\(signed(distance))"
    case .branch(let condition, let width, let left, let right, let distance):
      "if \(register(left, width)) \(condition.symbol) \(hexadecimal(right, width)) goto pc\(signed(distance))"
    case .call(let callee): call(callee, name: names[slot])
    case .exit: "exit"
    case .unknown: "BUG_\(instruction.opcode.hexadecimal)"
    }
  }

  private func atomic(_ operation: AtomicOperation, _ size: AccessSize, at place: String, register: UInt8) -> String {
    let width = size == .doubleWord ? "64" : ""
    return switch operation {
    case .add: "lock *\(place) += r\(register)"
    case .or: "lock *\(place) |= r\(register)"
    case .and: "lock *\(place) &= r\(register)"
    case .xor: "lock *\(place) ^= r\(register)"
    case .fetchAdd: "r\(register) = atomic\(width)_fetch_add(\(place), r\(register))"
    case .fetchOr: "r\(register) = atomic\(width)_fetch_or(\(place), r\(register))"
    case .fetchAnd: "r\(register) = atomic\(width)_fetch_and(\(place), r\(register))"
    case .fetchXor: "r\(register) = atomic\(width)_fetch_xor(\(place), r\(register))"
    case .exchange: "r\(register) = atomic\(width)_xchg(\(place), r\(register))"
    case .compareExchange: "r0 = atomic\(width)_cmpxchg(\(place), r0, r\(register))"
    case .loadAcquire: "r\(register) = load_acquire(\(place))"
    case .storeRelease: "store_release(\(place), r\(register))"
    }
  }

  private func call(_ callee: Callee, name: String?) -> String {
    switch callee {
    case .helper(let helper):
      "call \(name ?? helper.name ?? "unknown")#\(Int32(bitPattern: helper.rawValue))"
    case .local(let distance): "call pc\(signed(distance))" + (name.map { "#\($0)" } ?? "")
    case .kernelFunction(let btfID, _): "call \(name ?? "kernel-function")#\(btfID)"
    }
  }

  /// What the encoded fields say of a value that only a load makes.
  private func immediate(_ pseudo: PseudoSource, _ value: UInt64) -> String {
    let low = Int32(truncatingIfNeeded: value)
    let high = UInt32(truncatingIfNeeded: value >> 32)
    return switch pseudo {
    case .constant, .function: "0x\(String(value, radix: 16))"
    case .mapDescriptor: "map[fd:\(low)]"
    case .mapValue: "map[fd:\(low)][0]+\(high)"
    case .btfID: "btf[id:\(low)]"
    case .mapIndex: "map[index:\(low)]"
    case .mapIndexValue: "map[index:\(low)][0]+\(high)"
    }
  }

  private func register(_ number: UInt8, _ width: OperandWidth) -> String { "\(width.registerPrefix)\(number)" }

  private func address(_ base: UInt8, _ offset: Int16) -> String { "r\(base) \(signed(Int(offset)))" }

  private func decimal(_ operand: Operand, _ width: OperandWidth) -> String {
    switch operand {
    case .register(let number): register(number, width)
    case .immediate(let value): "\(value)"
    }
  }

  private func hexadecimal(_ operand: Operand, _ width: OperandWidth) -> String {
    switch operand {
    case .register(let number): register(number, width)
    case .immediate(let value): "0x\(String(UInt32(bitPattern: value), radix: 16))"
    }
  }

  private func signed(_ value: Int) -> String { value < 0 ? "\(value)" : "+\(value)" }
}
