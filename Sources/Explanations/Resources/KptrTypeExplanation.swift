import Findings
import VerifierLog

/// A pointer of another type, or without a reference, for a kptr.
public enum KptrTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1752", title: "a pointer that does not fit the kptr",
    why: """
      What goes into a kptr has to be a pointer to the very struct that the member is declared with, at its start, and to \
      a referenced kptr one that the program holds a reference to. A number, a pointer that may be NULL where none may be, \
      or one that the kernel only lent does not count.
      """,
    fix: "pass a pointer of the declared type that an acquiring function returned",
    causes: [
      "A pointer to another struct, or to a member of the right one, is stored.",
      "The pointer was not acquired: bpf_get_current_task_btf() without bpf_task_acquire.",
      "A plain number or a map value's address is stored to the kptr.",
      "An object of bpf_obj_new is put where a kernel type is declared, or the other way round.",
    ],
    repair: .init(
      before: "old = bpf_kptr_xchg(&v->task, bpf_get_current_task_btf());",
      after: "task = bpf_task_acquire(bpf_get_current_task_btf());\nif (task)\n    old = bpf_kptr_xchg(&v->task, task);"
    ),
    seeAlso: ["A1751", "A1703"],
    examples: [
      .init(
        "6.2 and later", ["invalid kptr access, R2 type=trusted_ptr_task_struct expected=ptr_cgroup"],
        summary: "a pointer to struct task_struct does not fit: the kptr takes struct cgroup"),
      .init(
        "5.19 and later",
        ["invalid kptr access, R1 type=scalar expected=untrusted_ptr_prog_test_ref_kfunc or ptr_prog_test_ref_kfunc"],
        summary: "a number does not fit: the kptr takes struct prog_test_ref_kfunc"),
      .init(
        "5.19 and later", ["invalid kptr access, R1 type=ptr_or_null_task_struct expected=ptr_task_struct"],
        summary: "a pointer that may be NULL does not fit: the kptr takes struct task_struct"),
      .init(
        "5.19 to 6.1", ["R1 must point to kernel BTF"],
        summary: "a pointer does not fit the kptr: it is none to a kernel type"),
    ])

  private static let format = MessageFormat("invalid kptr access, %r type=%w expected=%w")
  private static let beginning = MessageFormat("invalid kptr access, %r type=")
  private static let kernelType = MessageFormat("%r must point to kernel BTF")

  /// A pointer that does not fit.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let captures = kernelType.match(message) {
        var explained = explained("a pointer does not fit the kptr: it is none to a kernel type")
        explained.register = Int(captures[0])
        return explained
      }
      guard let captures = format.match(message) else {
        // The line's end is printed by itself, and may be missing.
        guard let begun = beginning.match(message) else { continue }
        var explained = explained("a pointer does not fit the kptr")
        explained.register = Int(begun[0])
        return explained
      }
      let (type, wanted) = (captures[1], captures[2])
      let what =
        if type.hasPrefix("scalar") || type.hasPrefix("inv") {
          "a number"
        } else if type.contains("or_null") {
          "a pointer that may be NULL"
        } else if let name = structure(type) {
          "a pointer to struct \(name)"
        } else {
          "a pointer (\(type))"
        }
      let register = Int(captures[0])
      let name =
        register.flatMap { rejection.argumentText($0) ?? rejection.name(of: $0) }.map { "`\($0)`, \(what)," } ?? what
      var explained = explained("\(name) does not fit: the kptr takes struct \(structure(wanted) ?? wanted)")
      if type.contains("or_null") { explained.advice = "check it for NULL first" }
      if let own = structure(type), own == structure(wanted), !type.contains("or_null") {
        explained.advice = "acquire a reference first: the kptr keeps one, and this pointer has none"
      }
      explained.register = register
      explained.fixPlace = rejection.memberLine(ofArgument: 1, "the kptr is declared here")
      return explained
    }
    return nil
  }

  /// The struct of a type's word; nil when it is none.
  private static func structure(_ type: Substring) -> Substring? {
    type.firstRange(of: "ptr_").map { type[$0.upperBound...] }.map { $0.trimmingPrefix("or_null_") }
  }
}
