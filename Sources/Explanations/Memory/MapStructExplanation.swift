import VerifierLog

/// A map itself read as a struct, in a way that it does not allow.
public enum MapStructExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1238", title: "a map itself is read or written as a struct in a way that is not allowed",
    why: """
      A program may read a map's own struct (`max_entries`, an array's `index_mask`) since 5.9, by the kernel's type \
      information. It may not write it, and not every type of map shows its struct. Elements are reached by looking them up.
      """,
    fix: "look the element up with bpf_map_lookup_elem; read of the map itself only members that its type has",
    causes: [
      "`map.value` or `*(&map)` is used where an element is meant",
      "the map's struct is written",
      "the kernel was built without CONFIG_DEBUG_INFO_BTF",
    ],
    repair: .init(
      before: "__u64 n = *(__u64 *)&counts;", after: "__u64 *n = bpf_map_lookup_elem(&counts, &key);"),
    wordings: [
      .init(
        "5.9 and later", "map_ptr access not supported for map type %d",
        "a map of type {0} is read as a struct, and that type does not show it"),
      .init(
        "5.9 and later", "map_ptr access not supported without CONFIG_DEBUG_INFO_BTF",
        "a map is read as a struct, and this kernel has no type information of itself"),
      .init(
        "5.9 and later", "only read from %w is supported", "a map's struct ({0}) is written; it may only be read"),
      .init(
        "5.9 and later", "cannot access ptr member %w with moff %d in struct bpf_map with off %d size %d",
        "{3} bytes of a map itself are read, not of a value in it: they are part of the pointer {0} of struct bpf_map"),
    ],
    seeAlso: ["A1252", "A1230"],
    examples: [
      .init(
        "5.9 and later", ["map_ptr access not supported for map type 27"],
        summary: "a map of type 27 is read as a struct, and that type does not show it"),
      .init(
        "5.9 and later", ["map_ptr access not supported without CONFIG_DEBUG_INFO_BTF"],
        summary: "a map is read as a struct, and this kernel has no type information of itself"),
      .init(
        "5.9 and later", ["R1 is bpf_array invalid negative access: off=-8"],
        summary: "a map's struct (bpf_array) is read before its start"),
      .init(
        "5.9 and later", ["cannot access ptr member ops with moff 0 in struct bpf_map with off 0 size 4"],
        summary:
          "4 bytes of a map itself are read, not of a value in it: they are part of the pointer ops of struct bpf_map"),
      .init(
        "5.9 and later", ["only read from bpf_array is supported"],
        summary: "a map's struct (bpf_array) is written; it may only be read"),
    ])

  private static let negative = MessageFormat("%r is %w invalid negative access: off=%d")

  /// A map's struct; other structs' messages differ in the type's word only.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      guard let captures = negative.match(message), !captures[1].hasPrefix("ptr_") else { continue }
      var result = explained("a map's struct (\(captures[1])) is read before its start")
      result.register = Int(captures[0])
      return result
    }
    return worded(rejection)
  }
}
