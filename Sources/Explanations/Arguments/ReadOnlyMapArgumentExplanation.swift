import BPFObject
import Findings
import VerifierLog

/// A map that programs may only read, handed to a helper that changes it.
public enum ReadOnlyMapArgumentExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1614", title: "a helper would change a map that programs may only read",
    why: """
      A map made with BPF_F_RDONLY_PROG, and the constants in .rodata, may be changed from user space only. No helper that \
      updates, deletes, pushes or pops takes such a map.
      """,
    fix: "take BPF_F_RDONLY_PROG from the map's flags, or change the map from user space",
    causes: ["The flag was meant to protect the map from user space: that is BPF_F_RDONLY."],
    repair: .init(
      before: "__uint(map_flags, BPF_F_RDONLY_PROG);", after: "/* no BPF_F_RDONLY_PROG: the program writes */"),
    seeAlso: ["A1613"],
    examples: [
      .init(
        "5.2 and later", ["write into map forbidden"], path: ["5: (85) call bpf_map_update_elem#2"],
        summary: "bpf_map_update_elem would change a map that programs may only read"),
      .init(
        "5.2 and later, without a path", ["write into map forbidden"],
        summary: "a helper would change a map that programs may only read"),
    ])

  /// A change of a map for reading.
  public static func explain(_ rejection: Rejection) -> Explained? {
    // With a size behind it the message is about a store, or about memory that a helper fills.
    guard rejection.messages.contains("write into map forbidden") else { return nil }
    let callee = rejection.refusedCall?.callee ?? "a helper"
    var explained = explained("\(callee) would change a map that programs may only read")
    if let map = rejection.lastState(of: 1)?.map {
      explained.summary = "\(callee) would change `\(map)`, which programs may only read"
      explained.fixPlace = rejection.mapLine(map, field: "map_flags", "`\(map)` is for reading only")
    }
    return explained
  }
}
