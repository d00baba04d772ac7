public import Findings
import Analysis
import BPF
import BPFObject

/// An event that may be lost, and nobody counts it.
public enum UncheckedOutputRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2103", name: "unchecked-output", group: .wrong, severity: .note,
    title: "the result of sending an event is not looked at",
    why: """
      A reader that falls behind leaves no room: the event is dropped and the helper returns -EAGAIN or -ENOSPC. A perf \
      buffer's reader is told how many were lost, a ring buffer's is not.
      """,
    fix: "count what the helper refuses, in a per-CPU map or a global that the reader shows")

  /// Each such call.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.calls(of: "bpf_ringbuf_output").compactMap { call in
        guard !call.isResultRead else { return nil }
        let map = subject.map(call.arguments[0])?.name
        return finding(
          "events that \(map ?? "the ring buffer") has no room for are lost uncounted", in: program, slot: call.slot,
          label: "its result is not looked at", claim: .inferred(because: "no path reads what the call returns"))
      }
    }
  }
}
