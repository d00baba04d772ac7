import Findings

/// A node or root that is not the one which the list or tree is declared for.
public enum GraphNodeExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1762", title: "a node that does not belong into this list or tree",
    why: """
      `__contains(item, node)` beside a bpf_list_head or bpf_rb_root names the struct and the member that link it. Only \
      that member of that struct may be added, at its own offset, and the root has to be the declared one.
      """,
    fix: "pass the address of the member that `__contains` names, in an object of the struct that it names",
    causes: [
      "The struct has two nodes, and the other one is passed.", "An object of another struct is added.",
      "A pointer computed from the object is off by a member.",
    ],
    repair: .init(
      before:
        "private(A) struct bpf_list_head items __contains(item, by_age);\nbpf_list_push_front(&items, &item->by_name);",
      after:
        "private(A) struct bpf_list_head items __contains(item, by_age);\nbpf_list_push_front(&items, &item->by_age);"),
    wordings: [
      .init(
        "6.2 and later",
        "operation on %w expects arg#1 %w at offset=%d in struct %w, but arg is at offset=%d in struct %w",
        "the {0} takes the {1} at offset {2} of struct {3}, not one at offset {4} of struct {5}"),
      .init(
        "6.2 and later", "arg#1 offset=%d, but expected %w at offset=%d in struct %w",
        "the address passed is at offset {0} of the object; the {1} that links it is at {2} of struct {3}"),
      .init("6.2 and later", "bpf_list_head not found at offset=%d", "there is no bpf_list_head at offset {0}"),
      .init("6.3 and later", "bpf_rb_root not found at offset=%d", "there is no bpf_rb_root at offset {0}"),
      .init("6.2 and later", "bpf_list_node not found at offset=%d", "there is no bpf_list_node at offset {0}"),
      .init("6.3 and later", "bpf_rb_node not found at offset=%d", "there is no bpf_rb_node at offset {0}"),
      .init("6.2 and later", "%w not found at offset=%d", "there is no {0} at offset {1}"),
      .init(
        "6.2 and later", "%r doesn't have constant offset. bpf_list_head has to be at the constant offset",
        "the place of the list depends on a number that is only known at run time"),
      .init(
        "6.3 and later", "%r doesn't have constant offset. bpf_rb_root has to be at the constant offset",
        "the place of the tree depends on a number that is only known at run time"),
      .init(
        "6.2 and later", "%r doesn't have constant offset. bpf_list_node has to be at the constant offset",
        "the place of the node depends on a number that is only known at run time"),
      .init(
        "6.3 and later", "%r doesn't have constant offset. bpf_rb_node has to be at the constant offset",
        "the place of the node depends on a number that is only known at run time"),
    ], seeAlso: ["A1761", "A1763"],
    examples: [
      .init(
        "6.2 and later",
        [
          "operation on bpf_list_head expects arg#1 bpf_list_node at offset=8 in struct item, but arg is at offset=24 in struct item"
        ],
        summary:
          "the bpf_list_head takes the bpf_list_node at offset 8 of struct item, not one at offset 24 of struct item"),
      .init(
        "6.2 and later", ["arg#1 offset=0, but expected bpf_rb_node at offset=8 in struct item"],
        summary: "the address passed is at offset 0 of the object; the bpf_rb_node that links it is at 8 of struct item"
      ),
      .init("6.2 and later", ["bpf_list_head not found at offset=8"], summary: "there is no bpf_list_head at offset 8"),
      .init("6.3 and later", ["bpf_rb_root not found at offset=8"], summary: "there is no bpf_rb_root at offset 8"),
      .init("6.2 and later", ["bpf_list_node not found at offset=8"], summary: "there is no bpf_list_node at offset 8"),
      .init("6.3 and later", ["bpf_rb_node not found at offset=8"], summary: "there is no bpf_rb_node at offset 8"),
      .init(
        "6.2 and later", ["R1 doesn't have constant offset. bpf_list_head has to be at the constant offset"],
        summary: "the place of the list depends on a number that is only known at run time"),
      .init(
        "6.3 and later", ["R1 doesn't have constant offset. bpf_rb_root has to be at the constant offset"],
        summary: "the place of the tree depends on a number that is only known at run time"),
      .init(
        "6.2 and later", ["R2 doesn't have constant offset. bpf_list_node has to be at the constant offset"],
        summary: "the place of the node depends on a number that is only known at run time"),
      .init(
        "6.3 and later", ["R2 doesn't have constant offset. bpf_rb_node has to be at the constant offset"],
        summary: "the place of the node depends on a number that is only known at run time"),
    ])

  private static let node = MessageFormat("arg#1 offset=")

  /// A node or root out of place.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    let isRoot = rejection.messages.contains { $0.contains("bpf_list_head not") || $0.contains("bpf_rb_root not") }
    let register = isRoot ? 1 : 2
    explained.register = register
    guard let argument = rejection.argumentText(register) else { return explained }
    explained.label = "`\(argument)` is passed here"
    let root = rejection.argumentText(1)?.split { "&->.() ".contains($0) }.last.map(String.init)
    explained.fixPlace = root.flatMap { rejection.declaration($0, "what it may contain is declared here") }
    return explained
  }
}
