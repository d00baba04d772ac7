import BPFObject

/// fmod_ret on a function whose return value may not be changed.
public enum ModifiedReturnExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1861", title: "fmod_ret on a function whose return value may not be changed",
    why: """
      An fmod_ret program decides what a kernel function returns, or keeps it from running. The kernel allows that only for \
      functions that are made for it: those marked for error injection (ALLOW_ERROR_INJECTION), and security_ functions. \
      /sys/kernel/debug/error_injection/list shows the first.
      """,
    fix:
      "attach to a function of /sys/kernel/debug/error_injection/list or to a security_ function, or only watch it with fexit",
    causes: [
      "fmod_ret where fexit was meant: to see the return value needs no permission to change it.",
      "A function that is no error injection point on this kernel, or a kernel without CONFIG_FUNCTION_ERROR_INJECTION.",
      "fmod_ret on another BPF program.",
    ],
    repair: .init(before: "SEC(\"fmod_ret/vfs_read\")", after: "SEC(\"fexit/vfs_read\")"),
    wordings: [
      .init("5.7 and later", "%w() is not modifiable", "the return value of {0} may not be changed by a program"),
      .init(
        "5.7 and later", "can't modify return codes of BPF programs",
        "fmod_ret cannot change what a BPF program returns"),
      .init(
        "5.7 and later", "ret type %w not allowed for fmod_ret",
        "fmod_ret is for functions that return an integer, and this one returns {0}"),
    ],
    seeAlso: ["A1860"],
    examples: [
      .init(
        "5.7 and later", ["vfs_read() is not modifiable"],
        summary: "the return value of vfs_read may not be changed by a program"),
      .init(
        "5.7 and later", ["can't modify return codes of BPF programs"],
        summary: "fmod_ret cannot change what a BPF program returns"),
      .init(
        "5.7 and later", ["ret type STRUCT not allowed for fmod_ret"],
        summary: "fmod_ret is for functions that return an integer, and this one returns STRUCT"),
      .init(
        "6.1 and later", ["ret type void  not allowed for fmod_ret"],
        summary: "fmod_ret is for functions that return an integer, and this one returns void"),
    ])

  private static let type = MessageFormat("ret type %s not allowed for fmod_ret")

  /// A value that is not the program's to change.
  public static func explain(_ rejection: Rejection) -> Explained? {
    var explained: Explained
    if let (_, words) = rejection.first(type) {
      let name = words[0].split(separator: " ").joined(separator: " ")
      explained = self.explained("fmod_ret is for functions that return an integer, and this one returns \(name)")
    } else if let known = worded(rejection) {
      explained = known
    } else {
      return nil
    }
    explained.primary = rejection.sectionLine("fmod_ret changes what this returns")
    return explained
  }
}
