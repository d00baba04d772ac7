public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A helper that a target kernel does not have yet.
public enum HelperTooNewRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2005", name: "helper-too-new", group: .refused, severity: .error,
    title: "a helper is newer than a kernel that the program is meant for",
    why: """
      A kernel that does not know a helper refuses the program that calls it, unless the call is pruned: libbpf sets \
      read-only globals and CO-RE checks before the verifier looks, and code that they switch off is never checked.
      """,
    fix:
      "guard the call with bpf_core_enum_value_exists(enum bpf_func_id, BPF_FUNC_...), or use what the older kernel has",
    seeAlso: ["A1503"])

  /// Calls that no guard of the object can switch off.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.flow.calls.compactMap { call in
        guard let helper = call.helper, let facts = HelperFacts.of(helper), let name = helper.name,
          !program.isGuarded(call, in: subject)
        else { return nil }
        let lacking = subject.targets.filter { $0.version < facts.since }
        guard !lacking.isEmpty else { return nil }
        return finding(
          "\(name) came with \(facts.since); \(lacking.map(\.name).joined(separator: ", ")) cannot load this",
          in: program, slot: call.slot, label: "needs \(facts.since)",
          claim: .declared(section: program.program.section))
      }
    }
  }
}
