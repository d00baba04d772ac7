extension InstructionKind {
  /// Whether the instruction uses the value of register `number`. A call uses r1 to r5, as far as the callee takes them.
  public func reads(_ number: UInt8) -> Bool {
    switch self {
    case .arithmetic(_, _, let destination, let operand): destination == number || operand == .register(number)
    case .negate(_, let destination), .convertByteOrder(_, let destination, _): destination == number
    case .move(_, _, let operand): operand == .register(number)
    case .moveSignExtended(_, _, let source, _), .castAddressSpace(_, let source, _, _): source == number
    case .loadPacket(_, let index, _): number == 6 || index == number
    case .load(_, _, _, let base, _): base == number
    case .store(_, let base, _, let operand): base == number || operand == .register(number)
    case .atomic(let operation, _, let base, _, let register):
      base == number || (register == number && operation != .loadAcquire)
        || (operation == .compareExchange && number == 0)
    case .branch(_, _, let left, let operand, _): left == number || operand == .register(number)
    case .call: (1...5).contains(number)
    case .exit: number == 0
    case .loadImmediate, .jump, .mayGoto, .unknown: false
    }
  }

  /// Whether the instruction gives register `number` a value.
  public func writes(_ number: UInt8) -> Bool {
    switch self {
    case .arithmetic(_, _, let destination, _), .negate(_, let destination), .move(_, let destination, _),
      .moveSignExtended(_, let destination, _, _), .convertByteOrder(_, let destination, _),
      .castAddressSpace(let destination, _, _, _), .loadImmediate(let destination, _, _),
      .load(_, _, let destination, _, _):
      destination == number
    case .loadPacket, .call: number == 0
    case .atomic(let operation, _, _, _, let register):
      switch operation {
      case .fetchAdd, .fetchOr, .fetchAnd, .fetchXor, .exchange, .loadAcquire: register == number
      case .compareExchange: number == 0
      case .add, .or, .and, .xor, .storeRelease: false
      }
    case .store, .jump, .mayGoto, .branch, .exit, .unknown: false
    }
  }

  /// Whether the instruction leaves register `number` without a value: a call's arguments.
  public func clobbers(_ number: UInt8) -> Bool {
    switch self {
    case .call, .loadPacket: (1...5).contains(number)
    default: false
    }
  }

  /// The place in memory that the instruction writes.
  public var writtenPlace: (base: UInt8, offset: Int, size: Int)? {
    switch self {
    case .store(let size, let base, let offset, _): (base, Int(offset), size.bytes)
    case .atomic(let operation, let size, let base, let offset, _) where operation != .loadAcquire:
      (base, Int(offset), size.bytes)
    default: nil
    }
  }
}
