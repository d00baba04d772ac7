import BTF
import Placed

extension ScalarShape {
  /// Bits as text that `literal` reads as the same bits.
  func text(_ bits: UInt128, as notation: ValueNotation? = nil) -> String {
    text(of: number(bits, isNetworkOrder: (notation ?? self.notation).isNetworkOrder), as: notation ?? self.notation)
  }

  /// A number as text.
  func text(of number: WholeNumber, as notation: ValueNotation) -> String {
    switch notation {
    case .decimal: number.description
    case .hexadecimal: "0x" + String(number.bits(width: max(width, 1)), radix: 16)
    case .network: "be \(number)"
    case .address:
      AddressText.text(ValueBits.networkBytes(number.bits(width: width), count: width / 8)) ?? "be \(number)"
    case .duration: number.isNegative ? number.description : DurationText.text(number.magnitude)
    case .name: name(of: number) ?? number.description
    case .boolean: number == WholeNumber(0) ? "false" : number == WholeNumber(1) ? "true" : number.description
    case .character: character(number) ?? number.description
    case .real: real(number)
    }
  }

  /// Whether `literal` takes what `text` makes of these bits: a truth value of 2 is no such.
  func canBeWritten(_ bits: UInt128) -> Bool {
    switch meaning {
    case .boolean: bits <= 1
    case .real:
      // Not every NaN can be written.
      width == 32
        ? !Float(bitPattern: UInt32(truncatingIfNeeded: bits)).isNaN
        : !Double(bitPattern: UInt64(truncatingIfNeeded: bits)).isNaN
    default: true
    }
  }

  private func name(of number: WholeNumber) -> String? {
    guard case .enumeration(let type) = meaning else { return nil }
    // An enumerator has 64 bits, whatever its type's width is.
    let bits = UInt64(truncatingIfNeeded: number.bits(width: 64))
    guard let name = type.enumerators.first(where: { $0.bits == bits })?.name,
      name.utf8.allSatisfy(\.isIdentifierByte)
    else { return nil }
    return name
  }

  private func character(_ number: WholeNumber) -> String? {
    let byte = UInt8(truncatingIfNeeded: number.bits(width: 8))
    return (0x20..<0x7f).contains(byte) ? "'\(String(decoding: [byte], as: UTF8.self))'" : nil
  }

  private func real(_ number: WholeNumber) -> String {
    width == 32
      ? Float(bitPattern: UInt32(truncatingIfNeeded: number.magnitude)).description
      : Double(bitPattern: UInt64(truncatingIfNeeded: number.magnitude)).description
  }
}

extension ValueNotation {
  /// Whether numbers written so count with the highest byte first.
  var isNetworkOrder: Bool { self == .network || self == .address }
}
