/// A kind of call that this kernel was not built for.
public enum KernelLacksCallExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1510", title: "a kind of call that this kernel, as built and set, cannot make",
    why: """
      Kernel functions, callbacks, arenas, and tail calls from functions need the just-in-time compiler; some architectures \
      have one that cannot do them all. Kernel functions are found through the kernel's BTF. Without the compiler \
      (net.core.bpf_jit_enable=0, or none built in), or without BTF, the interpreter is all there is.
      """,
    fix: "switch the compiler on (sysctl net.core.bpf_jit_enable=1), or use a kernel built with CONFIG_BPF_JIT and "
      + "CONFIG_DEBUG_INFO_BTF",
    causes: [
      "net.core.bpf_jit_enable is 0.",
      "The architecture's compiler lacks the feature (32-bit ARM, MIPS and others lag behind x86-64 and arm64).",
      "The compiler ran out of memory (net.core.bpf_jit_limit).",
      "The kernel was built without CONFIG_DEBUG_INFO_BTF.",
    ],
    wordings: [
      .init(
        "5.13 and later", "calling kernel function is not supported without CONFIG_DEBUG_INFO_BTF",
        "kernel functions are called, and this kernel was built without BTF"),
      .init(
        "5.13 and later", "JIT is required for calling kernel function",
        "kernel functions are called, and the kernel's compiler (JIT) is off"),
      .init(
        "5.13 and later", "JIT does not support calling kernel function",
        "kernel functions are called, which this architecture's compiler (JIT) cannot do"),
      .init(
        "6.12 and later", "JIT does not support calling kfunc %w#%d",
        "{0} is called, which this architecture's compiler (JIT) cannot do"),
      .init(
        "7.2 and later", "JIT does not support kfunc %w() with %d args",
        "{0} takes {1} arguments, more than this architecture's compiler (JIT) can pass"),
      .init(
        "5.13 to 6.16", "address of kernel function %w is out of range",
        "{0} lies too far away in memory to be called"),
      .init(
        "5.18 to 6.12", "address of kernel func_id %w is out of range",
        "a kernel function lies too far away in memory to be called"),
      .init(
        "5.13 and later", "calling kernel functions are not allowed in non-JITed programs",
        "kernel functions are called, and the program was not compiled (JIT)"),
      .init(
        "5.13 and later", "callbacks are not allowed in non-JITed programs",
        "a callback is passed, and the program was not compiled (JIT)"),
      .init(
        "5.10 and later", "tail_calls are not allowed in non-JITed programs with bpf-to-bpf calls",
        "tail calls stand beside functions, and the program was not compiled (JIT)"),
      .init(
        "5.4 to 5.9", "mixing of tail_calls and bpf-to-bpf calls is not supported",
        "tail calls stand beside functions, which works since 5.10 with the compiler (JIT) only"),
      .init(
        "7.2 and later", "stack args are not supported in non-JITed programs",
        "a function takes more than five arguments, and the program was not compiled (JIT)"),
      .init(
        "7.2 and later", "program requires BPF JIT compiler but it is not available",
        "the program needs the kernel's compiler (JIT), which is not available"),
      .init(
        "5.4 and later", "JIT doesn't support bpf-to-bpf calls",
        "the program has functions, which this architecture's compiler (JIT) cannot call"),
      .init(
        "6.9 and later", "JIT is required to use arena",
        "the program uses an arena, and the kernel's compiler (JIT) is off"),
      .init(
        "6.9 and later", "JIT doesn't support arena",
        "the program uses an arena, which this architecture's compiler (JIT) cannot do"),
    ],
    seeAlso: ["A1507", "A1520", "A1527"],
    examples: [
      .init(
        "5.13 and later", ["calling kernel function is not supported without CONFIG_DEBUG_INFO_BTF"],
        summary: "kernel functions are called, and this kernel was built without BTF"),
      .init(
        "5.13 and later", ["JIT is required for calling kernel function"],
        summary: "kernel functions are called, and the kernel's compiler (JIT) is off"),
      .init(
        "5.13 and later", ["JIT does not support calling kernel function"],
        summary: "kernel functions are called, which this architecture's compiler (JIT) cannot do"),
      .init(
        "6.12 and later", ["JIT does not support calling kfunc bpf_throw#71234"],
        summary: "bpf_throw is called, which this architecture's compiler (JIT) cannot do"),
      .init(
        "7.2 and later", ["JIT does not support kfunc bpf_long() with 7 args"],
        summary: "bpf_long takes 7 arguments, more than this architecture's compiler (JIT) can pass"),
      .init(
        "5.13 to 6.16", ["address of kernel function bpf_far is out of range"],
        summary: "bpf_far lies too far away in memory to be called"),
      .init(
        "5.18 to 6.12", ["address of kernel func_id 71234 is out of range"],
        summary: "a kernel function lies too far away in memory to be called"),
      .init(
        "5.13 and later", ["calling kernel functions are not allowed in non-JITed programs"],
        summary: "kernel functions are called, and the program was not compiled (JIT)"),
      .init(
        "5.13 and later", ["callbacks are not allowed in non-JITed programs"],
        summary: "a callback is passed, and the program was not compiled (JIT)"),
      .init(
        "5.10 and later", ["tail_calls are not allowed in non-JITed programs with bpf-to-bpf calls"],
        summary: "tail calls stand beside functions, and the program was not compiled (JIT)"),
      .init(
        "5.4 to 5.9", ["mixing of tail_calls and bpf-to-bpf calls is not supported"],
        summary: "tail calls stand beside functions, which works since 5.10 with the compiler (JIT) only"),
      .init(
        "7.2 and later", ["stack args are not supported in non-JITed programs"],
        summary: "a function takes more than five arguments, and the program was not compiled (JIT)"),
      .init(
        "7.2 and later", ["program requires BPF JIT compiler but it is not available"],
        summary: "the program needs the kernel's compiler (JIT), which is not available"),
      .init(
        "5.4 and later", ["JIT doesn't support bpf-to-bpf calls"],
        summary: "the program has functions, which this architecture's compiler (JIT) cannot call"),
      .init(
        "6.9 and later", ["JIT is required to use arena"],
        summary: "the program uses an arena, and the kernel's compiler (JIT) is off"),
      .init(
        "6.9 and later", ["JIT doesn't support arena"],
        summary: "the program uses an arena, which this architecture's compiler (JIT) cannot do"),
    ])

  /// What the kernel cannot do.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if rejection.failingStep == nil {
      explained.primary = rejection.useOfKernelFunction("a kernel function is called here")
    }
    return explained
  }
}
