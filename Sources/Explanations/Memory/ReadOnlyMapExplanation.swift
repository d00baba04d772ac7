import BPFObject
import Findings
import VerifierLog

/// A map that programs may only read, written.
public enum ReadOnlyMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1256", title: "a write to a constant, or to a map that programs may only read",
    why: """
      `const` global variables and string literals stand in a map that is frozen before the program is loaded; a map with \
      BPF_F_RDONLY_PROG is read-only to programs, too. The verifier reckons with their values.
      """,
    fix: "make the variable one that is not const, or write to another map",
    causes: [
      "a `const volatile` configuration variable is assigned in the program: user space sets it before the load",
      "`const` is cast away",
      "a string literal is passed to a helper that writes to it",
      "the map's flags have BPF_F_RDONLY_PROG",
    ],
    repair: .init(before: "const volatile __u64 calls;", after: "__u64 calls;"),
    seeAlso: ["A1257", "A1255"],
    examples: [
      .init(
        "5.4 to 7.3", ["write into map forbidden, value_size=8 off=0 size=8"],
        summary: "a map value is written, and programs may only read this map")
    ])

  private static let write = MessageFormat("write into map forbidden, value_size=%d off=%d size=%d")

  /// A write.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { write.match($0) != nil }) else { return nil }
    return MapPermission.told(explained, verb: "written", may: "read", rejection)
  }
}
