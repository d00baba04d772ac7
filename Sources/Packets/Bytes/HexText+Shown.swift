import Placed

extension HexText {
  /// `0x` and the digits of some bytes; of many those of the first only.
  static func prefixed(_ bytes: some Collection<UInt8>) -> String {
    "0x" + text(bytes.prefix(32)) + (bytes.count > 32 ? "..." : "")
  }

  /// `0x` and the digits of a number that is `width` bits wide.
  static func number(_ value: UInt128, width: Int) -> String {
    let digits = String(value, radix: 16)
    return "0x" + String(repeating: "0", count: max(0, (width + 3) / 4 - digits.count)) + digits
  }
}
