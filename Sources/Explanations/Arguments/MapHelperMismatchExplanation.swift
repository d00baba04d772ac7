import BPFObject
import Findings
import KernelFacts
import VerifierLog

/// A helper that does not work on maps of this type.
public enum MapHelperMismatchExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1613", title: "a helper that does not work on maps of this type",
    why: """
      Maps of most types hold keys and values, others hold programs, sockets, events or stacks. A helper works on the types \
      that it was made for, and some types are for one helper only.
      """,
    fix: "declare the map with the type that the helper works on, or call the helper that the map's type is for",
    causes: [
      "A perf event array was replaced by a ring buffer, and bpf_perf_event_output was not replaced by bpf_ringbuf_output.",
      "bpf_tail_call gets a map that is no BPF_MAP_TYPE_PROG_ARRAY.",
      "bpf_redirect_map, bpf_sk_redirect_map or bpf_get_stackid gets a plain array or hash.",
      "A queue, a stack, a ring buffer or a program array is looked up like a hash.",
      "The arguments name the wrong map of two.",
    ],
    repair: .init(
      before: "__uint(type, BPF_MAP_TYPE_ARRAY);\n...\n    bpf_tail_call(ctx, &steps, 0);",
      after: "__uint(type, BPF_MAP_TYPE_PROG_ARRAY);\n...\n    bpf_tail_call(ctx, &steps, 0);"),
    seeAlso: ["A1604", "A1502"],
    examples: [
      .init(
        "5.4 and later", ["cannot pass map_type 27 into func bpf_perf_event_output#25"],
        summary: "bpf_perf_event_output does not work on a ringbuf map"),
      .init(
        "5.10 and later", ["expected prog array map for tail call"],
        summary: "bpf_tail_call does not work on this map: it wants a prog_array"),
    ])

  private static let format = MessageFormat("cannot pass map_type %d into func %w#%d")
  /// What kernels up to 6.12 say of a tail call into a map of another type.
  private static let misconfigured = MessageFormat("kernel subsystem misconfigured verifier")
  private static let tailCall = MessageFormat("expected prog array map for tail call")

  /// A map of another type.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let words = rejection.first(of: [format]), let number = UInt32(words[0]) {
      let type = MapType(rawValue: number)
      return tell(
        rejection, String(words[1]), { "\(article(type.name)) \(type.name) map\($0.map { ", `\($0)`" } ?? "")" })
    }
    let isTailCall = rejection.refusedCall?.callee ?? "bpf_tail_call" == "bpf_tail_call"
    if rejection.first(of: [tailCall]) != nil || (isTailCall && rejection.first(of: [misconfigured]) != nil) {
      var explained = tell(
        rejection, "bpf_tail_call", { "\($0.map { "`\($0)`" } ?? "this map"): it wants a prog_array" })
      explained.advice = "declare the map with BPF_MAP_TYPE_PROG_ARRAY"
      return explained
    }
    return nil
  }

  private static func article(_ word: String) -> String { "aeiou".contains(word.prefix(1)) ? "an" : "a" }

  private static func tell(_ rejection: Rejection, _ callee: String, _ on: (String?) -> String) -> Explained {
    let map = map(rejection)
    var explained = explained("\(callee) does not work on \(on(map))", advice: counterpart(callee))
    if let map, let definition = rejection.object?.map(named: map) {
      explained.fixPlace = rejection.mapLine(map, field: "type", "`\(map)` is declared \(definition.type.name) here")
    } else if let map {
      explained.fixPlace = rejection.mapLine(map, field: "type", "`\(map)` is declared here")
    }
    return explained
  }

  /// The map that the call gets: as the argument names it, else as the verifier knows it.
  private static func map(_ rejection: Rejection) -> String? {
    for text in rejection.refusedCall?.arguments ?? [] where text.hasPrefix("&") {
      let name = String(text.dropFirst())
      if rejection.object?.map(named: name) != nil { return name }
    }
    guard let step = rejection.failingStep else { return nil }
    for register in 1...5 {
      if let state = rejection.trace.register(register, before: step), state.kind == .mapPointer, let map = state.map {
        return rejection.object?.maps.first { $0.name == map || $0.name.hasPrefix(map) && map.utf8.count >= 15 }?.name
          ?? map
      }
    }
    return nil
  }

  private static func counterpart(_ callee: String) -> String? {
    switch callee {
    case "bpf_perf_event_output":
      "declare the map BPF_MAP_TYPE_PERF_EVENT_ARRAY, or send with bpf_ringbuf_output, which ring buffers are for"
    case "bpf_ringbuf_output", "bpf_ringbuf_reserve", "bpf_ringbuf_query", "bpf_ringbuf_reserve_dynptr":
      "declare the map BPF_MAP_TYPE_RINGBUF"
    case "bpf_get_stackid": "declare the map BPF_MAP_TYPE_STACK_TRACE"
    case "bpf_redirect_map": "declare the map BPF_MAP_TYPE_DEVMAP, DEVMAP_HASH, CPUMAP or XSKMAP"
    case "bpf_map_lookup_percpu_elem": "declare the map per-CPU, or call bpf_map_lookup_elem"
    case "bpf_task_storage_get", "bpf_task_storage_delete": "declare the map BPF_MAP_TYPE_TASK_STORAGE"
    case "bpf_sk_storage_get", "bpf_sk_storage_delete": "declare the map BPF_MAP_TYPE_SK_STORAGE"
    case "bpf_get_local_storage": "declare the map BPF_MAP_TYPE_CGROUP_STORAGE or PERCPU_CGROUP_STORAGE"
    default: nil
    }
  }
}
