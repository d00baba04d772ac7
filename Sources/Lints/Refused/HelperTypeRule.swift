public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A helper that programs of this type may not call.
public enum HelperTypeRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2009", name: "helper-not-for-type", group: .refused, severity: .error,
    title: "a helper is called that programs of this type may not call",
    why: """
      Each program type has its own list of helpers: an XDP program has no socket buffer to store bytes in, a kprobe no \
      packet to redirect. The verifier refuses the call as of an unknown function, or one that the type cannot use.
      """,
    fix: "use the helper that the type has for it, or do it in a program of a type that may",
    seeAlso: ["A1502"])

  /// The first call of each such helper in each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    // Newer kernels than the one that was asked may allow more.
    let targets = subject.targets.filter { $0.version < HelperTypes.end }
    guard subject.targets.isEmpty || !targets.isEmpty else { return [] }
    return subject.programs.flatMap { program -> [Finding] in
      guard let type = program.type else { return [] }
      var told: Set<HelperID> = []
      return program.flow.calls.compactMap { call in
        guard let helper = call.helper, HelperTypes.allows(helper, in: type) == false,
          !program.isGuarded(call, in: subject), told.insert(helper).inserted
        else { return nil }
        return finding(
          "\(helper.name ?? "the helper") is not for \(type.name) programs", in: program, slot: call.slot,
          label: "up to \(HelperTypes.kernel), no kernel allows it here",
          claim: .inferred(because: "\(HelperTypes.kernel) was asked, and older kernels allow no more"))
      }
    }
  }
}
