import BPFObject
import Findings
import KernelFacts

/// What a program names to attach to is not in the kernel.
public enum AttachTargetExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1910", title: "the attach target is not in this kernel's BTF",
    why: """
      fentry, fexit, fmod_ret, LSM, tp_btf and iterator programs name what they attach to, and libbpf looks the name up in \
      the BTF of the kernel and of its loaded modules. Functions are renamed, split and inlined from release to release, \
      and by the compiler; what a module provides is there only while the module is loaded.
      """,
    fix:
      "name a function, hook or tracepoint that this kernel has, or let the loader leave the program out where it is missing",
    causes: [
      "The function has another name in this release (do_sys_open is behind do_sys_openat2 since 5.6).",
      "The compiler inlined it everywhere, or cloned it: name.isra.0, name.constprop.0.",
      "The function is in a module that is not loaded, or the kernel is configured without it.",
      "A syscall without the architecture's prefix: sys_openat for __x64_sys_openat.",
      "An LSM hook or tracepoint that is misspelt, or has the bpf_lsm_ or trace_ prefix already.",
    ],
    repair: .init(before: "SEC(\"fentry/do_sys_open\")", after: "SEC(\"fentry/do_sys_openat2\") /* since 5.6 */"),
    seeAlso: ["A1862", "A1911", "A1870"],
    examples: [
      .init(
        "libbpf 1.x", ["prog 'nowhere': failed to find kernel BTF type ID of 'no_such_function': -3"],
        summary: "no_such_function, which nowhere attaches to, is not in this kernel's BTF"),
      .init(
        "libbpf 1.6 and later", ["prog 'nowhere': failed to find kernel BTF type ID of 'no_such_function': -ESRCH"],
        summary: "no_such_function, which nowhere attaches to, is not in this kernel's BTF"),
      .init(
        "with what assay found in the kernel",
        [
          "prog 'opened': failed to find kernel BTF type ID of 'vfs_opne': -3",
          "kernel BTF has FUNC vfs_open, vfs_fsync",
        ], summary: "vfs_opne, which opened attaches to, is not in this kernel's BTF"),
      .init(
        "libbpf before 1.0", ["vfs_opne is not found in vmlinux BTF"], summary: "vfs_opne is not in this kernel's BTF"),
    ])

  private static let target = MessageFormat("prog '%w': failed to find kernel BTF type ID of '%w'")
  private static let older = MessageFormat("%w is not found in vmlinux BTF")
  private static let near = MessageFormat("kernel BTF has %w %s")

  /// A name that the kernel does not have.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let (_, words) = rejection.first(target, older), let name = words.last.map(String.init) else { return nil }
    let kind = kind(rejection)
    let who = words.count == 2 ? ", which \(words[0]) attaches to," : ""
    var advice: String?
    if let (_, near) = rejection.first(near) {
      let names = near[1].split(separator: ", ").map { "\"\($0)\"" }.joined(separator: " or ")
      advice = "this kernel has \(names): name that, or what does the work now"
    } else if let hint = hint(name, rejection) {
      advice = hint
    }
    var explained = explained("\(kind)\(name)\(who) is not in this kernel's BTF", advice: advice)
    explained.primary = rejection.sectionLine("this kernel has no such \(kind.isEmpty ? "target " : kind)to attach to")
    return explained
  }

  /// What the name stands for, where the program's section tells.
  private static func kind(_ rejection: Rejection) -> String {
    switch rejection.program?.match?.attachType {
    case .lsmMac, .lsmCgroup: "LSM hook "
    case .traceRawTp: "tracepoint "
    case .traceIter: "iterator "
    case .traceFentry, .traceFexit, .modifyReturn: "function "
    default: ""
    }
  }

  /// Slips that the name itself shows.
  private static func hint(_ name: String, _ rejection: Rejection) -> String? {
    if name.hasPrefix("bpf_lsm_") { return "write the hook without the prefix: \(name.dropFirst("bpf_lsm_".count))" }
    if name.hasPrefix("security_"), rejection.program?.match?.programType == .lsm {
      return "write the hook without the prefix: \(name.dropFirst("security_".count))"
    }
    if name.hasPrefix("trace_") || name.hasPrefix("btf_trace_"), rejection.program?.match?.attachType == .traceRawTp {
      return "write the tracepoint's own name, without the prefix"
    }
    if name.hasPrefix("sys_") {
      return "name the syscall's function as this architecture has it, such as __x64_\(name)"
    }
    return nil
  }
}
