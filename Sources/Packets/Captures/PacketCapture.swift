/// A file of packets: pcap in both byte orders, with micro- or nanoseconds, or pcapng.
public struct PacketCapture: Hashable, Sendable {
  /// The packets in the order of the file.
  public var packets: [CapturedPacket]

  /// A capture of some packets.
  public init(packets: [CapturedPacket]) { self.packets = packets }

  /// Reads a file, whichever form it has.
  public init(_ bytes: [UInt8]) throws(CaptureFault) {
    let magic = bytes.prefix(4)
    if magic.elementsEqual([0x0a, 0x0d, 0x0d, 0x0a]) {
      packets = try BlockCapture.packets(bytes)
    } else {
      packets = try PlainCapture.packets(bytes)
    }
  }

  /// The file as pcap with nanoseconds, the least significant byte first. All packets have the link type of the first.
  public var pcap: [UInt8] { PlainCapture.bytes(packets) }

  /// The file as pcapng, an interface for each link type.
  public var pcapng: [UInt8] { BlockCapture.bytes(packets) }
}
