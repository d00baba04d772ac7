/// A pointer that may be NULL, used before it is checked.
public enum UncheckedPointerExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1201", title: "a pointer that may be NULL is used before it is checked",
    why: """
      A lookup may find nothing, a reservation may fail. Until a branch has told the two apart, the verifier takes the \
      result for "a value or NULL" (`map_value_or_null`) and lets nothing be read, written or added through it. A check \
      counts only on the path that uses the pointer.
      """,
    fix: "check the pointer for NULL right after the call that returns it, and return when it is",
    examples: [
      .init(
        "5.4 to 7.3", ["R0 invalid mem access 'map_value_or_null'"],
        summary: "a map value that may be missing is used before it is checked for NULL"),
      .init(
        "5.8 and later", ["R6 invalid mem access 'mem_or_null'"],
        summary: "a pointer that may be NULL (mem_or_null) is used before it is checked"),
      .init(
        "5.17 and later", ["R6 invalid mem access 'ringbuf_mem_or_null'"],
        summary: "a ring buffer reservation that may have failed is used before it is checked for NULL"),
      .init(
        "5.4 and later", ["R0 pointer arithmetic on map_value_or_null prohibited, null-check it first"],
        summary: "a map value that may be missing is used before it is checked for NULL"),
      .init(
        "5.4 to 7.3", ["R2 type=map_value_or_null expected=fp, pkt, pkt_meta, map_key, map_value"],
        summary: "a map value that may be missing is passed to a helper before it is checked for NULL"),
      .init(
        "6.1 and later", ["Possibly NULL pointer passed to helper arg2"],
        summary: "a pointer that may be NULL is passed to a helper as argument 2 before it is checked"),
      .init(
        "5.13 and later", ["Possibly NULL pointer passed to trusted arg0"],
        summary: "a pointer that may be NULL is passed to a kernel function as argument 1 before it is checked"),
    ])

  private static let access = MessageFormat("%w invalid mem access '%w'")
  private static let arithmetic = MessageFormat("%w pointer arithmetic on %w prohibited, null-check it first")
  private static let argument = MessageFormat("%w type=%w expected=")
  private static let helper = MessageFormat("Possibly NULL pointer passed to helper arg%d")
  private static let kfunc = MessageFormat("Possibly NULL pointer passed to trusted arg%d")

  /// A use of what may be NULL.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if let words = access.match(message) ?? arithmetic.match(message), let subject = subject(words[1]) {
        return explained("\(subject.text) is used before it is checked\(subject.known ? " for NULL" : "")")
      }
      if let words = argument.match(message), let subject = subject(words[1]) {
        return explained(
          "\(subject.text) is passed to a helper before it is checked\(subject.known ? " for NULL" : "")")
      }
      if let numbers = helper.numbers(message) {
        return explained(
          "a pointer that may be NULL is passed to a helper as argument \(numbers[0]) before it is checked")
      }
      // Kernel functions' arguments are counted from 0 in this message, helpers' from 1.
      if let number = kfunc.numbers(message)?.first, number < 16 {
        return explained(
          "a pointer that may be NULL is passed to a kernel function as argument \(number + 1) before it is checked")
      }
    }
    return nil
  }

  /// What a type that ends in `_or_null` stands for; nil for other types. Names since 5.17 put modifiers before or after:
  /// `rcu_ptr_or_null_task_struct`, `ringbuf_mem_or_null`.
  private static func subject(_ type: Substring) -> (text: String, known: Bool)? {
    switch type {
    case "map_value_or_null": ("a map value that may be missing", true)
    case "ringbuf_mem_or_null": ("a ring buffer reservation that may have failed", true)
    case _ where type.contains("or_null"): ("a pointer that may be NULL (\(type))", false)
    default: nil
    }
  }
}
