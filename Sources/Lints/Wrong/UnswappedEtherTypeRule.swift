public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A protocol number of the packet, compared in the machine's byte order.
public enum UnswappedEtherTypeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2116", name: "unswapped-ethertype", group: .wrong, severity: .error,
    title: "an EtherType of the packet is compared in the machine's byte order",
    why: """
      Packets are in network byte order. On a little-endian machine h_proto of an IPv4 packet reads 0x0008: compared with \
      ETH_P_IP (0x0800) as it is, it never fits.
      """,
    fix: "compare with bpf_htons(ETH_P_IP)")

  /// EtherTypes that read differently with their bytes swapped.
  private static let names: [Int64: String] = [
    0x0800: "ETH_P_IP", 0x0806: "ETH_P_ARP", 0x86dd: "ETH_P_IPV6", 0x8100: "ETH_P_8021Q", 0x88a8: "ETH_P_8021AD",
    0x8847: "ETH_P_MPLS_UC",
  ]

  /// Each comparison of such a number with the packet's, or with `__sk_buff.protocol`.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      guard let type = program.type, [.xdp, .schedCls, .schedAct, .socketFilter, .cgroupSkb].contains(type) else {
        return []
      }
      return program.findings { instruction, state in
        guard case .branch(let condition, _, let left, let operand, _) = instruction.kind,
          condition == .equal || condition == .notEqual, isEtherType(state[left], type),
          case .constant(let number) = state.value(of: operand), let name = names[number]
        else { return nil }
        let slot = instruction.slot
        let place = program.span(slot, "the packet has network order")
        // The macro has to be there, and not be in use on the line.
        let isDeclared = subject.sources[place.span.file]?.text.contains("bpf/bpf_endian.h") ?? false
        let isPlain = !(place.text?.contains("hton") ?? true)
        return finding(
          "the packet's EtherType is compared with \(name) in the machine's byte order: it never fits",
          in: program, slot: slot, primary: place, fix: "compare with bpf_htons(\(name))",
          edit: isDeclared && isPlain ? Edit(place, replacing: name, with: "bpf_htons(\(name))") : nil,
          claim: .inferred(because: "the value is read from the packet as it is"))
      }
    }
  }

  /// `eth->h_proto`, 12 bytes into a packet that begins with its Ethernet header; `__sk_buff.protocol`, at 16.
  private static func isEtherType(_ value: SymbolicValue, _ type: ProgramType) -> Bool {
    switch value {
    case .loaded(_, .word, _, let address) where address.base == .context: type != .xdp && address.offset == 16
    case .loaded(_, .half, _, let address): isPacket(address, at: 12, type)
    // A packed struct is read byte by byte.
    case .computed(.or, _, let left, let right): isHalves(left, right, type) || isHalves(right, left, type)
    case .truncated(let inner): isEtherType(inner, type)
    default: false
    }
  }

  private static func isHalves(_ low: SymbolicValue, _ high: SymbolicValue, _ type: ProgramType) -> Bool {
    guard case .loaded(_, .byte, _, let first) = low, isPacket(first, at: 12, type),
      case .computed(.shiftLeft, _, .loaded(_, .byte, _, let second), .constant(8)) = high
    else { return false }
    return isPacket(second, at: 13, type)
  }

  private static func isPacket(_ address: SymbolicValue, at offset: Int64, _ type: ProgramType) -> Bool {
    guard address.offset == offset, let field = address.base.contextField else { return false }
    // `data` of struct xdp_md, and of struct __sk_buff.
    return field.offset == (type == .xdp ? 0 : 76)
  }
}
