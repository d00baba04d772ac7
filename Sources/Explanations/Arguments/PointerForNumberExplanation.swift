import Findings
import VerifierLog

/// A pointer where a number is wanted.
public enum PointerForNumberExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1616", title: "a pointer is passed where a number is wanted",
    why: """
      A pointer's number is an address of the kernel's, which a program without CAP_PERFMON must not learn; and a function \
      that counts with it could not be checked. So a parameter that is a number takes numbers only.
      """,
    fix: "pass the value that the pointer leads to, or the pointer in the place of a pointer parameter",
    causes: [
      "The arguments are in the wrong order: the buffer where its size belongs.",
      "A variable's address is passed for the variable: `&size` for `size`.",
      "A load without CAP_PERFMON hands a pointer to a helper that takes anything (bpf_trace_printk's arguments).",
    ],
    repair: .init(
      before: "bpf_dynptr_slice(&packet, &offset, buffer, 8);", after: "bpf_dynptr_slice(&packet, offset, buffer, 8);"),
    seeAlso: ["A1601", "A1641"],
    examples: [
      .init(
        "5.13 and later", ["R2 is not a scalar"], path: ["5: (85) call bpf_dynptr_slice#71234"],
        summary: "bpf_dynptr_slice wants a number as argument 2 and gets a pointer"),
      .init(
        "5.4 and later", ["R3 leaks addr into helper function"], path: ["5: (85) call bpf_trace_printk#6"],
        summary: "bpf_trace_printk gets a pointer as argument 3, which would show a kernel address"),
      .init(
        "5.4 and later", ["R2 type=fp expected=inv"], path: ["5: (85) call bpf_perf_event_output#25"],
        summary: "bpf_perf_event_output wants a number as argument 2 and gets a pointer to the stack"),
      .init(
        "5.18 and later", ["R4 type=map_value expected=scalar"], path: ["5: (85) call bpf_skb_load_bytes#26"],
        summary: "bpf_skb_load_bytes wants a number as argument 4 and gets a pointer into a map's value"),
      .init(
        "7.2 and later", ["R1 is not a scalar"],
        summary: "the call wants a number as argument 1 and gets a pointer"),
    ])

  private static let number = MessageFormat("%r is not a scalar")
  private static let leak = MessageFormat("%r leaks addr into helper function")

  /// An address as a number.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard GlobalArgumentExplanation.function(rejection) == nil else { return nil }
    let callee = rejection.refusedCall?.callee ?? "the call"
    guard callee != "bpf_set_retval" else { return nil }
    if let register = rejection.first(of: [leak]).flatMap({ Int($0[0]) }) {
      let name = rejection.argumentText(register).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
      var explained = explained(
        "\(callee) gets \(name)a pointer as argument \(register), which would show a kernel address",
        advice: "pass what the pointer leads to, or load with CAP_PERFMON")
      explained.register = register
      return explained
    }
    let register: Int
    let words: String
    if let argument = RefusedArgument(rejection), case .number = argument.wants {
      (register, words) = (argument.number, argument.words)
    } else if let number = rejection.first(of: [number]).flatMap({ Int($0[0]) }) {
      let state = rejection.failingStep.flatMap { rejection.trace.register(number, before: $0) }
      let name = rejection.argumentText(number).map { "`\(RefusedArgument.withoutCasts($0))`, " } ?? ""
      (register, words) = (number, name + (state.map(ValueWords.describe) ?? "a pointer"))
    } else {
      return nil
    }
    var explained = explained("\(callee) wants a number as argument \(register) and gets \(words)")
    explained.register = register
    // Up to 6.7 kernels say it of static functions' arguments, too, and go on.
    explained.isGeneral = true
    explained.label = "argument \(register) has to be a number, not \(words)"
    return explained
  }
}
