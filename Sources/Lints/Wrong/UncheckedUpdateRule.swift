public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// An update of a map that may be full, its result thrown away.
public enum UncheckedUpdateRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2101", name: "unchecked-update", group: .wrong, severity: .note,
    title: "the result of bpf_map_update_elem is not looked at",
    why: """
      A hash map that is full refuses new keys with -E2BIG, BPF_NOEXIST fails when somebody was faster, and an event that \
      was never stored is missing without a trace.
      """,
    fix: "look at the result and count failures, or use an LRU map if losing old entries is meant")

  /// Updates of hash maps that can fail.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.calls(of: "bpf_map_update_elem").compactMap { call in
        guard !call.isResultRead, let map = subject.map(call.arguments[0]), map.type == .hash || map.type == .percpuHash
        else { return nil }
        return finding(
          "the result of updating \(map.name) is not looked at: when it is full, new keys are lost", in: program,
          slot: call.slot, label: "\(map.name) holds at most \(map.maxEntries) entries",
          claim: .inferred(because: "no path reads what the call returns"))
      }
    }
  }
}
