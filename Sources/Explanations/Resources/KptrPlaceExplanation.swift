import Findings
import VerifierLog

/// bpf_kptr_xchg on memory that has no referenced kptr there.
public enum KptrPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1753", title: "no kptr where bpf_kptr_xchg looks for one",
    why: """
      The kernel finds kptrs by the tag `__kptr` on a pointer member of the map's value type (or of an allocated object). \
      The map has to be declared with that type, and the first argument has to be that member's address, in a map value at \
      a place known in advance.
      """,
    fix: "tag the member with __kptr, declare the map with __type(value, ...), and pass the member's address",
    causes: [
      "The member is a plain pointer, or tagged __kptr_untrusted.", "The map is declared by value_size.",
      "The address of the value is passed, and the kptr is not its first member.",
      "Before 6.7 the member of an allocated object is passed.",
    ],
    repair: .init(
      before: "struct slot { struct task_struct *task; };",
      after: "struct slot { struct task_struct __kptr *task; };"),
    wordings: [
      .init(
        "6.2 and later", "%r has no valid kptr", "what bpf_kptr_xchg is given has no kptr that the kernel knows of"),
      .init(
        "5.19 to 6.1", "map '%w' has no valid kptr", "the values of the map {0} have no kptr that the kernel knows of"),
      .init("5.19 to 6.1", "map '%w' has more than %d kptr", "the values of the map {0} have more than {1} kptrs"),
      .init(
        "5.19 to 6.1", "map '%w' has repeating kptr BTF tags",
        "a member of the values of the map {0} is tagged as a kptr twice"),
      .init(
        "5.19 and later", "map '%w' has to have BTF in order to use bpf_kptr_xchg",
        "the map {0} has no type information, without which it has no kptr"),
      .init("5.19 and later", "off=%d doesn't point to kptr", "there is no kptr at offset {0}"),
      .init(
        "5.19 and later", "off=%d kptr isn't referenced kptr",
        "the kptr at offset {0} is untrusted: it holds no reference to exchange"),
      .init(
        "5.19 and later", "%r doesn't have constant offset. kptr has to be at the constant offset",
        "the kptr's place depends on a number that is only known at run time"),
    ], seeAlso: ["A1751", "A1752"],
    examples: [
      .init(
        "6.2 and later", ["R1 has no valid kptr"],
        summary: "what bpf_kptr_xchg is given has no kptr that the kernel knows of"),
      .init(
        "5.19 to 6.1", ["map 'tasks' has no valid kptr"],
        summary: "the values of the map tasks have no kptr that the kernel knows of"),
      .init(
        "5.19 to 6.1", ["map 'tasks' has more than 8 kptr"],
        summary: "the values of the map tasks have more than 8 kptrs"),
      .init(
        "5.19 to 6.1", ["map 'tasks' has repeating kptr BTF tags"],
        summary: "a member of the values of the map tasks is tagged as a kptr twice"),
      .init(
        "5.19 and later", ["map 'tasks' has to have BTF in order to use bpf_kptr_xchg"],
        summary: "the map tasks has no type information, without which it has no kptr"),
      .init("5.19 and later", ["off=8 doesn't point to kptr"], summary: "there is no kptr at offset 8"),
      .init(
        "5.19 and later", ["off=0 kptr isn't referenced kptr"],
        summary: "the kptr at offset 0 is untrusted: it holds no reference to exchange"),
      .init(
        "5.19 and later", ["R1 doesn't have constant offset. kptr has to be at the constant offset"],
        summary: "the kptr's place depends on a number that is only known at run time"),
    ])

  /// A member that is none: the fix belongs on the value's type.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard var explained = worded(rejection) else { return nil }
    explained.register = 1
    explained.label = "`\(rejection.argumentText(1) ?? "this")` is taken for a kptr here"
    guard let map = rejection.lastState(of: 1)?.map else {
      return explained
    }
    explained.fixPlace =
      rejection.memberLine(ofArgument: 1, "declared without the tag that makes it a referenced kptr")
      ?? rejection.valueLine(ofMap: map, "the map's value is declared here")
    return explained
  }
}
