public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// Keys that come without end, in a map that is never cleared.
public enum EndlessKeysRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2502", name: "endless-keys", group: .costly, severity: .note,
    title: "a hash is keyed by process or thread, and no program of the object deletes from it",
    why: """
      Processes come and go: each leaves its entry behind, until the map is full and new ones are lost. An LRU hash drops \
      the oldest; a program at sched_process_exit can delete what ends.
      """,
    fix: "use BPF_MAP_TYPE_LRU_HASH, or delete the entry where the process ends", seeAlso: ["A2101"])

  /// Each such map, at its first update.
  public static func check(_ subject: LintSubject) -> [Finding] {
    var deleted: Set<String> = []
    for program in subject.programs {
      for call in program.flow.calls
      where ["bpf_map_delete_elem", "bpf_for_each_map_elem"].contains(call.helper?.name) {
        // A map that is not known may be any.
        guard let map = subject.map(call.arguments[0]) else { return [] }
        deleted.insert(map.name)
      }
    }
    var told: Set<String> = []
    return subject.programs.flatMap { program in
      program.calls(of: "bpf_map_update_elem").compactMap { call -> Finding? in
        guard let map = subject.map(call.arguments[0]), map.type == .hash || map.type == .percpuHash,
          !deleted.contains(map.name), program.isKeyedByProcess(call), told.insert(map.name).inserted
        else { return nil }
        return finding(
          "\(map.name) gets an entry for every process, and nothing deletes one", in: program, slot: call.slot,
          label: "the key is a process or thread id",
          claim: .inferred(because: "the key comes from bpf_get_current_pid_tgid, and no program deletes from the map"))
      }
    }
  }
}
