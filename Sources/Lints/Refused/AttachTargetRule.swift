public import Findings
import Analysis
import BPF
import BPFObject
import BTF
import KernelFacts

/// A function or tracepoint that a target kernel does not have.
public enum AttachTargetRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2015", name: "attach-target-absent", group: .refused, severity: .warning,
    title: "the function or tracepoint that a program attaches to is not in a kernel that it is meant for",
    why: """
      fentry, fexit, LSM and tp_btf programs name what they attach to when they are loaded, by the kernel's BTF. Functions \
      come and go with releases, are inlined, or get another name from the compiler. A placeholder that the loader replaces \
      (bpf_program__set_attach_target) is none either.
      """,
    fix: "attach to a name that all kernels have, or write SEC(\"?...\") and let the loader choose", seeAlso: ["A1910"])

  /// Each such program.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.filter(\.program.isAutoloaded).compactMap { program -> Finding? in
      guard let match = program.program.match, match.definition.flags.contains(.btfTarget), let target = match.target,
        let wanted = Wanted(match, target)
      else { return nil }
      let lacking = subject.targets.filter { kernel in
        kernel.types.map { $0.types(named: wanted.name, kind: wanted.kind).isEmpty } ?? false
      }
      guard let types = lacking.first?.types else { return nil }
      let near = nearest(to: wanted, in: types)
      var found = finding(
        "\(target) is not in \(lacking.map(\.name).joined(separator: ", "))", in: program,
        primary: program.sectionLine(near.map { "did you mean \($0)?" } ?? "nothing of that name"),
        claim: .inferred(
          because: "the kernel's BTF has no such \(wanted.kind == .func ? "function" : "tracepoint")"))
      // A name that is like none is a placeholder more often than a mistake: the loader replaces it, as the executable
      // does that an object is built into.
      if near == nil || subject.hasLoader { found.severity = .note }
      return found
    }
  }

  /// What has to be in the kernel's types.
  private struct Wanted {
    var name: String
    var prefix: String
    var kind: TypeKind

    init?(_ match: SectionMatch, _ target: String) {
      switch (match.programType, match.attachType) {
      case (.lsm, _): (prefix, kind) = ("bpf_lsm_", .func)
      case (.tracing, .traceRawTp?): (prefix, kind) = ("btf_trace_", .typedef)
      case (.tracing, .traceFentry?), (.tracing, .traceFexit?), (.tracing, .modifyReturn?):
        (prefix, kind) = ("", .func)
      default: return nil
      }
      name = prefix + target
    }
  }

  private static func nearest(to wanted: Wanted, in types: TypeTable) -> String? {
    if wanted.prefix.isEmpty, let alias = SyscallNames.alias(of: wanted.name, in: types) { return alias }
    var names: [String] = []
    let length = wanted.name.utf8.count
    for id in types.ownIDs {
      guard let type = try? types.type(id), type.kind == wanted.kind else { continue }
      let name = type.name
      if name.hasPrefix(wanted.prefix), abs(name.utf8.count - length) <= length / 3 { names.append(name) }
    }
    return NearestName.to(wanted.name, among: names).map { String($0.dropFirst(wanted.prefix.count)) }
  }
}
