/// Writes the names of a DNS message, with pointers to what stands in it already when it is to be compressed (RFC 1035,
/// section 4.1.4).
struct DNSNames {
  /// Whether names may point back.
  let isCompressing: Bool
  /// Where the next entry starts, from the message's first byte.
  var position = 12
  private var known: [[UInt8]: Int] = [:]

  init(isCompressing: Bool) { self.isCompressing = isCompressing }

  /// The bytes of a name that stands at a byte of the message; nil when it is none.
  mutating func bytes(_ text: String, at start: Int) -> [UInt8]? {
    guard let whole = DNSName.bytes(text) else { return nil }
    guard isCompressing else { return whole }
    var at = 0
    while whole[at] != 0 {
      // A suffix that stands in the message is the same whatever the case of its letters, but would not be shown so.
      let suffix = Array(whole[at...])
      if let target = known[suffix] {
        return whole[..<at] + [0xc0 | UInt8(truncatingIfNeeded: target >> 8), UInt8(truncatingIfNeeded: target)]
      }
      // A pointer has 14 bits.
      if start + at < 0x4000 { known[suffix] = start + at }
      at += 1 + Int(whole[at])
    }
    return whole
  }
}
