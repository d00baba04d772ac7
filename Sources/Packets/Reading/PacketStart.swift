/// With which header a packet starts.
public enum PacketStart: Hashable, Sendable {
  /// An Ethernet header.
  case ethernet
  /// An IP header.
  case network
}
