import Findings
import VerifierLog

/// A pointer to memory that a helper does not take.
public enum ForeignMemoryExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1602", title: "a helper gets a pointer to memory that it does not take",
    why: """
      For each argument a helper names the kinds of pointer that it takes. For a key, a value or a buffer these are the \
      stack, a map's value, a ring buffer's record and the packet. The context, a kernel object or a socket is none of \
      them: what lies there may change or vanish while the helper works, or may not be written.
      """,
    fix:
      "copy what is wanted to a variable on the stack (bpf_probe_read_kernel, BPF_CORE_READ, an assignment) and pass that",
    causes: [
      "A member of a kernel structure is passed as it stands: `task->comm`, `&file->f_path`.",
      "The context, or the address of one of its fields, is passed as a buffer.",
      "A pointer was expected to be turned into the other kind by a cast: the verifier does not look at casts.",
      "bpf_loop's or bpf_for_each_map_elem's context is no variable on the stack: put the pointer into a struct there.",
      "What bpf_ringbuf_reserve returned is expected, and another pointer is submitted or discarded.",
    ],
    repair: .init(
      before: "bpf_map_update_elem(&names, &pid, task->comm, BPF_ANY);",
      after: """
        char name[16];
        bpf_probe_read_kernel_str(name, sizeof(name), task->comm);
        bpf_map_update_elem(&names, &pid, name, BPF_ANY);
        """),
    seeAlso: ["A1601", "A1605", "A1607"],
    examples: [
      .init(
        "5.11 and later", ["R2 type=ctx expected=fp, pkt, pkt_meta, map_key, map_value"],
        path: ["5: (85) call bpf_map_lookup_elem#1"],
        summary: "bpf_map_lookup_elem wants the address of a key and gets the context"),
      .init(
        "5.4 to 5.10", ["R3 type=ptr_task_struct expected=fp"], path: ["5: (85) call bpf_map_update_elem#2"],
        summary:
          "bpf_map_update_elem wants the address of a value and gets a pointer to the kernel's struct task_struct"),
      .init(
        "6.2 and later", ["bpf_map_update_elem() may write into memory pointed by R3 type=trusted_ptr_"],
        summary: "bpf_map_update_elem wants memory of the program's and gets a pointer to a kernel object"),
      .init(
        "5.17 and later", ["R3 type=ctx expected=fp"], path: ["5: (85) call bpf_loop#181"],
        summary: "bpf_loop wants the address of a variable on the stack and gets the context"),
      .init(
        "5.17 and later", ["R1 type=map_value expected=ringbuf_mem"], path: ["5: (85) call bpf_ringbuf_submit#132"],
        summary: "bpf_ringbuf_submit wants what bpf_ringbuf_reserve returned and gets a pointer into a map's value"),
    ])

  private static let written = MessageFormat("%w() may write into memory pointed by %w type=%w")

  /// A pointer of the wrong kind.
  public static func explain(_ rejection: Rejection) -> Explained? {
    if let words = rejection.first(of: [written]), !words[2].contains("rdonly") {
      // Since 7.2 an argument may lie on the stack, and has no register then.
      let register = Int(words[1].dropFirst())
      let state = register.flatMap { register in
        rejection.failingStep.flatMap { rejection.trace.register(register, before: $0) }
      }
      let kind = state.map(ValueWords.describe) ?? RefusedArgument.describe(String(words[2]))
      let name =
        register.flatMap { rejection.argumentText($0) }.map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
      var explained = explained("\(words[0]) wants memory of the program's and gets \(name)\(kind)")
      explained.register = register
      explained.label = "argument\(register.map { " \($0)" } ?? "") has to be memory of the program's, not \(kind)"
      return explained
    }
    guard let argument = RefusedArgument(rejection), !argument.isNumber,
      argument.isOnlyRead || !argument.type.contains("rdonly"),
      argument.wantsMemory, !ConstantStringExplanation.isString(argument.number, of: argument.callee)
    else { return nil }
    var explained = explained(argument)
    if case .other = argument.wants {
      explained.advice =
        argument.callee.hasPrefix("bpf_ringbuf_")
        ? "pass the pointer that bpf_ringbuf_reserve returned; a variable is sent with bpf_ringbuf_output"
        : "pass \(argument.wantedWords)"
    }
    if argument.isOnlyRead, argument.type.contains("rdonly") {
      explained.advice = "copy it to a variable on the stack first, and pass that variable's address"
    }
    if argument.isCallbackContext {
      explained.advice = "put what the callback needs into a struct on the stack, and pass the struct's address"
    }
    return explained
  }
}
