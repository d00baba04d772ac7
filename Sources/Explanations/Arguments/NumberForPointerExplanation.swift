import Analysis
import Findings
import VerifierLog

/// A number where a helper wants a pointer.
public enum NumberForPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1601", title: "a number is passed where a helper wants a pointer",
    why: """
      A helper reads or writes through its pointer arguments, so the verifier has to know what they point to. An address \
      that came as a number, from a context's field, a register of the probed function or arithmetic, is a number to it: \
      nothing is known of what lies behind it.
      """,
    fix: "pass the address of a variable on the stack or in a map's value; copy foreign memory there first "
      + "with bpf_probe_read_kernel or bpf_probe_read_user",
    causes: [
      "The key or value itself is passed instead of its address: `key` for `&key`.",
      "An address from pt_regs, a raw tracepoint's args or a tracepoint's field is passed on as it came.",
      "NULL is passed where the helper takes none.",
      "A pointer became a number by arithmetic that the verifier does not follow: `&`, `|`, a 32-bit copy.",
    ],
    repair: .init(
      before: "bpf_map_lookup_elem(&counts, (void *)(long)pid);", after: "bpf_map_lookup_elem(&counts, &pid);"),
    seeAlso: ["A1602", "A1605", "A1201"],
    examples: [
      .init(
        "5.18 and later",
        ["R2 type=scalar expected=fp, pkt, pkt_meta, map_key, map_value, mem, ringbuf_mem, buf, trusted_ptr_"],
        path: ["5: (85) call bpf_map_lookup_elem#1"],
        summary: "bpf_map_lookup_elem wants the address of a key and gets a number"),
      .init(
        "5.11 to 5.17", ["R3 type=inv expected=fp, pkt, pkt_meta, map_key, map_value"],
        path: ["5: (85) call bpf_map_update_elem#2"],
        summary: "bpf_map_update_elem wants the address of a value and gets a number"),
      .init(
        "5.4 to 5.10", ["R1 type=inv expected=fp"], summary: "the call wants a pointer to memory and gets a number"),
      .init(
        "5.18 and later", ["R1 type=scalar expected=map_value"], path: ["5: (85) call bpf_spin_lock#93"],
        summary: "bpf_spin_lock wants a place in a map's value and gets a number"),
      .init(
        "5.18 and later", ["R2 type=scalar expected=func"], path: ["5: (85) call bpf_loop#181"],
        summary: "bpf_loop wants a function of the program and gets a number"),
    ])

  /// A number for a pointer.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let argument = RefusedArgument(rejection), argument.isNumber,
      argument.wantsMemory, !ConstantStringExplanation.isString(argument.number, of: argument.callee)
    else { return nil }
    var explained = explained(argument)
    explained.advice = advice(argument, rejection) ?? page.fix
    return explained
  }

  private static func advice(_ argument: RefusedArgument, _ rejection: Rejection) -> String? {
    if argument.number == 1, argument.callee.hasPrefix("bpf_probe_read") {
      return
        "argument 1 is where the bytes go: pass a variable's address there, and the address to read from as argument 3"
    }
    if argument.isNull { return "pass the address of a variable: \(argument.callee) takes no NULL there" }
    if let through = argument.readThrough, through.kind == .context {
      return "copy what the address points to, with bpf_probe_read_kernel or (for a process's memory) "
        + "bpf_probe_read_user, to a variable, and pass that variable's address"
    }
    if let text = argument.text, text.utf8.allSatisfy(SourceNames.isWord),
      let line = rejection.variablePlace(text, "")?.text,
      !line.replacing(" ", with: "").contains("*\(text)")
    {
      return "pass the variable's address: `&\(text)`"
    }
    return nil
  }
}
