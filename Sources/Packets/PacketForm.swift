public import Placed

/// A packet as a test file gives it: layers in their order, or bytes.
///
/// ```yaml
/// packet: {eth: {}, ipv4: {src: 10.0.0.1}, tcp: {dport: 443, flags: syn}, payload: "hello"}
/// packet: [{eth: {}}, {ipv4: {}}, {ipv4: {}}, {udp: {}}]
/// packet: {hex: "0200 0000"}
/// packet: {base64: "AgAA"}
/// packet: {pcap: "traffic.pcap#3"}
/// packet: {pcap: "traffic.pcap#3", ipv4: {ttl: 1}}
/// ```
///
/// Lengths, types, checksums that are not given are filled in. `size` is the size of the whole packet: the payload is
/// filled up with zeros that the lengths count; `truncate` cuts the built packet off. Layers beside bytes change fields of
/// the packet, whose lengths and checksums follow where they were right.
public struct PacketForm: Hashable, Sendable {
  /// The packet.
  public let bytes: [UInt8]

  /// Reads a packet; `files` gives the bytes of the captures that it names, nil when one cannot be read. Nil after a
  /// problem.
  public init?(
    _ node: PlacedNode, files: @escaping (String) -> [UInt8]? = { _ in nil }, _ problems: inout PlacedProblems
  ) {
    guard let bytes = PacketReader(files: files).bytes(node, &problems) else { return nil }
    self.bytes = bytes
  }
}
