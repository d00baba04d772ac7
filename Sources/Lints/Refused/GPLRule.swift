public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A helper that is for GPL-compatible programs, in an object with another license.
public enum GPLRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2010", name: "gpl-only", group: .refused, severity: .error,
    title: "a function for GPL-compatible programs is called, and the object's license is another",
    why: """
      The verifier compares the text of the `license` section with a short list (include/linux/license.h). An object \
      without that section counts as proprietary.
      """,
    fix: "declare char LICENSE[] SEC(\"license\") = \"GPL\"; if the program may be under it, or use another helper",
    seeAlso: ["A1501"])

  /// Licenses that count as compatible. Source: include/linux/license.h, `license_is_gpl_compatible`.
  private static let compatible: Set<String> = [
    "GPL", "GPL v2", "GPL and additional rights", "Dual BSD/GPL", "Dual MIT/GPL", "Dual MPL/GPL",
  ]

  /// The first such call of each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    let license = subject.object.license
    if let license, compatible.contains(license) { return [] }
    // Where no section is one that libbpf knows, another loader has its own way with licenses: bpftrace says GPL itself.
    guard license != nil || subject.object.programs.contains(where: { $0.match != nil }) else { return [] }
    return subject.programs.compactMap { program in
      guard
        let call = program.flow.calls.first(where: { isGPLOnly($0.callee) && !program.isGuarded($0, in: subject) })
      else { return nil }
      let name = call.helper?.name ?? "a kernel function"
      let has = license.map { "the object's license is \"\($0)\"" } ?? "the object has no license"
      return finding(
        "\(name) is for GPL-compatible programs, and \(has)", in: program, slot: call.slot,
        label: "refused under another license", claim: .declared(section: "license"))
    }
  }

  /// Some helpers are, and all kernel functions. Source: `add_kfunc_call` of kernel/bpf/verifier.c.
  private static func isGPLOnly(_ callee: Callee) -> Bool {
    switch callee {
    case .helper(let helper): HelperFacts.of(helper)?.gplOnly ?? false
    case .kernelFunction: true
    default: false
    }
  }
}
