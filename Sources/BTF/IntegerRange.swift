/// The numbers that fit an integer of 1 to 128 bits.
struct IntegerRange: CustomStringConvertible {
  let bits: Int
  let isSigned: Bool

  private var most: UInt128 { UInt128.max >> (128 - bits + (isSigned ? 1 : 0)) }

  func contains(_ number: ValueScanner.Integer) -> Bool {
    guard number.isNegative else { return number.magnitude <= most }
    // One more than the most: two's complement.
    return isSigned && number.magnitude - 1 <= most
  }

  var description: String { isSigned ? "-\(magnitudeOfLeast) to \(most)" : "0 to \(most)" }

  private var magnitudeOfLeast: UInt128 { most + 1 }
}
