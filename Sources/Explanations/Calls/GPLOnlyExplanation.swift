import VerifierLog
/// What only a GPL-compatible program may use, used by another.
public enum GPLOnlyExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1501", title: "what only a GPL-compatible program may use, used by one with another license",
    why: """
      Some helpers, all kernel functions and some program types are for programs whose `license` section names a license \
      compatible with the GPL. An object without that section counts as one with another license.
      """,
    fix: "declare `char LICENSE[] SEC(\"license\") = \"GPL\";` if the program may be under it, or use another helper",
    examples: [
      .init(
        "5.4 to 7.3", ["cannot call GPL-restricted function from non-GPL compatible program"],
        path: ["6: (85) call bpf_trace_printk#6"],
        summary: "bpf_trace_printk is for GPL-compatible programs, and this one's license is another"),
      .init(
        "5.4 to 7.3, without a path", ["cannot call GPL-restricted function from non-GPL compatible program"],
        summary: "a helper for GPL-compatible programs is called, and this one's license is another"),
      .init(
        "5.13 and later", ["cannot call kernel function from non-GPL compatible program"],
        summary: "kernel functions are for GPL-compatible programs, and this one's license is another"),
      .init(
        "5.7 and later", ["LSM programs must have a GPL compatible license"],
        summary: "LSM programs have to be GPL-compatible, and this one's license is another"),
      .init(
        "5.6 and later", ["struct ops programs must have a GPL compatible license"],
        summary: "struct_ops programs have to be GPL-compatible, and this one's license is another"),
      .init(
        "6.2 and later", ["Cannot access kernel 'struct task_struct' from non-GPL compatible program"],
        summary: "struct task_struct is for GPL-compatible programs to read, and this one's license is another"),
    ])

  private static let structure = MessageFormat("Cannot access kernel 'struct %w' from non-GPL compatible program")

  /// A license that does not suffice.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      if message.hasPrefix("cannot call GPL-restricted function") {
        let subject = calledLast(rejection.digest.path).map { "\($0) is for GPL-compatible programs" }
        return explained(
          "\(subject ?? "a helper for GPL-compatible programs is called"), and this one's license is another")
      }
      if message.hasPrefix("cannot call kernel function from non-GPL compatible program") {
        return explained("kernel functions are for GPL-compatible programs, and this one's license is another")
      }
      if message.hasPrefix("LSM programs must have a GPL compatible license") {
        return explained("LSM programs have to be GPL-compatible, and this one's license is another")
      }
      if message.hasPrefix("struct ops programs must have a GPL compatible license") {
        return explained("struct_ops programs have to be GPL-compatible, and this one's license is another")
      }
      if let words = structure.match(message) {
        return explained("struct \(words[0]) is for GPL-compatible programs to read, and this one's license is another")
      }
    }
    return nil
  }

  /// The helper that the path's last instruction calls; nil when that is no call of a helper by name.
  private static func calledLast(_ path: [String]) -> Substring? {
    guard let line = path.last(where: { MessageFormat("%d: (").match($0) != nil }) else { return nil }
    return MessageFormat("%d: (85) call %w#").match(line)?[1]
  }
}
