import Findings
import VerifierLog

/// A result set for the hooked function that it cannot have.
public enum SetResultExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1406", title: "bpf_set_retval sets what the hook cannot return",
    why: """
      bpf_set_retval changes what the hooked kernel function returns. For LSM hooks that is 0 or a negative error number, \
      and a hook that returns nothing has no result to change: a program on it may only return 1.
      """,
    fix: "set 0 or a negative error number, and on a hook that returns nothing set none and return 1",
    causes: [
      "A positive number, or one that is not bounded, is set.",
      "The program is attached (lsm_cgroup) to a hook that returns void.",
    ], seeAlso: ["A1401"],
    examples: [
      .init(
        "7.0 and later", ["At bpf_set_retval the register R1 has smin=1 smax=1 should have been in [-4095, 0]"],
        summary: "bpf_set_retval sets 1; allowed is -4095 to 0"),
      .init(
        "6.0 and later", ["BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!"],
        summary: "a result is set for an LSM hook that returns nothing"),
      .init(
        "7.0 and later", ["R1 is not a scalar"], path: ["5: (85) call bpf_set_retval#187"],
        summary: "bpf_set_retval is given something else than a number"),
    ])

  private static let void = MessageFormat("BPF_LSM_CGROUP that attach to void LSM hooks can't modify return value!")
  private static let notScalar = MessageFormat("R1 is not a scalar")

  /// A result that cannot be.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      var told: Explained
      if let range = ReturnedRange(message), range.place == "bpf_set_retval" {
        told = explained("bpf_set_retval sets \(range.has); allowed is \(range.allowed)")
      } else if void.match(message) != nil {
        told = explained("a result is set for an LSM hook that returns nothing")
      } else if notScalar.match(message) != nil, rejection.refusedCall?.callee == "bpf_set_retval" {
        told = explained("bpf_set_retval is given something else than a number")
      } else {
        continue
      }
      told.register = 1
      told.fixPlace = void.match(message) == nil ? nil : rejection.sectionLine("this hook returns nothing")
      return told
    }
    return nil
  }
}
