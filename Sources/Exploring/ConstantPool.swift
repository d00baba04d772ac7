public import BPF

/// Numbers that a program compares with or works with: what it may be waiting for in a packet, a context or a map.
public struct ConstantPool: Hashable, Sendable {
  /// The numbers, ascending.
  public private(set) var values: [UInt64]

  /// The most that are kept: a table of thousands would hide the rest.
  private static let most = 4096

  /// Numbers at which much changes.
  private static let edges: [UInt64] = [0, 1, 2, 4, 6, 8, 16, 17, 58, 64, 127, 128, 255, 1024, 65535, .max]

  /// The numbers in instructions.
  /// - Parameter others: what the program reads from elsewhere, such as read-only variables.
  public init(_ instructions: [Instruction], others: [UInt64] = []) {
    var found = Set(others)
    for instruction in instructions {
      switch instruction.kind {
      case .branch(_, _, _, .immediate(let number), _): found.formUnion(Self.forms(of: number))
      case .arithmetic(_, _, _, .immediate(let number)), .move(_, _, .immediate(let number)):
        found.formUnion(Self.forms(of: number))
      case .loadImmediate(_, .constant, let number): found.insert(number)
      default: break
      }
    }
    values = Array(found.sorted().prefix(Self.most))
  }

  /// A comparison of 32 bits and one of 64 see different numbers.
  private static func forms(of number: Int32) -> [UInt64] {
    [UInt64(bitPattern: Int64(number)), UInt64(UInt32(bitPattern: number))]
  }

  /// A number to put into so many bytes: one of the program's, one next to it, one at an edge, or any.
  func number(bytes size: Int, _ numbers: inout SeededNumbers) -> UInt64 {
    let bits = UInt64(min(size, 8) * 8)
    let mask = bits == 64 ? UInt64.max : (1 << bits) - 1
    switch numbers.below(8) {
    case 0...3:
      guard let value = numbers.pick(values) else { fallthrough }
      return value & mask
    case 4:
      guard let value = numbers.pick(values) else { fallthrough }
      return (numbers.chance(oneIn: 2) ? value &+ 1 : value &- 1) & mask
    case 5:
      let edge = numbers.pick(Self.edges) ?? 0
      return (numbers.chance(oneIn: 4) ? mask >> 1 &+ edge : edge) & mask
    case 6: return UInt64(numbers.below(256)) & mask
    default: return numbers.next() & mask
    }
  }

  /// Writes such a number, in either byte order.
  func write(into bytes: inout [UInt8], at place: Range<Int>, _ numbers: inout SeededNumbers) {
    let size = place.count
    let number = number(bytes: size, &numbers)
    let isBig = numbers.chance(oneIn: 2)
    for index in 0..<size {
      let shift = (isBig ? size - 1 - index : index) * 8
      bytes[place.lowerBound + index] = shift < 64 ? UInt8(truncatingIfNeeded: number >> UInt64(shift)) : 0
    }
  }
}
