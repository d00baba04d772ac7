extension UInt8 {
  /// Two hexadecimal digits, as the verifier's log prints an opcode.
  var hexadecimal: String {
    let digits = String(self, radix: 16)
    return digits.utf8.count == 1 ? "0\(digits)" : digits
  }
}
