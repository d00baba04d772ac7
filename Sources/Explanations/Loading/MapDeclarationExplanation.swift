import BPFObject
import Findings

/// A map declaration that libbpf cannot read.
public enum MapDeclarationExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1907", title: "a map declaration that libbpf cannot read",
    why: """
      libbpf reads a map from the BTF of its variable in `.maps`: members made with __uint() are numbers, members made with \
      __type() are pointers to the key's and the value's type, and there is a list of the names it knows. A declaration \
      that has another form is refused before anything is loaded.
      """,
    fix:
      "write the declaration with __uint(type, ...), __uint(max_entries, ...), __type(key, ...) and __type(value, ...)",
    causes: [
      "__uint(type, ...) is missing.",
      "A plain member (`int key;`) instead of __type(key, int).",
      "A misspelt member, such as max_entry, or one that a newer libbpf knows.",
      "key_size and __type(key, ...) that disagree.",
      "__type(value, struct x) where struct x is only declared.",
    ],
    repair: .init(
      before: """
        struct {
            __uint(max_entries, 16);
            __type(key, __u32);
            __type(value, __u64);
        } counts SEC(".maps");
        """,
      after: """
        struct {
            __uint(type, BPF_MAP_TYPE_HASH);
            __uint(max_entries, 16);
            __type(key, __u32);
            __type(value, __u64);
        } counts SEC(".maps");
        """),
    wordings: [
      .init("libbpf", "map '%w': map type isn't specified", "map {0} has no type"),
      .init("libbpf", "map '%w': unknown field '%w'", "map {0} has a member that libbpf does not know: {1}"),
      .init(
        "libbpf", "map '%w': conflicting %w size %d != %d",
        "map {0} gives its {1} two sizes: {2} and {3} bytes"),
      .init("libbpf", "map '%w': key spec is not PTR", "map {0} declares its key without __type()"),
      .init("libbpf", "map '%w': value spec is not PTR", "map {0} declares its value without __type()"),
      .init(
        "libbpf", "map '%w': can't determine %w size for type", "the type of the {1} of map {0} has no known size"),
      .init("libbpf", "map '%w': attr '%w': expected %w, got", "map {0} sets {1} without __uint()"),
      .init("libbpf", "map '%w': attr '%w': ", "map {0} sets {1} to what libbpf cannot read"),
      .init("libbpf", "map '%w': %w def is of unexpected kind", "map {0} is no struct, but something else"),
      .init("libbpf", "map '%w': unexpected def kind", "map {0} is no struct, but something else"),
      .init("libbpf", "map '%w': unexpected var kind", "map {0} is no variable"),
      .init("libbpf", "map '%w': invalid pinning value %d", "map {0} has a pinning that libbpf does not know: {1}"),
      .init("libbpf", "map '%w': invalid def size", "the declaration of map {0} is cut short"),
      .init("libbpf", "map '%w': invalid field #%d", "member {1} of map {0} has no name"),
      .init("libbpf", "map '%w' BTF data is corrupted", "the BTF of map {0} does not fit its section"),
      .init("libbpf", "map #%d: empty name", "a map has no name"),
      .init(
        "libbpf 1.4 and later", "map '%w': only single ARENA map is supported (map '%w'",
        "{0} and {1} are both arenas: an object has one at most"),
      .init(
        "libbpf 1.4 and later",
        "elf: sec '%w': to use global __arena variables the ARENA map should be explicitly declared",
        "there are __arena variables, and no arena map to hold them"),
      .init(
        "libbpf 1.4 and later", "elf: sec '%w': declared ARENA map size (%d) is too small",
        "the arena is smaller than the __arena variables: {1} bytes"),
    ],
    seeAlso: ["A1903", "A1908"],
    examples: [
      .init("libbpf", ["map 'counts': map type isn't specified."], summary: "map counts has no type"),
      .init(
        "libbpf", ["map 'counts': unknown field 'max_entry'."],
        summary: "map counts has a member that libbpf does not know: max_entry"),
      .init(
        "libbpf", ["map 'counts': conflicting key size 8 != 4."],
        summary: "map counts gives its key two sizes: 8 and 4 bytes"),
      .init(
        "libbpf", ["map 'counts': key spec is not PTR: int."], summary: "map counts declares its key without __type()"),
      .init(
        "libbpf", ["map 'counts': value spec is not PTR: struct."],
        summary: "map counts declares its value without __type()"),
      .init(
        "libbpf", ["map 'counts': can't determine value size for type [7]: -22."],
        summary: "the type of the value of map counts has no known size"),
      .init(
        "libbpf", ["map 'counts': attr 'max_entries': expected PTR, got int."],
        summary: "map counts sets max_entries without __uint()"),
      .init(
        "libbpf", ["map 'counts': attr 'type': type [9] not found."],
        summary: "map counts sets type to what libbpf cannot read"),
      .init(
        "libbpf", ["map 'counts': inner def is of unexpected kind int."],
        summary: "map counts is no struct, but something else"),
      .init(
        "libbpf", ["map 'counts': unexpected def kind int."], summary: "map counts is no struct, but something else"),
      .init("libbpf", ["map 'counts': unexpected var kind func."], summary: "map counts is no variable"),
      .init(
        "libbpf", ["map 'counts': invalid pinning value 7."],
        summary: "map counts has a pinning that libbpf does not know: 7"),
      .init("libbpf", ["map 'counts': invalid def size."], summary: "the declaration of map counts is cut short"),
      .init("libbpf", ["map 'counts': invalid field #2."], summary: "member 2 of map counts has no name"),
      .init(
        "libbpf", ["map 'counts' BTF data is corrupted."], summary: "the BTF of map counts does not fit its section"),
      .init("libbpf", ["map #3: empty name."], summary: "a map has no name"),
      .init(
        "libbpf 1.4 and later", ["map 'b': only single ARENA map is supported (map 'a' is also ARENA)"],
        summary: "b and a are both arenas: an object has one at most"),
      .init(
        "libbpf 1.4 and later",
        [
          "elf: sec '.addr_space.1': to use global __arena variables the ARENA map should be explicitly declared in "
            + "SEC(\".maps\")"
        ],
        summary: "there are __arena variables, and no arena map to hold them"),
      .init(
        "libbpf 1.4 and later",
        [
          "elf: sec '.addr_space.1': declared ARENA map size (4096) is too small to hold global __arena variables of "
            + "size 8192"
        ],
        summary: "the arena is smaller than the __arena variables: 4096 bytes"),
    ])

  private static let member = MessageFormat("map '%w': unknown field '%w'")
  private static let named = MessageFormat("map '%w'")
  private static let sized = MessageFormat("map '%w': conflicting %w size")
  private static let spec = MessageFormat("map '%w': %w spec is not PTR")
  private static let unsized = MessageFormat("map '%w': can't determine %w size")
  private static let attribute = MessageFormat("map '%w': attr '%w'")

  /// A declaration of another form.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    if let (_, words) = rejection.first(member, attribute) {
      explained.primary = rejection.mapLine(String(words[0]), fields: [String(words[1])], "this member")
    } else if let (_, words) = rejection.first(sized, spec, unsized) {
      let (map, field) = (String(words[0]), String(words[1]))
      let label = "the \(field)'s size is told here"
      let lines = [field, field + "_size"].compactMap { rejection.memberLine($0, of: map, label) }
      // The first one was taken; the later one is what disagrees.
      explained.primary = lines.max { $0.span.line < $1.span.line } ?? rejection.mapLine(map, label)
      if rejection.first(unsized) != nil {
        explained.advice = "define the struct of the \(field) above the map: its size has to be known"
      }
    } else if let (_, words) = rejection.first(named) {
      explained.primary = rejection.mapLine(String(words[0]), "libbpf cannot read this")
    }
    return explained
  }
}
