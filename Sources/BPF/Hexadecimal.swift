/// A byte as two hexadecimal digits, as the verifier's log prints an opcode.
func hexByte(_ byte: UInt8) -> String {
  let digits = String(byte, radix: 16)
  return digits.utf8.count == 1 ? "0\(digits)" : digits
}
