public import Findings
public import Scripts

/// A probe at a place that is passed very often, which runs in full each time.
public enum HotProbeRule: ScriptRule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2552", name: "hot-probe", group: .costly, severity: .warning,
    title: "a probe at a place that is passed very often has no filter",
    why: """
      Context switches, system calls, page faults and freed packets come a hundred thousand times a second on a busy machine, \
      and the probe delays each. What it prints is lost as soon as bpftrace does not keep up, and bpftrace's own work makes \
      more of the same events.
      """,
    fix: """
      filter first, as in /pid == 1234/ or /comm == "nginx"/, count in a map instead of printing, or sample with profile:hz:99
      """,
    seeAlso: ["A2503"])

  /// Functions that send an event to bpftrace for each call.
  private static let events: Set<String> = [
    "printf", "print", "time", "join", "cat", "system", "strftime", "signal", "buf", "debugf",
  ]
  /// Words that walk a stack or copy a string.
  private static let dear: Set<String> = ["kstack", "ustack", "str", "path"]

  /// Each such probe.
  public static func check(_ script: Script, targets: [LintTarget]) -> [Finding] {
    script.probes.compactMap { probe in
      guard probe.predicate == nil, probe.body.first?.text != "if",
        let hot = probe.attachPoints.lazy.compactMap({ point in words(point).map { (point, $0) } }).first
      else { return nil }
      let work = probe.body.first { $0.kind == .identifier && (events.contains($0.text) || dear.contains($0.text)) }
      var found = finding(
        "\(hot.0.text) runs \(hot.1), without a filter",
        primary: script.span(hot.0.range, "no /predicate/ stands before the block"),
        notes: work.map { word in
          ["\(word.text) \(events.contains(word.text) ? "sends an event" : "copies a string or a stack") each time"]
        } ?? [],
        claim: .inferred(because: "the probe has no predicate and begins with no condition"))
      // A count is what such a place can bear.
      if work == nil { found.severity = .note }
      return found
    }
  }

  private static func words(_ point: AttachPoint) -> String? {
    let parts = point.parts
    let name = parts.last ?? ""
    switch parts.first {
    case "tracepoint", "rawtracepoint":
      let all = ["sys_enter*", "sys_exit*", "sys_enter_*", "sys_exit_*", "sys_*", "*"]
      if parts.count == 3, parts[1] == "syscalls", all.contains(name) { return "on every system call" }
      return HotHook(tracepoint: name)?.words
    case "kprobe", "kretprobe", "kfunc", "kretfunc":
      return name == "*" ? "in every function" : HotHook(function: name)?.words
    case "software": return ["page-faults", "faults"].contains(name) ? "on every page fault" : nil
    default: return nil
    }
  }
}
