import BPFObject

/// A loaded program that could not be attached, because what it names is not there.
public enum AttachPointExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1911", title: "the program loads, and what it attaches to is not there",
    why: """
      kprobes, uprobes and tracepoints are found by name when the program is attached, after it is loaded: the kernel looks \
      in its symbols, the file or tracefs, and answers ENOENT to a name that is not there. EINVAL or EADDRNOTAVAIL mean that \
      the place exists and cannot be probed, EPERM that the process may not.
      """,
    fix: "name a function, tracepoint or symbol that is there, or attach by hand and go on without it",
    causes: [
      "The kernel function is inlined, renamed, or has a suffix such as .isra.0.",
      "The function is on the kprobe blacklist, or in a module that is not loaded.",
      "The tracepoint is in another group, or the kernel is built without it.",
      "tracefs is not mounted, or not in the container.",
      "The binary of a uprobe is stripped, or is another file in another mount namespace.",
    ],
    repair: .init(before: "SEC(\"kprobe/do_sys_open\")", after: "SEC(\"kprobe/do_sys_openat2\")"),
    wordings: [
      .init(
        "libbpf", "prog '%w': failed to create %w '%w' perf event", "{1} {2}, which {0} attaches to, cannot be set up"),
      .init("libbpf", "failed to determine tracepoint '%w' perf event ID", "tracepoint {0} is not in this kernel"),
      .init("libbpf", "failed to add legacy kprobe event for '%w'", "kprobe {0} cannot be set up"),
      .init("libbpf", "failed to add legacy uprobe event for %s: ", "uprobe {0} cannot be set up"),
      .init("libbpf", "elf: failed to find symbol '%w' in '%w'", "symbol {0} is not in {1}"),
      .init(
        "libbpf", "prog '%w': failed to resolve full path for '%w'", "the file {1}, which {0} attaches to, is not found"
      ),
      .init("libbpf", "prog '%w': failed to attach to %s:", "{0} is loaded, and cannot be attached to {1}"),
      .init(
        "cilium/ebpf", "%strace event ID: trace event %w: file does not exist", "tracepoint {1} is not in this kernel"),
      .init("cilium/ebpf", "%stoken %w: not found", "{1} is no function that this kernel can probe"),
      .init("BCC", "cannot attach kprobe, probe entry may not exist", "the probed function is not in this kernel"),
      .init("BCC", "cannot attach kprobe, %s", "the kprobe cannot be set up: {0}"),
      .init(
        "BCC", "Failed to attach BPF program b'%w' to kprobe b'%w'", "{0} cannot be attached to {1}", isGeneral: true),
      .init("bpftrace", "%sError attaching probe: '%w'", "{1} cannot be attached", isGeneral: true),
      .init("libbpf", "prog '%w': failed to attach:", "{0} is loaded, and cannot be attached", isGeneral: true),
      .init("libbpf", "prog '%w': failed to auto-attach:", "{0} is loaded, and cannot be attached", isGeneral: true),
    ],
    seeAlso: ["A1910"],
    examples: [
      .init(
        "libbpf", ["prog 'opened': failed to create kprobe 'do_sys_opn+0x0' perf event: No such file or directory"],
        summary: "kprobe do_sys_opn+0x0, which opened attaches to, cannot be set up: ENOENT"),
      .init(
        "libbpf",
        [
          "failed to determine tracepoint 'syscalls/sys_enter_opn' perf event ID: No such file or directory",
          "prog 'entered': failed to create tracepoint 'syscalls/sys_enter_opn' perf event: No such file or directory",
          "prog 'entered': failed to auto-attach: -2",
        ], summary: "tracepoint syscalls/sys_enter_opn is not in this kernel: ENOENT"),
      .init(
        "libbpf", ["failed to add legacy kprobe event for 'do_sys_opn+0x0': No such file or directory"],
        summary: "kprobe do_sys_opn+0x0 cannot be set up: ENOENT"),
      .init(
        "libbpf", ["failed to add legacy uprobe event for /usr/bin/bash:0x0: -2"],
        summary: "uprobe /usr/bin/bash:0x0 cannot be set up: ENOENT"),
      .init(
        "libbpf", ["elf: failed to find symbol 'readlin' in '/usr/bin/bash'"],
        summary: "symbol readlin is not in /usr/bin/bash"),
      .init(
        "libbpf", ["prog 'reads': failed to resolve full path for 'libfoo.so': -2"],
        summary: "the file libfoo.so, which reads attaches to, is not found: ENOENT"),
      .init(
        "libbpf", ["prog 'seen': failed to attach to raw tracepoint 'sched_swich': No such file or directory"],
        summary: "seen is loaded, and cannot be attached to raw tracepoint 'sched_swich': ENOENT"),
      .init(
        "cilium/ebpf",
        [
          "opening tracepoint perf event: reading trace event ID: trace event syscalls/sys_enter_opn: file does not exist"
        ],
        summary: "tracepoint syscalls/sys_enter_opn is not in this kernel"),
      .init(
        "cilium/ebpf",
        ["creating perf_kprobe PMU: token do_sys_opn: not found: no such file or directory"],
        summary: "do_sys_opn is no function that this kernel can probe"),
      .init(
        "BCC",
        [
          "cannot attach kprobe, probe entry may not exist",
          "Failed to attach BPF program b'count' to kprobe b'sys_execve'",
        ], summary: "the probed function is not in this kernel"),
      .init(
        "BCC", ["Failed to attach BPF program b'count' to kprobe b'sys_execve'"],
        summary: "count cannot be attached to sys_execve"),
      .init(
        "BCC", ["cannot attach kprobe, Invalid argument"], summary: "the kprobe cannot be set up: Invalid argument"),
      .init(
        "bpftrace", ["ERROR: Error attaching probe: 'kprobe:do_sys_opn'"],
        summary: "kprobe:do_sys_opn cannot be attached"),
      .init(
        "libbpf", ["prog 'seen': failed to attach: Invalid argument"],
        summary: "seen is loaded, and cannot be attached: EINVAL"),
      .init(
        "libbpf", ["prog 'seen': failed to auto-attach: -22"], summary: "seen is loaded, and cannot be attached: EINVAL"
      ),
    ])

  /// What could not be attached.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    let error = rejection.messages.lazy.filter { $0.contains("failed") }.compactMap { LoaderError(in: $0) }.first
    if let error { explained.summary += ": \(error.name)" }
    explained.primary = rejection.sectionLine("attaches to this")
    return explained
  }
}
