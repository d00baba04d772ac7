import Findings
import VerifierLog

/// A release of what the program does not hold.
public enum NotAcquiredExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1703", title: "something is released that the program does not hold",
    why: """
      A function that releases takes only what an acquiring function handed out on the same path and nobody has released \
      since. A pointer that was read out of another object, or that the kernel lent (`bpf_get_current_task_btf`, an \
      argument of the program), is not the program's to give back.
      """,
    fix: "pass what an acquiring function returned, and release it once",
    causes: [
      "A pointer from bpf_get_current_task_btf or the context is released although nothing acquired it.",
      "A pointer that was read from a structure is released.",
      "A node that is in a list or tree is dropped: removing it first makes it the program's own.",
      "The same object is released twice.",
    ],
    repair: .init(
      before: "struct task_struct *task = bpf_get_current_task_btf();\nbpf_task_release(task);",
      after: """
        struct task_struct *task = bpf_task_acquire(bpf_get_current_task_btf());
        if (task)
            bpf_task_release(task);
        """), seeAlso: ["A1701", "A1704"],
    examples: [
      .init(
        "5.19 to 6.13", ["R1 must be referenced when passed to release function"],
        summary: "a pointer is released that nothing on this path acquired"),
      .init(
        "5.19 to 6.13", ["arg 1 is an unacquired reference"],
        summary: "a pointer is released that nothing on this path acquired"),
      .init(
        "5.1 to 6.17", ["func bpf_sk_release#86 reference has not been acquired before"],
        summary: "a pointer is passed to bpf_sk_release that nothing on this path acquired"),
      .init(
        "6.1 to 6.17", ["kfunc bpf_task_release#81234 reference has not been acquired before"],
        summary: "a pointer is passed to bpf_task_release that nothing on this path acquired"),
      .init(
        "6.2 and later", ["release kernel function bpf_task_release expects refcounted PTR_TO_BTF_ID"],
        summary: "a pointer is passed to bpf_task_release that nothing on this path acquired"),
      .init(
        "7.1 and later", ["release kfunc bpf_task_release expects referenced PTR_TO_BTF_ID passed to R1"],
        summary: "a pointer is passed to bpf_task_release that nothing on this path acquired"),
      .init(
        "7.1 and later", ["release helper bpf_sk_release expects referenced PTR_TO_BTF_ID passed to R1"],
        summary: "a pointer is passed to bpf_sk_release that nothing on this path acquired"),
      .init(
        "6.3 and later", ["arg#0 expected for bpf_obj_drop_impl()"],
        summary: "a pointer is passed to bpf_obj_drop that nothing on this path acquired"),
    ])

  private static let callees = [
    MessageFormat("func %w#%d reference has not been acquired before"),
    MessageFormat("kfunc %w#%d reference has not been acquired before"),
    MessageFormat("release kernel function %w expects refcounted PTR_TO_BTF_ID"),
    MessageFormat("release kfunc %w expects referenced PTR_TO_BTF_ID passed to "),
    MessageFormat("release helper %w expects referenced PTR_TO_BTF_ID passed to "),
  ]
  private static let nameless = [
    MessageFormat("%r must be referenced when passed to release function"),
    MessageFormat("arg %d is an unacquired reference"),
  ]
  private static let drop = MessageFormat("%s expected for bpf_obj_drop")
  private static let perCPUDrop = MessageFormat("%s expected for bpf_percpu_obj_drop")

  /// A release without an acquisition.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard UseAfterReleaseExplanation.explain(rejection) == nil else { return nil }
    for message in rejection.messages {
      if let callee = callees.lazy.compactMap({ $0.match(message)?[0] }).first {
        return tell(rejection, callee: String(callee), register: message.hasSuffix("R2") ? 2 : 1)
      }
      if nameless.contains(where: { $0.match(message) != nil }) {
        // A dynptr without a reference: of another kind, or none any more.
        if DynptrUnsetExplanation.isUnacquired(message, rejection) { return nil }
        let register = nameless.lazy.compactMap { $0.match(message).flatMap { Int($0[0]) } }.first
        return tell(rejection, callee: rejection.refusedCall?.callee, register: register ?? 1)
      }
      if drop.match(message) != nil { return tell(rejection, callee: "bpf_obj_drop") }
      if perCPUDrop.match(message) != nil { return tell(rejection, callee: "bpf_percpu_obj_drop") }
    }
    return nil
  }

  private static func tell(_ rejection: Rejection, callee: String?, register: Int = 1) -> Explained {
    let name = rejection.argumentText(register).map { "`\($0)`" } ?? "a pointer"
    let does = callee.map { "passed to \($0)" } ?? "released"
    var explained = explained("\(name) is \(does) that nothing on this path acquired")
    if name != "a pointer" {
      explained.summary = "\(name) is \(does), but nothing on this path acquired it"
    }
    explained.register = register
    if callee == "bpf_kptr_xchg" { explained.advice = "acquire a reference to it first: the kptr keeps one" }
    return explained
  }
}
