public import BPF

/// What all registers and the known stack slots of a function hold at one place.
public struct FlowState: Hashable, Sendable {
  /// A value that stands on the stack.
  struct Slot: Hashable, Sendable {
    var size: AccessSize
    var value: SymbolicValue
  }

  private(set) var registers: [SymbolicValue]
  /// By bytes from the frame pointer.
  private(set) var stack: [Int: Slot] = [:]

  /// At a function's entry; `arguments` are r1 to r5.
  init(arguments: [SymbolicValue]) {
    registers = [.none] + arguments + [SymbolicValue](repeating: .none, count: 5)
    registers[10] = .frame(0)
  }

  /// What a register holds.
  public subscript(register: UInt8) -> SymbolicValue { register <= 10 ? registers[Int(register)] : .unknown }

  /// What an operand is.
  public func value(of operand: Operand) -> SymbolicValue {
    switch operand {
    case .register(let number): self[number]
    case .immediate(let value): .constant(Int64(value))
    }
  }

  /// What stands at an offset of the stack, where all of it was written at once.
  public func stack(at offset: Int, size: AccessSize) -> SymbolicValue {
    guard let slot = stack[offset], slot.size == size else { return .unknown }
    return slot.value
  }

  mutating func set(_ register: UInt8, _ value: SymbolicValue) {
    if register < 10 { registers[Int(register)] = value }
  }

  mutating func store(_ value: SymbolicValue, size: AccessSize, at offset: Int) {
    forget(offset..<offset + size.bytes)
    stack[offset] = Slot(size: size, value: value)
  }

  /// Some of these bytes may have been written.
  mutating func forget(_ range: Range<Int>) {
    guard !stack.isEmpty else { return }
    for (offset, slot) in stack where offset < range.upperBound && range.lowerBound < offset + slot.size.bytes {
      stack[offset] = nil
    }
  }

  /// What holds here and there.
  mutating func join(_ other: FlowState) {
    for index in registers.indices { registers[index] = registers[index].joined(with: other.registers[index]) }
    for (offset, slot) in stack where other.stack[offset] != slot { stack[offset] = nil }
  }
}
