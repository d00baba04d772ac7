/// A digest of named values that is the same in every process and on every machine: FNV-1a of 64 bits.
struct Fingerprint {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325

  /// Adds a value under its name.
  mutating func add(_ name: String, _ value: String?) {
    // A byte that is in no text parts them.
    for byte in Array(name.utf8) + [0xFF] + Array((value ?? "").utf8) + [value == nil ? 0xFE : 0xFF] {
      hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
    }
  }

  /// 16 hexadecimal digits.
  var text: String {
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
