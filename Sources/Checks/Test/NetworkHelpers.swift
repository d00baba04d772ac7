import BPF
import BPFObject

/// Helpers through which a program sees, or acts on, the network namespace that it runs in.
enum NetworkHelpers {
  private static let all: Set<HelperID> = Set(
    [
      "bpf_clone_redirect", "bpf_redirect", "bpf_fib_lookup", "bpf_sk_lookup_tcp", "bpf_sk_lookup_udp",
      "bpf_skc_lookup_tcp", "bpf_sk_assign", "bpf_redirect_neigh", "bpf_redirect_peer",
    ].compactMap(HelperID.init(name:)))

  /// Whether a program calls one of them.
  static func areCalled(by program: Program) -> Bool {
    program.instructions.contains { instruction in
      if case .call(.helper(let helper)) = instruction.kind { all.contains(helper) } else { false }
    }
  }
}
