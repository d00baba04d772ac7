public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// An event for each pass of a hook that a machine passes very often.
public enum UnfilteredEventsRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2503", name: "unfiltered-events", group: .costly, severity: .warning,
    title: "an event is sent from a hook that runs very often, without a filter or sampling",
    why: """
      Each event costs its copy, a wakeup and the reader's work. At a hook that fires a hundred thousand times a second the \
      reader falls behind, events are lost, and the machine is busy watching itself.
      """,
    fix: "count in a map and send sums, filter before the event, or sample: send one in a hundred", seeAlso: ["A2307"])

  private static let helpers: Set<String> = [
    "bpf_perf_event_output", "bpf_ringbuf_output", "bpf_ringbuf_reserve", "bpf_skb_output", "bpf_xdp_output",
  ]

  /// The first such call of each program at a hot hook that no condition comes before.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.compactMap { program in
      guard let hook = HotHook.of(program),
        let call = program.flow.calls.first(where: { call in
          call.helper?.name.map(helpers.contains) ?? false && program.isUnconditional(call)
        })
      else { return nil }
      return finding(
        "an event is sent \(hook.words), unfiltered", in: program, slot: call.slot,
        label: "no condition comes before it",
        claim: .inferred(because: "every path through the program makes the call"))
    }
  }
}
