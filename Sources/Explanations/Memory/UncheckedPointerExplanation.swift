import Findings
import VerifierLog

/// A pointer that may be NULL, used before it is checked.
public enum UncheckedPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1201", title: "a pointer that may be NULL is used before it is checked",
    why: """
      A lookup may find nothing, a reservation may fail, a packet may have no socket. Until a branch has told the two apart, \
      the verifier takes the result for "a value or NULL" (`map_value_or_null`) and lets nothing be read, written or added \
      through it. A check counts only on the path that uses the pointer.
      """,
    fix: "check the pointer for NULL right after the call that returns it, and return when it is",
    causes: [
      "the result of bpf_map_lookup_elem is used at once: array maps' lookups may fail, too, as far as the verifier knows",
      "the check is of another lookup's result, even with the same key",
      "the check comes after the first use",
      "a pointer member of a kernel struct, a kernel function's result or `skb->sk` is followed unchecked",
      "the result of bpf_ringbuf_reserve or bpf_dynptr_slice is taken for granted",
    ],
    repair: .init(
      before: """
        __u64 *count = bpf_map_lookup_elem(&counts, &key);

        *count += 1;
        """,
      after: """
        __u64 *count = bpf_map_lookup_elem(&counts, &key);

        if (!count)
            return 0;
        *count += 1;
        """),
    seeAlso: ["A1209", "A1250"],
    examples: [
      .init(
        "5.4 to 7.3", ["R0 invalid mem access 'map_value_or_null'"],
        summary: "a map value that may be missing is used before it is checked for NULL"),
      .init(
        "5.8 and later", ["R6 invalid mem access 'mem_or_null'"],
        summary: "memory that may be missing is used before it is checked for NULL"),
      .init(
        "5.17 and later", ["R6 invalid mem access 'ringbuf_mem_or_null'"],
        summary: "a ring buffer reservation that may have failed is used before it is checked for NULL"),
      .init(
        "5.4 and later", ["R0 pointer arithmetic on map_value_or_null prohibited, null-check it first"],
        summary: "a map value that may be missing is used before it is checked for NULL"),
      .init(
        "5.4 to 7.3", ["R2 type=map_value_or_null expected=fp, pkt, pkt_meta, map_key, map_value"],
        summary: "a map value that may be missing is passed on before it is checked for NULL"),
      .init(
        "5.4 and later", ["R1 invalid mem access 'sock_common_or_null'"],
        summary: "a socket that may be missing is used before it is checked for NULL"),
      .init(
        "5.4 and later", ["R1 type=sock_or_null expected=sock"],
        summary: "a socket that may be missing is passed on before it is checked for NULL"),
      .init(
        "5.16 and later", ["R7 invalid mem access 'trusted_ptr_or_null_'"],
        summary: "a pointer to a kernel object that may be NULL is used before it is checked for NULL"),
      .init(
        "5.16 and later", ["R7 invalid mem access 'rcu_ptr_or_null_task_struct'"],
        summary: "a pointer to struct task_struct that may be NULL is used before it is checked for NULL"),
      .init(
        "6.1 and later", ["Possibly NULL pointer passed to helper arg2"],
        summary: "a pointer that may be NULL is passed to a helper as argument 2 before it is checked"),
      .init(
        "5.13 and later", ["Possibly NULL pointer passed to trusted arg0"],
        summary: "a pointer that may be NULL is passed to a kernel function as argument 1 before it is checked"),
      .init(
        "7.1 and later", ["Possibly NULL pointer passed to trusted R1"],
        summary: "a pointer that may be NULL is passed to a kernel function as argument 1 before it is checked"),
      .init(
        "7.1 and later", ["Possibly NULL pointer passed to helper R2"],
        summary: "a pointer that may be NULL is passed to a helper as argument 2 before it is checked"),
    ])

  private static let access = MessageFormat("%r invalid mem access '%w'")
  private static let arithmetic = MessageFormat("%r pointer arithmetic on %w prohibited, null-check it first")
  private static let argument = MessageFormat("%r type=%w expected=")
  private static let helper = MessageFormat("Possibly NULL pointer passed to helper arg%d")
  private static let helperRegister = MessageFormat("Possibly NULL pointer passed to helper %r")
  private static let kfunc = MessageFormat("Possibly NULL pointer passed to trusted arg%d")
  private static let kfuncRegister = MessageFormat("Possibly NULL pointer passed to trusted %r")

  /// A use of what may be NULL.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = access.match(message) ?? arithmetic.match(message), let subject = subject(words[1]),
        let register = Int(words[0])
      {
        return used(register, subject, rejection)
      }
      if let words = argument.match(message), let subject = subject(words[1]), let register = Int(words[0]) {
        return passed(register, subject, rejection)
      }
      if let number = (helper.numbers(message) ?? helperRegister.match(message)?.compactMap { Int($0) })?.first {
        return passed(number, nil, to: "a helper", rejection)
      }
      // Kernel functions' arguments are counted from 0 in this message, helpers' from 1.
      let counted = kfunc.numbers(message)?.first.flatMap { $0 < 16 ? $0 + 1 : nil }
      if let number = counted ?? kfuncRegister.match(message).flatMap({ Int($0[0]) }) {
        return passed(number, nil, to: "a kernel function", rejection)
      }
    }
    return nil
  }

  private static func used(_ register: Int, _ subject: String, _ rejection: Rejection) -> Explained {
    let name = rejection.pointerName(register)
    let what = name.map { "`\($0)`, \(subject)," } ?? subject
    var result = explained("\(what) is used before it is checked for NULL")
    result.register = register
    result.label = "\(rejection.failureLabel(of: nil)); \(name.map { "`\($0)`" } ?? "the pointer") may be NULL"
    if let name { result.advice = "check `\(name)` before this line: `if (!\(name)) return ...;`" }
    if let note = rejection.globalArgumentNote(register) { result.notes.append(note) }
    return result
  }

  private static func passed(
    _ register: Int, _ subject: String?, to receiver: String? = nil, _ rejection: Rejection
  ) -> Explained {
    let argument = rejection.quotedArgument(register)
    guard let call = rejection.refusedCall else {
      let what = subject ?? "a pointer that may be NULL"
      let place = receiver.map { " to \($0) as argument \(register)" } ?? " on"
      var result = explained(
        "\(what) is passed\(place) before it is checked\(subject == nil ? "" : " for NULL")")
      result.register = register
      return result
    }
    let known = subject ?? "a pointer that may be NULL"
    var result = explained(
      "\(argument.map { "\($0), \(known)," } ?? known) is passed to \(call.callee) before it is checked for NULL")
    result.register = register
    result.label = "\(call.callee) is called here; \(argument ?? "argument \(register)") may be NULL"
    if let argument { result.advice = "check \(argument) for NULL before the call" }
    if let note = rejection.globalArgumentNote(register) { result.notes.append(note) }
    return result
  }

  /// What a type that ends in `_or_null` stands for; nil for other types. Names since 5.17 put modifiers before or after:
  /// `rcu_ptr_or_null_task_struct`, `ringbuf_mem_or_null`.
  private static func subject(_ type: Substring) -> String? {
    guard let range = type.firstRange(of: "or_null") else { return nil }
    // To 5.15 a reservation is `alloc_mem_or_null`.
    switch type {
    case "map_value_or_null": return "a map value that may be missing"
    case "ringbuf_mem_or_null", "alloc_mem_or_null": return "a ring buffer reservation that may have failed"
    case _ where type.contains("sock"): return "a socket that may be missing"
    case _ where type.contains("mem_or_null") || type.contains("buf_or_null"): return "memory that may be missing"
    case _ where type.contains("ptr_or_null"):
      let name = type[range.upperBound...].drop { $0 == "_" }
      return name.isEmpty
        ? "a pointer to a kernel object that may be NULL" : "a pointer to struct \(name) that may be NULL"
    default: return "a pointer that may be NULL"
    }
  }
}
