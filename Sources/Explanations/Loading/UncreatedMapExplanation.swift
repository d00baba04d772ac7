import BPFObject

/// A program that uses a map which the loader left out.
public enum UncreatedMapExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1929", title: "the program uses a map that was not created",
    why: """
      A loader can leave a map out (bpf_map__set_autocreate(), or because its kernel lacks the type). libbpf then replaces \
      every use of it by a call that no kernel takes, so that only a program that really gets there is refused.
      """,
    fix:
      "let the map be created, or keep the program from its uses: a constant in .rodata that the loader sets, or autoload off",
    causes: [
      "The loader calls bpf_map__set_autocreate(map, false) on this kernel.",
      "The branch that uses the map depends on a variable that is not const volatile, so that it is not pruned.",
    ],
    repair: .init(
      before: "bool has_ringbuf;\n\nif (has_ringbuf) bpf_ringbuf_output(&events, ...);",
      after: "const volatile bool has_ringbuf = false;\n\nif (has_ringbuf) bpf_ringbuf_output(&events, ...);"),
    wordings: [
      .init(
        "libbpf 1.0 and later", "BPF map '%w' is referenced but wasn't created", "map {0} is used, and was not created"),
      .init("libbpf", "map '%w': can't use BPF map without FD", "map {0} is used, and was not created"),
    ],
    seeAlso: ["A1904"],
    examples: [
      .init(
        "libbpf 1.0 and later", ["BPF map 'events' is referenced but wasn't created"],
        summary: "map events is used, and was not created"),
      .init(
        "libbpf", ["map 'events': can't use BPF map without FD (was it created?)"],
        summary: "map events is used, and was not created"),
    ])

  private static let used = MessageFormat("BPF map '%w' is referenced but wasn't created")

  /// A map without a descriptor.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.related = []
    if let (_, words) = rejection.first(used) {
      explained.primary = rejection.useOfMap(String(words[0]), "map \(words[0]) is used here")
      explained.fixPlace = rejection.mapLine(String(words[0]), "not created by the loader")
    }
    return explained
  }
}
