/// Some of a BPF machine's registers, by their numbers from 0 to 10.
public struct RegisterSet: Hashable, Sendable {
  private var bits: UInt16 = 0

  /// R0 to R9: what a program may change.
  public static let writable = RegisterSet(0...9)

  /// No register.
  public init() {}

  /// These registers.
  public init(_ numbers: some Sequence<UInt8>) {
    for number in numbers { insert(number) }
  }

  /// The registers that an instruction uses the values of.
  public init(readBy kind: InstructionKind) { self.init((0...10).lazy.filter(kind.reads)) }

  /// The registers that an instruction gives values.
  public init(writtenBy kind: InstructionKind) { self.init((0...10).lazy.filter(kind.writes)) }

  /// The registers that an instruction leaves without values.
  public init(clobberedBy kind: InstructionKind) { self.init((0...10).lazy.filter(kind.clobbers)) }

  /// Whether it has none.
  public var isEmpty: Bool { bits == 0 }

  /// Whether register `number` is one of them.
  public func contains(_ number: UInt8) -> Bool { number < 16 && bits >> UInt16(number) & 1 == 1 }

  /// Adds a register.
  public mutating func insert(_ number: UInt8) { if number < 16 { bits |= 1 << UInt16(number) } }

  /// Those of both.
  public func union(_ other: RegisterSet) -> RegisterSet { RegisterSet(bits: bits | other.bits) }

  /// Those in each.
  public func intersection(_ other: RegisterSet) -> RegisterSet { RegisterSet(bits: bits & other.bits) }

  /// Those that the other has not.
  public func subtracting(_ other: RegisterSet) -> RegisterSet { RegisterSet(bits: bits & ~other.bits) }

  private init(bits: UInt16) { self.bits = bits }
}

extension RegisterSet: ExpressibleByArrayLiteral {
  /// These registers.
  public init(arrayLiteral numbers: UInt8...) { self.init(numbers) }
}
