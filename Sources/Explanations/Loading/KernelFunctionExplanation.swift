import BPFObject
import Findings

/// A kernel function that the kernel has with another prototype, or that cannot be reached.
public enum KernelFunctionExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1926", title: "a kernel function (kfunc) that is declared otherwise than this kernel has it",
    why: """
      A kfunc's prototype may change from release to release. libbpf compares the declaration with the kernel's, argument by \
      argument, and refuses a program whose declaration does not fit: it would call the function with other values than the \
      function takes.
      """,
    fix:
      "declare the kfunc as this kernel's vmlinux.h does; a __weak declaration with a ___suffix can stand for other releases",
    causes: [
      "The declaration was copied from another release, or written from memory.",
      "int where the kernel has a struct pointer, or an argument too few or too many.",
      "vmlinux.h is of another kernel than the one that loads the program.",
    ],
    repair: .init(
      before: "extern void bpf_rcu_read_lock(int flags) __ksym;", after: "extern void bpf_rcu_read_lock(void) __ksym;"),
    wordings: [
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
    seeAlso: ["A1507", "A1924"],
    examples: [
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

  private static let prototype = MessageFormat("extern (func ksym) '%w': func_proto")

  /// A prototype that differs.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let (_, words) = rejection.first(prototype) else {
      explained.advice = "call kfuncs of fewer modules in one program"
      return explained
    }
    let name = String(words[0])
    explained.primary = rejection.kernelFunctionPlace(
      name, "this kernel's \(name) has other arguments or another result")
    explained.related = rejection.useLine(ofExtern: name, "called here").map { [$0] } ?? []
    return explained
  }
}
