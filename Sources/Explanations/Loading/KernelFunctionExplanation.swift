import BPFObject
import Findings

/// A kernel function that the kernel does not have, or has with another prototype.
public enum KernelFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1926", title: "a kernel function (kfunc) that this kernel does not have as declared",
    why: """
      A kfunc is a function that the kernel, or a module, offers to programs. It is no stable interface: each has a first \
      release, may change its arguments and may go away. libbpf looks it up by name in the BTF of the kernel and its loaded \
      modules and compares the prototypes; one that is not there is replaced by a call that no kernel takes.
      """,
    fix: "declare the kfunc __weak and call it only under bpf_ksym_exists(), or require a kernel that has it",
    causes: [
      "The kfunc is newer than the kernel.",
      "The kernel is configured without the subsystem, or the module that has it is not loaded.",
      "The name is misspelt, or belongs to a macro: bpf_for is none, bpf_iter_num_new is.",
      "The prototype is of another release.",
    ],
    repair: .init(
      before: """
        extern void bpf_newer_kfunc(void) __ksym;

        bpf_newer_kfunc();
        """,
      after: """
        extern void bpf_newer_kfunc(void) __ksym __weak;

        if (bpf_ksym_exists(bpf_newer_kfunc))
            bpf_newer_kfunc();
        """),
    wordings: [
      .init(
        "libbpf", "extern (func ksym) '%w': not found in kernel or module BTFs",
        "kfunc {0} is not in this kernel or its modules"),
      .init(
        "libbpf", "extern (func ksym) '%w': func_proto [%d] incompatible with",
        "kfunc {0} has another prototype in this kernel"),
      .init(
        "libbpf", "extern (func ksym) '%w': module BTF fd index %d too big",
        "kfunc {0} is in one module too many: too many modules are referred to"),
      .init(
        "libbpf", "BTF fd off %d for kfunc %w exceeds",
        "kfunc {1} is in one module too many: too many modules are referred to"),
    ],
    seeAlso: ["A1507", "A1928", "A1924"],
    examples: [
      .init(
        "libbpf", ["extern (func ksym) 'no_such_kfunc': not found in kernel or module BTFs"],
        summary: "kfunc no_such_kfunc is not in this kernel or its modules"),
      .init(
        "libbpf",
        ["extern (func ksym) 'bpf_task_acquire': func_proto [9] incompatible with vmlinux [18018]"],
        summary: "kfunc bpf_task_acquire has another prototype in this kernel"),
      .init(
        "libbpf", ["extern (func ksym) 'mod_kfunc': module BTF fd index 300 too big to fit in bpf_insn offset"],
        summary: "kfunc mod_kfunc is in one module too many: too many modules are referred to"),
      .init(
        "libbpf", ["BTF fd off 40000 for kfunc mod_kfunc exceeds INT16_MAX, cannot process relocation"],
        summary: "kfunc mod_kfunc is in one module too many: too many modules are referred to"),
    ])

  private static let symbol = MessageFormat("extern (func ksym) '%w'")
  private static let prototype = MessageFormat("extern (func ksym) '%w': func_proto")

  /// A function that is not there, or is another.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.related = []
    guard let (_, words) = rejection.first(symbol) else { return explained }
    let name = String(words[0])
    if rejection.first(prototype) != nil {
      explained.advice =
        "declare the kfunc as this kernel's vmlinux.h does; a __weak declaration with a ___suffix can stand for other releases"
      explained.primary = rejection.externLine(name, "this kernel's \(name) has other arguments or another result")
      explained.related = rejection.useLine(ofExtern: name, "called here").map { [$0] } ?? []
      return explained
    }
    explained.label = "\(name) is called here"
    explained.primary = rejection.useLine(ofExtern: name, "\(name) is called here, and this kernel does not have it")
    explained.fixPlace = rejection.externLine(name, "declared here without __weak")
    if let declared = explained.fixPlace, declared.text?.contains("__weak") ?? false {
      explained.fixPlace?.label = "declared here"
      explained.advice = "call the kfunc only under bpf_ksym_exists()"
    }
    return explained
  }
}
