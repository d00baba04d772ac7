import BPFObject
import Findings
import VerifierLog

/// A map that programs may only write, read.
public enum WriteOnlyMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1257", title: "a read of a map that programs may only write",
    why: "A map with BPF_F_WRONLY_PROG among its flags is for programs to write and for user space to read.",
    fix: "leave BPF_F_WRONLY_PROG out of the map's flags, or store without reading first",
    causes: [
      "a counter is added to: that reads it first",
      "the flag was meant for user space's side: that is BPF_F_WRONLY",
    ],
    repair: .init(before: "__uint(map_flags, BPF_F_WRONLY_PROG);", after: "__uint(map_flags, 0);"),
    seeAlso: ["A1256"],
    examples: [
      .init(
        "5.4 to 7.3", ["read from map forbidden, value_size=8 off=0 size=8"],
        summary: "a map value is read, and programs may only write this map")
    ])

  private static let read = MessageFormat("read from map forbidden, value_size=%d off=%d size=%d")

  /// A read.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { read.match($0) != nil }) else { return nil }
    return MapPermission.told(explained, verb: "read", may: "write", rejection)
  }
}
