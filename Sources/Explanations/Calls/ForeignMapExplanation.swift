import BPFObject
import Findings
import KernelFacts

/// A map that belongs to something else.
public enum ForeignMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1518", title: "a map that this program may not use at all",
    why: """
      Some maps are tied to a use: a struct_ops map is the kernel's table of functions, a map made for a network card is \
      for programs on that card, a map with `excl_prog_hash` is for the one program with that hash.
      """,
    fix: "use a map of the program's own for its data, or load the program for the device that the map is made for",
    causes: [
      "A program reads or writes a struct_ops variable, such as `ops.name`: its map is no data to programs.",
      "Program and map have different devices (ifindex), or only one of them has one.",
      "The program changed after its map was made exclusive to it.",
    ],
    wordings: [
      .init("5.6 and later", "bpf_struct_ops map cannot be used in prog", "the program uses a struct_ops map"),
      .init(
        "5.4 and later", "offload device mismatch between prog and map",
        "the program and a map are for different devices"),
      .init(
        "6.18 and later", "program's hash doesn't match map's excl_prog_hash",
        "the program uses a map that is exclusive to another program"),
    ],
    seeAlso: ["A1515"],
    examples: [
      .init(
        "5.6 and later", ["bpf_struct_ops map cannot be used in prog"], summary: "the program uses a struct_ops map"),
      .init(
        "5.4 and later", ["offload device mismatch between prog and map"],
        summary: "the program and a map are for different devices"),
      .init(
        "6.18 and later", ["program's hash doesn't match map's excl_prog_hash"],
        summary: "the program uses a map that is exclusive to another program"),
    ])

  /// A map of another use.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let map = rejection.usedMaps.first(where: { $0.type == .structOps }) {
      explained.primary = rejection.useOfMap(map.name, "the program uses `\(map.name)`, a struct_ops map")
    }
    return explained
  }
}
