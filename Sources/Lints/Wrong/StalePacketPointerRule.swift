public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A packet pointer used after a call that may move the packet.
public enum StalePacketPointerRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2110", name: "stale-packet-pointer", group: .wrong, severity: .error,
    title: "a packet pointer is used after a call that may have moved the packet",
    why: """
      Helpers that grow, shrink or write a packet may copy it to another place: pointers from before point into memory that \
      is freed. The verifier forgets them at the call, and refuses whatever uses them later as a scalar.
      """,
    fix: "read ctx->data and ctx->data_end again after the call, and check the bounds again")

  /// Helpers after which packet pointers are gone. Source: net/core/filter.c, `bpf_helper_changes_pkt_data`.
  private static let movers: Set<String> = [
    "bpf_skb_vlan_push", "bpf_skb_vlan_pop", "bpf_skb_store_bytes", "bpf_skb_change_proto", "bpf_skb_change_head",
    "bpf_skb_change_tail", "bpf_skb_adjust_room", "bpf_skb_pull_data", "bpf_clone_redirect", "bpf_l3_csum_replace",
    "bpf_l4_csum_replace", "bpf_xdp_adjust_head", "bpf_xdp_adjust_meta", "bpf_xdp_adjust_tail", "bpf_msg_pull_data",
    "bpf_msg_push_data", "bpf_msg_pop_data", "bpf_lwt_push_encap", "bpf_lwt_seg6_store_bytes",
    "bpf_lwt_seg6_adjust_srh", "bpf_lwt_seg6_action",
  ]

  /// Uses on a path that every verifier walks; and of each other pointer the first use after such a call that its load
  /// always comes before.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let walked = walkFindings(subject) { fault, program in
      guard fault.kind == .packetMoved else { return nil }
      let helper = fault.origin.flatMap { program.helper(at: $0) } ?? "a call"
      return WalkFinding(
        "a packet pointer from before \(helper) is used after it", label: "the packet may be elsewhere by now",
        origin: "may move the packet")
    }
    return walked + loaded(subject).filter { found in !walked.contains { isSame($0, found) } }
  }

  private static func isSame(_ one: Finding, _ other: Finding) -> Bool {
    one.program == other.program && one.title == other.title
  }

  private static func loaded(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program -> [Finding] in
      guard let type = program.type, let data = dataOffset(type) else { return [] }
      let calls = program.flow.calls.filter { $0.helper?.name.map(movers.contains) ?? false }
      guard !calls.isEmpty else { return [] }
      var told: Set<Int> = []
      var findings: [Finding] = []
      for (function, flow) in program.flow.values.enumerated() {
        // Where each packet pointer is read from the context.
        var loads: [Int: (index: Int, block: Int)] = [:]
        flow.visit { block, index, _ in loads[program.program.slots.slot(ofInstruction: index)] = (index, block) }
        flow.visit { block, index, state in
          guard let base = accessed(program.flow.instructions[index].kind),
            case .loaded(let slot, .word, _, let address) = state[base].base, address.base == .context,
            address.offset == data, let load = loads[slot], !told.contains(slot)
          else { return }
          let moved = calls.first { call in
            call.function == function
              && program.flow.dominates(load, (call.index, call.block), in: function)
              && program.flow.reaches(
                (call.index, call.block), (index, block), in: function, without: [load.index])
          }
          guard let moved, let helper = moved.helper?.name else { return }
          told.insert(slot)
          findings.append(
            finding(
              "a packet pointer from before \(helper) is used after it", in: program,
              slot: program.program.slots.slot(ofInstruction: index), label: "the packet may be elsewhere by now",
              related: [program.span(slot, "read here"), program.span(moved.slot, "may move the packet")],
              claim: .inferred(because: "a path leads from the call here without reading the pointer again")))
        }
      }
      return findings
    }
  }

  /// Where `data` is in the type's context; nil for types without a packet.
  private static func dataOffset(_ type: ProgramType) -> Int64? {
    switch type {
    case .xdp: 0
    case .schedCls, .schedAct, .skSkb, .lwtIn, .lwtOut, .lwtXmit: 76
    default: nil
    }
  }

  private static func accessed(_ kind: InstructionKind) -> UInt8? {
    switch kind {
    case .load(_, _, _, let base, _), .store(_, let base, _, _), .atomic(_, _, let base, _, _): base
    default: nil
    }
  }
}
