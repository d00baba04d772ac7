public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A helper that does not work on maps of a type.
public enum MapForHelperRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2039", name: "map-for-helper", group: .refused, severity: .error,
    title: "a helper is given a map of a type that it does not work on",
    why: """
      Most helpers are for maps of one kind: bpf_tail_call for program arrays, bpf_perf_event_output for perf buffers, \
      bpf_ringbuf_output for ring buffers. Programs may not look into program arrays or ring buffers, nor change maps of \
      maps, devices or CPUs: user space does.
      """,
    fix: "use the helper of the map's type, or declare the map with the type that the helper is for",
    seeAlso: ["A1613"])

  /// What each helper works on. Source: `check_map_func_compatibility` of kernel/bpf/verifier.c.
  private static let wanted: [String: Set<MapType>] = [
    "bpf_tail_call": [.progArray], "bpf_perf_event_output": [.perfEventArray], "bpf_perf_event_read": [.perfEventArray],
    "bpf_perf_event_read_value": [.perfEventArray], "bpf_skb_output": [.perfEventArray],
    "bpf_xdp_output": [.perfEventArray], "bpf_ringbuf_output": [.ringbuf], "bpf_ringbuf_reserve": [.ringbuf],
    "bpf_ringbuf_query": [.ringbuf], "bpf_ringbuf_reserve_dynptr": [.ringbuf],
    "bpf_user_ringbuf_drain": [.userRingbuf], "bpf_get_stackid": [.stackTrace],
    "bpf_current_task_under_cgroup": [.cgroupArray], "bpf_skb_under_cgroup": [.cgroupArray],
    "bpf_map_pop_elem": [.queue, .stack], "bpf_map_push_elem": [.queue, .stack, .bloomFilter],
    "bpf_map_peek_elem": [.queue, .stack, .bloomFilter],
    "bpf_map_lookup_percpu_elem": [.percpuArray, .percpuHash, .lruPercpuHash], "bpf_task_storage_get": [.taskStorage],
    "bpf_task_storage_delete": [.taskStorage], "bpf_inode_storage_get": [.inodeStorage],
    "bpf_inode_storage_delete": [.inodeStorage], "bpf_sk_storage_get": [.skStorage],
    "bpf_sk_storage_delete": [.skStorage],
  ]

  /// Types whose maps programs may not use so.
  private static let refused: [String: Set<MapType>] = [
    "bpf_map_lookup_elem": [.progArray, .perfEventArray, .ringbuf, .cgroupArray, .queue, .stack, .cpumap],
    "bpf_map_update_elem": [
      .progArray, .perfEventArray, .ringbuf, .cgroupArray, .queue, .stack, .cpumap, .devmap, .xskmap, .arrayOfMaps,
      .hashOfMaps, .stackTrace,
    ],
    "bpf_map_delete_elem": [
      .progArray, .perfEventArray, .ringbuf, .cgroupArray, .queue, .stack, .cpumap, .devmap, .xskmap, .arrayOfMaps,
      .hashOfMaps,
    ],
  ]

  /// Each such call.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let helper = call.helper?.name, let map = call.arguments.prefix(2).lazy.compactMap(subject.map).first,
          map.origin == .declared || map.origin == .legacy, !program.isGuarded(call, in: subject)
        else { return nil }
        let isRefused = refused[helper]?.contains(map.type) ?? false
        guard isRefused || !(wanted[helper]?.contains(map.type) ?? true) else { return nil }
        return finding(
          "\(helper) does not work on \(map.name), a map of type \(map.type.name)", in: program, slot: call.slot,
          label: wanted[helper].map { types in "takes \(types.map(\.name).sorted().joined(separator: ", "))" }
            ?? "no program may do this with such a map",
          claim: .declared(section: map.section))
      }
    }
  }
}
