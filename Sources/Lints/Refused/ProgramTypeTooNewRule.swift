public import Findings
import Analysis
import BPF
import BPFObject
import KernelFacts

/// A program of a kind that a target kernel does not have yet.
public enum ProgramTypeTooNewRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2007", name: "program-type-too-new", group: .refused, severity: .error,
    title: "a program's type or attach type is newer than a kernel that it is meant for",
    why: """
      The kernel refuses a program type or attach type that it does not know. Objects that ship for several kernels mark \
      such a section with `?` and let the loader decide.
      """,
    fix:
      "write SEC(\"?...\") and turn it on where the kernel has it (bpf_program__set_autoload), with an older hook beside it"
  )

  /// Types whose attach type is not looked at when they are loaded. Source: `bpf_prog_load_check_attach` of
  /// kernel/bpf/syscall.c.
  private static let unasked: Set<ProgramType> = [.kprobe, .schedCls]

  /// Each such program that loads unasked.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.filter(\.program.isAutoloaded).compactMap { program in
      guard let definition = program.program.match?.definition else { return nil }
      let facts = ProgramTypeFacts.all.first { $0.type == definition.programType }
      let attach = definition.attachType.flatMap { type in AttachTypeFacts.all.first { $0.type == type } }
      // libbpf leaves an optional attach type out where the kernel lacks it.
      let attached = definition.flags.contains(.attachTypeOptional) ? nil : attach?.since
      guard let since = [definition.since, facts?.since, attached].compactMap({ $0 }).max() else { return nil }
      let lacking = subject.targets.filter { $0.version < since }
      guard !lacking.isEmpty else { return nil }
      // What older kernels do not look at when they load a program, they lack when it is attached.
      let isLoaded =
        unasked.contains(definition.programType) && lacking.allSatisfy { $0.version >= facts?.since ?? since }
      var found = finding(
        "\(definition.name) programs came with \(since); \(lacking.map(\.name).joined(separator: ", ")) cannot "
          + "\(isLoaded ? "attach" : "load") this",
        in: program, primary: program.sectionLine("needs \(since)"),
        claim: .declared(section: program.program.section))
      if isLoaded { found.severity = .warning }
      return found
    }
  }
}
