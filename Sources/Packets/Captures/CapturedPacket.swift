/// One packet of a capture.
public struct CapturedPacket: Hashable, Sendable {
  /// What was captured of it.
  public var bytes: [UInt8]
  /// The link type of its interface (tcpdump's list: 1 Ethernet, 101 raw IP, 113 and 276 Linux cooked).
  public var linkType: UInt32
  /// When, in nanoseconds since 1970; nil when the capture does not say.
  public var nanoseconds: UInt64?
  /// How many bytes it had; more than `bytes` when it was cut off.
  public var originalLength: Int
  /// What is to be known of it, for people; only pcapng has room for it.
  public var comment: String?

  /// A packet.
  public init(_ bytes: [UInt8], linkType: UInt32 = 1, nanoseconds: UInt64? = nil, originalLength: Int? = nil) {
    self.bytes = bytes
    self.linkType = linkType
    self.nanoseconds = nanoseconds
    self.originalLength = originalLength ?? bytes.count
  }

  /// The packet as an Ethernet frame: itself, or what it carries behind a header with the addresses that are the default
  /// of one; nil when the link type is not known.
  public var ethernetFrame: [UInt8]? {
    switch linkType {
    case 1: return bytes
    case 12, 14, 101, 228, 229:
      guard let version = bytes.first.map({ $0 >> 4 }), version == 4 || version == 6 else { return nil }
      return Self.header(version == 4 ? 0x0800 : 0x86dd) + bytes
    case 113:
      guard bytes.count >= 16 else { return nil }
      return Self.header(UInt128(bytes[14]) << 8 | UInt128(bytes[15])) + bytes[16...]
    case 276:
      guard bytes.count >= 20 else { return nil }
      return Self.header(UInt128(bytes[0]) << 8 | UInt128(bytes[1])) + bytes[20...]
    default: return nil
    }
  }

  private static func header(_ type: UInt128) -> [UInt8] {
    BitField.bytes(0x02_00_00_00_00_02, count: 6) + BitField.bytes(0x02_00_00_00_00_01, count: 6)
      + BitField.bytes(type, count: 2)
  }
}
