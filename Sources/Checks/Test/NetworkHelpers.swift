import BPF
import BPFObject

/// Helpers through which a program sees, or acts on, the network namespace that it runs in.
enum NetworkHelpers {
  private static let all: Set<HelperID> = Set(
    [
      "bpf_clone_redirect", "bpf_redirect", "bpf_fib_lookup", "bpf_sk_lookup_tcp", "bpf_sk_lookup_udp",
      "bpf_skc_lookup_tcp", "bpf_sk_assign", "bpf_redirect_neigh", "bpf_redirect_peer",
    ].compactMap(HelperID.init(name:)))

  private static let tailCalls = Set([HelperID(name: "bpf_tail_call")].compactMap(\.self))
  /// Parts of the names of kernel functions that do: connection tracking (net/netfilter/nf_conntrack_bpf.c), flow tables.
  private static let functions = ["_ct_", "_flow_lookup"]

  /// Whether a program calls one of them, or goes on with programs of which one does.
  static func areCalled(by program: Program, of object: ObjectFile) -> Bool {
    if isCalled(by: program, of: object) { return true }
    return program.calls(tailCalls) && object.programs.contains { isCalled(by: $0, of: object) }
  }

  private static func isCalled(by program: Program, of object: ObjectFile) -> Bool {
    program.calls(all)
      || program.references.contains { reference in
        guard case .extern(let index) = reference.target, object.externs.indices.contains(index) else { return false }
        return functions.contains(where: object.externs[index].name.contains)
      }
  }
}

extension Program {
  /// Whether it calls one of those helpers.
  fileprivate func calls(_ helpers: Set<HelperID>) -> Bool {
    instructions.contains { instruction in
      if case .call(.helper(let helper)) = instruction.kind { helpers.contains(helper) } else { false }
    }
  }
}
