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

  /// Helpers that wait for memory or a disk. Source: `might_sleep` of their `struct bpf_func_proto` in 6.18.
  private static let sleepers: Set<String> = [
    "bpf_copy_from_user", "bpf_copy_from_user_task", "bpf_ima_inode_hash", "bpf_ima_file_hash",
  ]
  /// Types that have sleepable sections, and others.
  private static let marked: Set<ProgramType> = [.kprobe, .tracing, .lsm]

  private static func maySleep(_ program: LintedProgram, at call: CallFact) -> Bool {
    guard let match = program.program.match, marked.contains(match.programType), !match.isSleepable else { return true }
    // A callback may run later, where sleeping is allowed.
    return call.function != 0 && !program.flow.calls.contains { $0.subprogram == call.function }
  }

  private static func sleeper(_ name: String, in program: LintedProgram, at call: CallFact) -> Finding {
    let section = program.program.match?.definition.name ?? program.program.section
    let known = SectionTable.definition(named: section + ".s") != nil
    return finding(
      "\(name) may sleep, and \(section) programs may not", in: program, slot: call.slot,
      label: "waits until the memory is there",
      fix: known
        ? "write SEC(\"\(section).s/...\"), which makes the program sleepable, or use a helper that does not wait"
        : "use a helper that does not wait, such as bpf_probe_read_user",
      claim: .declared(section: program.program.section))
  }

  /// The first call of each such helper in each program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    // Newer kernels than the one that was asked may allow more.
    let targets = subject.targets.filter { $0.version < HelperTypes.end }
    guard subject.targets.isEmpty || !targets.isEmpty else { return [] }
    return subject.programs.flatMap { program -> [Finding] in
      guard let type = program.type else { return [] }
      var told: Set<HelperID> = []
      return program.flow.calls.compactMap { call in
        guard let helper = call.helper else { return nil }
        if let name = helper.name, sleepers.contains(name), !maySleep(program, at: call),
          !subject.hasLoader, told.insert(helper).inserted
        {
          return sleeper(name, in: program, at: call)
        }
        guard HelperTypes.allows(helper, in: type) == false,
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
