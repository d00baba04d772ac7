import Analysis
import Findings

/// A type that bpf_obj_new or bpf_percpu_obj_new cannot allocate.
public enum AllocatedTypeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1765", title: "a type that cannot be allocated",
    why: """
      bpf_obj_new takes the number of a struct in the object's own BTF, which bpf_core_type_id_local gives. \
      bpf_percpu_obj_new is stricter: scalars only, no locks, lists or kptrs, and 512 bytes at most.
      """,
    fix: "allocate a struct of the object's own, built with -g, and keep per-CPU ones small and plain",
    causes: [
      "The type is a kernel struct, a typedef of a number or a union.", "The object was built or loaded without BTF.",
      "A per-CPU object is over 512 bytes, or holds a pointer or a lock.",
    ],
    wordings: [
      .init(
        "6.2 and later", "bpf_obj_new/bpf_percpu_obj_new requires prog BTF",
        "an object is allocated, and the program was loaded without BTF"),
      .init(
        "6.2 to 6.6", "bpf_obj_new requires prog BTF", "an object is allocated, and the program was loaded without BTF"),
      .init(
        "6.2 and later", "bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct",
        "the type that is allocated is no struct"),
      .init(
        "6.2 to 6.6", "bpf_obj_new type ID argument must be of a struct", "the type that is allocated is no struct"),
      .init(
        "6.7 and later", "bpf_percpu_obj_new type ID argument must be of a struct of scalars",
        "the per-CPU object's struct holds more than numbers"),
      .init(
        "6.7 and later", "bpf_percpu_obj_new type ID argument must not contain special fields",
        "the per-CPU object's struct holds a lock, list, tree, timer or kptr"),
      .init(
        "6.7 and later", "bpf_percpu_obj_new type size (%d) is greater than %d",
        "the per-CPU object has {0} bytes; the limit is {1}"),
      .init("6.2 and later", "local type ID argument must be in range [0, U32_MAX]", "the type's number is none"),
    ], seeAlso: ["A1763"],
    examples: [
      .init(
        "6.7 and later", ["bpf_obj_new/bpf_percpu_obj_new requires prog BTF"],
        summary: "an object is allocated, and the program was loaded without BTF"),
      .init(
        "6.2 to 6.6", ["bpf_obj_new requires prog BTF"],
        summary: "an object is allocated, and the program was loaded without BTF"),
      .init(
        "6.7 and later", ["bpf_obj_new/bpf_percpu_obj_new type ID argument must be of a struct"],
        summary: "the type that is allocated is no struct"),
      .init(
        "6.2 to 6.6", ["bpf_obj_new type ID argument must be of a struct"],
        summary: "the type that is allocated is no struct"),
      .init(
        "6.7 and later", ["bpf_percpu_obj_new type ID argument must be of a struct of scalars"],
        summary: "the per-CPU object's struct holds more than numbers"),
      .init(
        "6.7 and later", ["bpf_percpu_obj_new type ID argument must not contain special fields"],
        summary: "the per-CPU object's struct holds a lock, list, tree, timer or kptr"),
      .init(
        "6.7 and later", ["bpf_percpu_obj_new type size (520) is greater than 512"],
        summary: "the per-CPU object has 520 bytes; the limit is 512"),
      .init(
        "6.2 and later", ["local type ID argument must be in range [0, U32_MAX]"], summary: "the type's number is none"),
    ])

  /// A type that is refused: told with the struct's declaration where the call names it.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    guard let type = rejection.failingStep.flatMap({ rejection.text(of: $0) }).flatMap(structure(in:)) else {
      return explained
    }
    explained.summary += ": struct \(type)"
    explained.fixPlace = rejection.declaration(type, "the struct is declared here")
    return explained
  }

  /// The struct that a line of C names: `item` of `bpf_obj_new(struct item)`.
  private static func structure(in line: String) -> String? {
    let words = line[(line.firstRange(of: "_new")?.upperBound ?? line.startIndex)...]
      .split { $0.utf8.first.map { !SourceNames.isWord($0) } ?? true }
    guard let at = words.firstIndex(of: "struct"), at + 1 < words.count else { return nil }
    return String(words[at + 1])
  }
}
