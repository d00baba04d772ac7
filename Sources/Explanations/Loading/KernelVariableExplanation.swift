import BPFObject

/// A kernel variable that the kernel does not have.
public enum KernelVariableExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1924", title: "a kernel variable that this kernel does not have",
    why: """
      An extern in `.ksyms` is looked up in the kernel: a variable with a type in its BTF, one declared as `void` in \
      /proc/kallsyms. Variables are renamed and removed like functions, and BTF lists only per-CPU ones until 6.14.
      """,
    fix: "declare the extern __weak and test its address before use, or read the value another way on this kernel",
    causes: [
      "The variable is not per-CPU, and this kernel's BTF has only those: declare it as `extern const void NAME __ksym`.",
      "The variable was renamed, or the kernel is configured without it.",
      "/proc/kallsyms shows no addresses to the process (kernel.kptr_restrict).",
    ],
    repair: .init(
      before: "extern const int no_such_variable __ksym;",
      after: """
        extern const int no_such_variable __ksym __weak;

        if (&no_such_variable)
            value = *(int *)bpf_this_cpu_ptr(&no_such_variable);
        """),
    wordings: [
      .init(
        "libbpf", "extern (var ksym) '%w': not found in kernel BTF", "kernel variable {0} is not in this kernel's BTF"),
      .init(
        "libbpf", "extern (var ksym) '%w': incompatible types", "kernel variable {0} has another type in this kernel"),
      .init(
        "libbpf", "extern (ksym) '%w': resolution is ambiguous",
        "kernel symbol {0} is in this kernel at several addresses"),
      .init("libbpf", "extern '%w' (strong): not resolved", "kernel symbol {0} is not in this kernel"),
      .init(
        "5.11 and later", "ldimm64 failed to find the address for kernel symbol '%w'",
        "kernel variable {0} is in the BTF, but not among the symbols"),
      .init(
        "5.11 and later", "ldimm64 unable to resolve the size of type '%w'",
        "the type of kernel variable {0} has no size"),
    ],
    seeAlso: ["A1925", "A1926"],
    examples: [
      .init(
        "libbpf", ["extern (var ksym) 'no_such_variable': not found in kernel BTF"],
        summary: "kernel variable no_such_variable is not in this kernel's BTF"),
      .init(
        "libbpf",
        ["extern (var ksym) 'runqueues': incompatible types, expected [7] int int, but kernel has [8888] struct rq"],
        summary: "kernel variable runqueues has another type in this kernel"),
      .init(
        "libbpf", ["extern (ksym) 'table': resolution is ambiguous: 0xffffffff81000000 or 0xffffffff82000000"],
        summary: "kernel symbol table is in this kernel at several addresses"),
      .init(
        "libbpf", ["extern 'no_such_variable' (strong): not resolved"],
        summary: "kernel symbol no_such_variable is not in this kernel"),
      .init(
        "5.11 and later", ["ldimm64 failed to find the address for kernel symbol 'runqueues'."],
        summary: "kernel variable runqueues is in the BTF, but not among the symbols"),
      .init(
        "5.11 and later", ["ldimm64 unable to resolve the size of type 'rq': -22"],
        summary: "the type of kernel variable rq has no size"),
    ])

  private static let symbol = MessageFormat("extern %s'%w'")
  private static let address = MessageFormat("ldimm64 %s '%w'")

  /// A variable that cannot be found.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let (_, words) = rejection.first(symbol, address), let name = words.last.map(String.init),
      !KconfigExplanation.isOption(name), var explained = worded(rejection)
    else { return nil }
    if rejection.messages.contains(where: { $0.contains("': incompatible types") }) {
      explained.advice =
        "declare it with the type that this kernel's vmlinux.h gives it, or as `const void` for its address"
    }
    explained.primary = rejection.useLine(ofExtern: name, "used here") ?? rejection.externLine(name, "declared here")
    explained.fixPlace = rejection.externLine(name, "not in this kernel as declared")
    return explained
  }
}
