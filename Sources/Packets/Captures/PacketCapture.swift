/// A file of packets: pcap in both byte orders, with micro- or nanoseconds, or pcapng.
public struct PacketCapture: Hashable, Sendable {
  /// The packets in the order of the file.
  public var packets: [CapturedPacket]

  /// A capture of some packets.
  public init(packets: [CapturedPacket]) { self.packets = packets }

  /// Reads a file, whichever form it has.
  public init(_ bytes: [UInt8]) throws(CaptureFault) {
    packets = try Self.records(bytes, limit: .max).map { $0.packet(bytes) }
  }

  /// Where the packets stand in a file, the first `limit` of them: what is behind is not looked at.
  static func records(_ bytes: [UInt8], limit: Int) throws(CaptureFault) -> [CaptureRecord] {
    if bytes.prefix(4).elementsEqual([0x0a, 0x0d, 0x0d, 0x0a]) {
      return try BlockCapture.records(bytes, limit: limit)
    }
    return try PlainCapture.records(bytes, limit: limit)
  }

  /// The file as pcap with nanoseconds, the least significant byte first. All packets have the link type of the first.
  public var pcap: [UInt8] { PlainCapture.bytes(packets) }

  /// The file as pcapng, an interface for each link type.
  public var pcapng: [UInt8] { BlockCapture.bytes(packets) }
}
