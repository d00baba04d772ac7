/// Packets that the kernel gives back with zeros for the Ethernet header: those of program types that start behind it
/// (net/bpf/test_run.c).
public enum BlankEthernet {
  /// A packet whose blank Ethernet header is replaced by that of the packet that was sent, with the type that the IP
  /// version behind it asks for. A packet whose header is not blank stays as it is.
  public static func restored(_ actual: [UInt8], from sent: [UInt8]) -> [UInt8] {
    guard actual.count >= 14, sent.count >= 14, actual.prefix(14).allSatisfy({ $0 == 0 }) else { return actual }
    var bytes = Array(sent.prefix(14)) + actual.dropFirst(14)
    let type = BitField.read(bytes, at: 96, width: 16)
    if bytes.count > 14, type == 0x0800 || type == 0x86dd {
      switch bytes[14] >> 4 {
      case 4: BitField.write(0x0800, &bytes, at: 96, width: 16)
      case 6: BitField.write(0x86dd, &bytes, at: 96, width: 16)
      default: break
      }
    }
    return bytes
  }
}
