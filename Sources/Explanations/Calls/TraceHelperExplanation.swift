import KernelFacts

/// A helper about the traced function, in a program that traces none.
public enum TraceHelperExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1512", title: "a helper about the traced function, in a program where it has no meaning",
    why: """
      bpf_get_func_ip, bpf_get_func_arg, bpf_get_func_ret and bpf_get_func_arg_cnt speak of the function that the program \
      is attached to. The kernel keeps what they need for fentry, fexit and fmod_ret programs (bpf_get_func_ip: for \
      kprobes, too); a return value is there at the function's exit only.
      """,
    fix: "attach with fentry, fexit or fmod_ret, or read the arguments and the return value from the context",
    causes: [
      "The helper is called in a raw tracepoint (tp_btf), an LSM program or an iterator: they are of the tracing type, too.",
      "The helper is called in a function that an iterator and an fentry program share.",
    ],
    seeAlso: ["A1502"],
    examples: [
      .init(
        "5.15 to 7.1", ["func bpf_get_func_ip#173 supported only for fentry/fexit/fmod_ret programs"],
        summary: "bpf_get_func_ip is only for fentry, fexit and fmod_ret programs"),
      .init(
        "7.2 and later", ["func bpf_get_func_ip#173 supported only for fentry/fexit/fsession/fmod_ret programs"],
        summary: "bpf_get_func_ip is only for fentry, fexit, fsession and fmod_ret programs"),
      .init(
        "5.15 and later", ["func bpf_get_func_ip#173 not supported for program type 17"],
        summary: "bpf_get_func_ip is not for raw_tracepoint programs"),
    ])

  private static let only = MessageFormat("func %w#%d supported only for fentry/fexit/%w programs")
  private static let type = MessageFormat("func %w#%d not supported for program type %d")

  /// A function's address, arguments or result where there is no function.
  public static func explain(_ rejection: Rejection) -> Explained? {
    var result: Explained
    if let words = rejection.first(of: [only]) {
      let last = words[2] == "fmod_ret" ? "fexit and fmod_ret" : "fexit, fsession and fmod_ret"
      result = explained("\(words[0]) is only for fentry, \(last) programs")
    } else if let words = rejection.first(of: [type]), let number = UInt32(words[2]) {
      result = explained("\(words[0]) is not for \(ProgramType(rawValue: number).name) programs")
    } else {
      return nil
    }
    result.fixPlace = rejection.sectionPlace()
    return result
  }
}
