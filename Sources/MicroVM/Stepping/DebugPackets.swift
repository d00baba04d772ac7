/// The packets that GDB and a stub exchange (GDB's manual, "Remote Protocol"): `$BODY#SUM`, the sum of the body's bytes as
/// two hexadecimal digits.
struct DebugPackets {
  /// What is wrong with bytes.
  enum Fault: Error, Equatable {
    /// A packet's sum is another.
    case sum
    /// A packet is longer than any that is asked for.
    case length
  }

  private static let mostBytes = 1 << 20

  private var body: [UInt8] = []
  /// The digits of the sum so far; nil within a body.
  private var digits: [UInt8]?
  private var isWithin = false
  private var whole: [[UInt8]] = []

  /// A packet of a body, which must hold no byte that the protocol needs: `$`, `#`, `}`, `*`.
  static func packet(_ body: String) -> [UInt8] {
    let bytes = Array(body.utf8)
    return [UInt8(ascii: "$")] + bytes + [UInt8(ascii: "#")] + hexadecimal([sum(bytes)])
  }

  /// The next body that is whole.
  mutating func next() -> [UInt8]? { whole.isEmpty ? nil : whole.removeFirst() }

  /// Takes bytes. Those between packets are acknowledgements, and mean nothing here.
  mutating func add(_ bytes: some Sequence<UInt8>) throws(Fault) {
    for byte in bytes {
      if let known = digits {
        guard known.count == 1 else {
          digits = known + [byte]
          continue
        }
        guard Self.hexadecimal([Self.sum(body)]) == known + [byte] else { throw .sum }
        whole.append(body)
        body = []
        digits = nil
        isWithin = false
      } else if byte == UInt8(ascii: "$") {
        isWithin = true
        body = []
      } else if isWithin, byte == UInt8(ascii: "#") {
        digits = []
      } else if isWithin {
        guard body.count < Self.mostBytes else { throw .length }
        body.append(byte)
      }
    }
  }

  /// Bytes as hexadecimal digits.
  static func hexadecimal(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    bytes.flatMap { [digit($0 >> 4), digit($0 & 15)] }
  }

  /// The bytes that digits stand for; nil when they stand for none.
  static func bytes(_ digits: some Collection<UInt8>) -> [UInt8]? {
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    var high: UInt8?
    for digit in digits {
      guard let value = value(digit) else { return nil }
      if let first = high {
        bytes.append(first << 4 | value)
        high = nil
      } else {
        high = value
      }
    }
    return bytes
  }

  /// Numbers of 64 bits, the least byte first; nil where bytes are left over.
  static func numbers(_ digits: some Collection<UInt8>) -> [UInt64]? {
    guard let bytes = bytes(digits), bytes.count.isMultiple(of: 8) else { return nil }
    return stride(from: 0, to: bytes.count, by: 8).map { start in
      bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }

  private static func sum(_ bytes: [UInt8]) -> UInt8 { bytes.reduce(0, &+) }

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
