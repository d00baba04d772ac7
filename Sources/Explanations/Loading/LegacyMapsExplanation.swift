import Findings

/// `struct bpf_map_def` in section `maps`.
public enum LegacyMapsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1901", title: "maps declared the old way, as struct bpf_map_def in section maps",
    why: """
      libbpf 1.0 and later know maps only from BTF: a variable in section `.maps` whose type says key, value and size. \
      `struct bpf_map_def` in section `maps`, as older guides and bpf_load have it, is refused before anything is loaded. \
      `assay verify` rewrites such maps by itself; other loaders do not.
      """,
    fix: "declare the map as an anonymous struct of __uint() and __type() members in SEC(\".maps\")",
    causes: [
      "The program was written for libbpf before 1.0, for bpf_load.c of the kernel's samples, or for another loader.",
      "The section is called maps, without the dot that begins .maps.",
    ],
    repair: .init(
      before: """
        struct bpf_map_def SEC("maps") counts = {
            .type = BPF_MAP_TYPE_HASH,
            .key_size = sizeof(__u32),
            .value_size = sizeof(__u64),
            .max_entries = 1024,
        };
        """,
      after: """
        struct {
            __uint(type, BPF_MAP_TYPE_HASH);
            __type(key, __u32);
            __type(value, __u64);
            __uint(max_entries, 1024);
        } counts SEC(".maps");
        """),
    seeAlso: ["A1907"],
    examples: [
      .init(
        "libbpf 1.0 and later",
        ["elf: legacy map definitions in 'maps' section are not supported by libbpf v1.0+"],
        summary: "maps are declared the old way, as struct bpf_map_def in section maps")
    ])

  /// Section `maps`.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { $0.contains("legacy map definitions in ") }) else { return nil }
    var explained = explained("maps are declared the old way, as struct bpf_map_def in section maps")
    explained.primary = rejection.codeLine(with: "maps", "this map is declared the old way") { $0.contains("SEC(") }
    return explained
  }
}
