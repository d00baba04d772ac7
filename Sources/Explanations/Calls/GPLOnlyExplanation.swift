import BPFObject

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
    causes: [
      "The object has no `license` section, or its section is misspelt.",
      "The license is one that the kernel does not count as compatible: \"MIT\", \"Apache-2.0\", \"Proprietary\".",
      "The kernel compares letter by letter: \"GPL v2\", \"Dual BSD/GPL\", \"Dual MIT/GPL\" count, \"GPLv2\" does not.",
    ],
    repair: .init(
      before: "char LICENSE[] SEC(\"license\") = \"MIT\";", after: "char LICENSE[] SEC(\"license\") = \"Dual MIT/GPL\";"
    ),
    seeAlso: ["A1502", "A1508"],
    examples: [
      .init(
        "5.4 to 7.3", ["cannot call GPL-restricted function from non-GPL compatible program"],
        path: ["6: (85) call bpf_trace_printk#6"],
        summary: "bpf_trace_printk is for GPL-compatible programs, and this one's license is another"),
      .init(
        "5.4 to 7.3, without a path", ["cannot call GPL-restricted function from non-GPL compatible program"],
        summary: "a helper for GPL-compatible programs is called, and this one's license is another"),
      .init(
        "before 5.3", ["cannot call GPL only function from proprietary program"],
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
  private static let helper = [
    MessageFormat("cannot call GPL-restricted function"), MessageFormat("cannot call GPL only function"),
  ]

  /// A license that does not suffice.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let subject = subject(rejection) else { return nil }
    let license = rejection.object.map { $0.license.map { "\"\($0)\"" } ?? "not declared" }
    var explained = explained("\(subject), and this one's license is \(license ?? "another")")
    explained.fixPlace = rejection.licenseLine(
      rejection.object?.license == nil
        ? "the object has no license section" : "the kernel does not count this license as GPL-compatible")
    return explained
  }

  private static func subject(_ rejection: Rejection) -> String? {
    if rejection.first(of: helper) != nil {
      let callee = rejection.refusedCall?.callee
      return callee.map { "\($0) is for GPL-compatible programs" } ?? "a helper for GPL-compatible programs is called"
    }
    if let words = rejection.first(of: [structure]) {
      return "struct \(words[0]) is for GPL-compatible programs to read"
    }
    if rejection.first(of: [MessageFormat("cannot call kernel function from non-GPL")]) != nil {
      let callee = rejection.refusedCall?.callee
      return "kernel functions\(callee.map { " such as \($0)" } ?? "") are for GPL-compatible programs"
    }
    if rejection.first(of: [MessageFormat("LSM programs must have a GPL")]) != nil {
      return "LSM programs have to be GPL-compatible"
    }
    if rejection.first(of: [MessageFormat("struct ops programs must have a GPL")]) != nil {
      return "struct_ops programs have to be GPL-compatible"
    }
    return nil
  }
}
