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
    title: "a hash is keyed by process, thread, name or path, and no program of the object deletes from it",
    why: """
      Processes come and go, and names have no end: each leaves its entry behind, until the map is full and new ones are \
      lost. An LRU hash drops the oldest; a program at sched_process_exit can delete what ends.
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
          !deleted.contains(map.name), let source = source(ofKey: call, map, in: program),
          told.insert(map.name).inserted
        else { return nil }
        return finding(
          "\(map.name) gets an entry for every \(source.each), and nothing deletes one", in: program, slot: call.slot,
          label: "the key is \(source.key)",
          claim: .inferred(because: "the key comes from \(source.helper), and no program deletes from the map"))
      }
    }
  }

  private struct Source {
    var each: String
    var key: String
    var helper: String
  }

  /// Helpers that write a name, and the argument that says where.
  private static let names: [String: Int] = [
    "bpf_get_current_comm": 0, "bpf_probe_read_user_str": 0, "bpf_probe_read_kernel_str": 0, "bpf_probe_read_str": 0,
    "bpf_d_path": 1,
  ]

  /// What an endless number of keys comes from; nil where it is none that is known.
  private static func source(ofKey call: CallFact, _ map: MapDefinition, in program: LintedProgram) -> Source? {
    if program.isKeyedByProcess(call) {
      return Source(each: "process", key: "a process or thread id", helper: "bpf_get_current_pid_tgid")
    }
    // Names may be few; who looks at the result knows when they are many.
    guard !call.isResultRead, case .frame(let offset) = call.arguments[1] else { return nil }
    let place = offset..<offset + Int(map.keySize)
    let writer = program.flow.calls.last { other in
      guard let at = other.helper?.name.flatMap({ names[$0] }), other.function == call.function, other.slot < call.slot,
        case .frame(let start) = other.arguments[at]
      else { return false }
      return place.contains(start)
    }
    return writer?.helper?.name.map { name in
      name == "bpf_get_current_comm"
        ? Source(each: "name of a process", key: "a process's name", helper: name)
        : Source(each: "name or path", key: "text that is read here", helper: name)
    }
  }
}
