import Analysis
import BPFObject
import Findings
import KernelFacts

/// A map that programs of this type may not use for what it holds.
public enum MapForProgramExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1515", title: "a map whose values hold what programs of this type may not use",
    why: """
      A lock, a timer, a list or a tree in a map's value needs code that waits or allocates. Tracing programs may run in an \
      NMI or in the middle of that very code, so a kprobe, tracepoint, perf_event or raw_tp program may not even name such a \
      map; a socket filter no map with a lock; before 6.9 a sleepable program none with a lock.
      """,
    fix:
      "count with atomics (__sync_fetch_and_add) or a per-CPU map instead of a lock, or move the code to another type",
    causes: [
      "bpf_spin_lock guards a counter that an atomic addition or a per-CPU map would keep as well.",
      "A timer is started from a tracepoint: only networking, fentry and LSM programs may hold timers.",
      "A map is shared between a tracing and a networking program, and the lock is for the latter.",
    ],
    repair: .init(
      before: "struct value { struct bpf_spin_lock lock; __u64 hits; };",
      after: "struct value { __u64 hits; };   /* __sync_fetch_and_add(&v->hits, 1) */"),
    wordings: [
      .init(
        "5.1 to 6.12", "tracing progs cannot use bpf_spin_lock yet", "a tracing program uses a map with a bpf_spin_lock"
      ),
      .init(
        "5.15 and later", "tracing progs cannot use bpf_timer yet", "a tracing program uses a map with a bpf_timer"),
      .init("6.10 and later", "tracing progs cannot use bpf_wq yet", "a tracing program uses a map with a bpf_wq"),
      .init(
        "6.2 and later", "tracing progs cannot use bpf_{list_head,rb_root} yet",
        "a tracing program uses a map with a list or a tree"),
      .init(
        "5.1 and later", "socket filter progs cannot use bpf_spin_lock yet",
        "a socket filter uses a map with a bpf_spin_lock"),
      .init(
        "5.10 to 6.8", "sleepable progs cannot use bpf_spin_lock yet",
        "a sleepable program uses a map with a bpf_spin_lock"),
      .init(
        "7.2 and later", "%w cannot be used in tracing programs on types with NMI unsafe fields",
        "{0} is called in a tracing program on an object with a field that is not safe there"),
    ],
    seeAlso: ["A1516", "A1711"],
    examples: [
      .init(
        "5.1 and later", ["tracing progs cannot use bpf_spin_lock yet"],
        summary: "a tracing program uses a map with a bpf_spin_lock"),
      .init(
        "5.15 and later", ["tracing progs cannot use bpf_timer yet"],
        summary: "a tracing program uses a map with a bpf_timer"),
      .init(
        "6.10 and later", ["tracing progs cannot use bpf_wq yet"], summary: "a tracing program uses a map with a bpf_wq"
      ),
      .init(
        "6.2 and later", ["tracing progs cannot use bpf_{list_head,rb_root} yet"],
        summary: "a tracing program uses a map with a list or a tree"),
      .init(
        "5.1 and later", ["socket filter progs cannot use bpf_spin_lock yet"],
        summary: "a socket filter uses a map with a bpf_spin_lock"),
      .init(
        "5.10 to 6.8", ["sleepable progs cannot use bpf_spin_lock yet"],
        summary: "a sleepable program uses a map with a bpf_spin_lock"),
      .init(
        "7.2 and later", ["bpf_obj_new cannot be used in tracing programs on types with NMI unsafe fields"],
        summary: "bpf_obj_new is called in a tracing program on an object with a field that is not safe there"),
    ])

  /// What a map's value holds, by the word that the message has for it.
  private static let fields: [(word: String, types: [String])] = [
    ("bpf_spin_lock", ["bpf_spin_lock"]), ("bpf_timer", ["bpf_timer"]), ("bpf_wq", ["bpf_wq"]),
    ("bpf_{list_head,rb_root}", ["bpf_list_head", "bpf_rb_root"]),
  ]

  /// A map with a lock, a timer, a list.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if explained.summary.hasPrefix("a tracing program"), let type = rejection.programType {
      explained.summary = explained.summary.replacing("a tracing program", with: "this \(type.name) program")
    }
    guard let types = fields.first(where: { field in rejection.messages.contains { $0.contains(field.word) } })?.types
    else {
      return explained
    }
    let map = rejection.usedMaps.first { rejection.holds(types, $0) }
    if let map { explained.primary = rejection.useOfMap(map.name, "the program uses `\(map.name)` here") }
    let member = rejection.lineOfCode("this is what the program may not use") { text in
      types.contains { SourceNames.mentions($0, in: text) } && text.contains("struct ") && text.contains(";")
    }
    let section = rejection.sectionPlace()
    explained.fixPlace = member ?? section
    explained.related = member == nil ? [] : [section].compactMap { $0 }
    return explained
  }
}
