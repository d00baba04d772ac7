import BPF
import TestSupport
import Testing

@testable import Analysis

@Suite struct NumberRangeTests {
  private static let operations: [ArithmeticOperation] = [
    .add, .subtract, .multiply, .divide, .modulo, .or, .and, .xor, .shiftLeft, .shiftRight, .shiftRightSigned,
  ]

  /// A range, and a number in it.
  private static func sample(_ random: inout SeededGenerator) -> (range: NumberRange, number: Int64) {
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let number = Int64.random(in: -300...300, using: &random)
      return (.constant(number), number)
    case 1:
      let number = UInt64.random(in: 0...UInt64.max, using: &random)
      return (.full, Int64(bitPattern: number))
    case 2:
      let most = UInt64(1) << UInt64.random(in: 1...40, using: &random) - 1
      return (.upTo(most), Int64(UInt64.random(in: 0...most, using: &random)))
    default:
      let size = AccessSize.allCases.randomElement(using: &random) ?? .byte
      let most = size == .doubleWord ? UInt64.max : UInt64(1) << UInt64(size.bits) - 1
      return (.loaded(size, isSigned: false), Int64(bitPattern: .random(in: 0...most, using: &random)))
    }
  }

  @Test func `What a calculation gives lies in the range that is told`() {
    var random = SeededGenerator(seed: 41)
    for _ in 0..<40_000 {
      let (left, right) = (Self.sample(&random), Self.sample(&random))
      let operation = Self.operations.randomElement(using: &random) ?? .add
      let bits = Bool.random(using: &random) ? 32 : 64
      let (one, other) = bits == 32 ? (left.range.truncated, right.range.truncated) : (left.range, right.range)
      let range = NumberRange.computed(operation, one, other, bits: bits)
      let exact = NumberRange.computed(operation, .constant(left.number), .constant(right.number), bits: bits)
      guard let result = exact.constant else { continue }
      let bitsOfResult = UInt64(bitPattern: result)
      // Amounts of shifts outside of the width are not defined.
      if [.shiftLeft, .shiftRight, .shiftRightSigned].contains(operation), !(0..<Int64(bits)).contains(right.number) {
        continue
      }
      #expect(
        (range.least...range.most).contains(bitsOfResult) && (range.signedLeast...range.signedMost).contains(result),
        "\(left.number) \(operation.symbol) \(right.number) (\(bits)) = \(result): \(range)")
    }
  }
}
