import BPFObject

/// The kernel gives no BTF of its own.
public enum KernelTypesMissingExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1920", title: "the kernel gives no BTF, which the program needs",
    why: """
      CO-RE relocations, fentry, LSM, tp_btf, iterators, struct_ops, kernel functions and kernel variables are resolved with \
      the types of the running kernel. It gives them in /sys/kernel/btf/vmlinux when it is built with \
      CONFIG_DEBUG_INFO_BTF, which most distributions have had since about 5.8.
      """,
    fix:
      "use a kernel built with CONFIG_DEBUG_INFO_BTF=y, or give the loader BTF of that kernel (btf_custom_path, BTFHub)",
    causes: [
      "A kernel of an older or smaller distribution, or one built without pahole.",
      "A container or a virtual machine without sysfs.",
    ],
    repair: .init(
      before: "task = (void *)bpf_get_current_task(); pid = BPF_CORE_READ(task, tgid);",
      after: "pid = bpf_get_current_pid_tgid() >> 32; /* needs no types of the kernel */"),
    wordings: [
      .init(
        "libbpf", "kernel BTF is missing at '%w'", "this kernel has no {0}: it was built without CONFIG_DEBUG_INFO_BTF"),
      .init("libbpf", "Error loading vmlinux BTF", "this kernel gives no BTF that libbpf can load"),
      .init("libbpf", "failed to find valid kernel BTF", "this kernel gives no BTF that libbpf can load"),
      .init("libbpf before 1.0", "vmlinux BTF is not found", "this kernel gives no BTF"),
      .init("libbpf", "failed to parse target BTF", "the BTF given for the kernel cannot be read"),
      .init(
        "5.11 and later", "kernel is missing BTF, make sure CONFIG_DEBUG_INFO_BTF=y",
        "the program refers to a kernel symbol, and this kernel has no BTF"),
      .init("5.6 and later", "in-kernel BTF is malformed", "this kernel's own BTF cannot be read"),
      .init("cilium/ebpf", "%sno BTF found for kernel version", "this kernel gives no BTF"),
    ],
    seeAlso: ["A1910", "A1923"],
    examples: [
      .init(
        "libbpf 1.2 and later",
        ["kernel BTF is missing at '/sys/kernel/btf/vmlinux', was CONFIG_DEBUG_INFO_BTF enabled?"],
        summary: "this kernel has no /sys/kernel/btf/vmlinux: it was built without CONFIG_DEBUG_INFO_BTF"),
      .init(
        "libbpf", ["Error loading vmlinux BTF: -3"], summary: "this kernel gives no BTF that libbpf can load"),
      .init(
        "libbpf", ["failed to find valid kernel BTF", "Error loading vmlinux BTF: -3"],
        summary: "this kernel gives no BTF that libbpf can load"),
      .init("libbpf before 1.0", ["vmlinux BTF is not found"], summary: "this kernel gives no BTF"),
      .init("libbpf", ["failed to parse target BTF: -2"], summary: "the BTF given for the kernel cannot be read"),
      .init(
        "5.11 and later",
        ["kernel is missing BTF, make sure CONFIG_DEBUG_INFO_BTF=y is specified in Kconfig."],
        summary: "the program refers to a kernel symbol, and this kernel has no BTF"),
      .init(
        "cilium/ebpf",
        [
          "program reads: apply CO-RE relocations: load kernel spec: no BTF found for kernel version 4.15.0: not supported"
        ],
        summary: "this kernel gives no BTF"),
      .init("5.6 and later", ["in-kernel BTF is malformed"], summary: "this kernel's own BTF cannot be read"),
    ])

  /// No types of the kernel. That its types are there and too new to be read is another page's.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard NewerKernelTypesExplanation.worded(rejection) == nil else { return nil }
    return worded(rejection)
  }
}
