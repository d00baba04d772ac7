import Findings
import VerifierLog

/// A lock call on memory that has no lock there.
public enum LockPlaceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1715", title: "no lock where the lock call looks for one",
    why: """
      The kernel finds a lock by the type of the map's value or of the allocated object: it has to hold exactly one \
      `struct bpf_spin_lock`, the map has to be declared with that type, and the pointer passed has to be the address of \
      that member.
      """,
    fix:
      "declare the map with `__type(value, struct ...)` whose struct has one `struct bpf_spin_lock`, and pass its address",
    causes: [
      "The map is declared with value_size instead of __type(value, ...), or without BTF.",
      "The lock is an own integer, lies inside an array or a union, or there are two of them.",
      "The address of the value is passed, and the lock is not its first member.",
      "The lock is a global variable together with other data: it needs a section of its own with its data.",
      """
      The same struct or section has a list or tree whose `__contains` names a struct that the object's BTF lacks: the \
      kernel then takes none of its special members.
      """,
      "The value is reached by an index that is only known at run time.",
    ],
    repair: .init(
      before: "__uint(value_size, sizeof(struct bucket));",
      after: "__type(value, struct bucket);   // struct bucket { struct bpf_spin_lock lock; __u64 tokens; };"),
    wordings: [
      .init(
        "6.2 to 7.1", "map '%w' has no valid bpf_spin_lock",
        "the values of the map {0} have no struct bpf_spin_lock that the kernel knows of"),
      .init(
        "7.2 and later", "%w '%w' has no valid %s_lock",
        "the values of the {0} {1} have no struct {2}_lock that the kernel knows of"),
      .init(
        "5.1 to 6.1", "map '%w' doesn't have 'struct bpf_spin_lock'",
        "the values of the map {0} have no struct bpf_spin_lock"),
      .init(
        "5.1 to 6.1", "map '%w' has more than one 'struct bpf_spin_lock'",
        "the values of the map {0} have more than one struct bpf_spin_lock"),
      .init(
        "5.1 to 6.1", "map '%w' is not a struct type or bpf_spin_lock is mangled",
        "the value of the map {0} is no struct, or its lock lies where the kernel does not look"),
      .init(
        "5.1 and later", "map '%w' has to have BTF in order to use bpf_spin_lock",
        "the map {0} has no type information, without which it has no lock"),
      .init(
        "7.2 and later", "map '%w' has to have BTF in order to use %s_lock",
        "the map {0} has no type information, without which it has no lock"),
      .init(
        "6.2 and later", "off %d doesn't point to 'struct %w' that is at %d",
        "the address passed is at offset {0} of the value; its struct {1} is at {2}"),
      .init(
        "5.1 to 6.1", "off %d doesn't point to 'struct bpf_spin_lock'",
        "the address passed is at offset {0} of the value, where it has no struct bpf_spin_lock"),
      .init(
        "5.1 to 7.1", "%r doesn't have constant offset. bpf_spin_lock has to be at the constant offset",
        "the lock's place depends on a number that is only known at run time"),
      .init(
        "7.2 and later", "%w doesn't have constant offset. %s_lock has to be at the constant offset",
        "the lock's place depends on a number that is only known at run time"),
    ], seeAlso: ["A1711"],
    examples: [
      .init(
        "6.2 to 7.1", ["map 'buckets' has no valid bpf_spin_lock"],
        summary: "the values of the map buckets have no struct bpf_spin_lock that the kernel knows of"),
      .init(
        "7.2 and later", ["map 'buckets' has no valid bpf_res_spin_lock"],
        summary: "the values of the map buckets have no struct bpf_res_spin_lock that the kernel knows of"),
      .init(
        "5.1 to 6.1", ["map 'buckets' doesn't have 'struct bpf_spin_lock'"],
        summary: "the values of the map buckets have no struct bpf_spin_lock"),
      .init(
        "5.1 to 6.1", ["map 'buckets' has more than one 'struct bpf_spin_lock'"],
        summary: "the values of the map buckets have more than one struct bpf_spin_lock"),
      .init(
        "5.1 to 6.1", ["map 'buckets' is not a struct type or bpf_spin_lock is mangled"],
        summary: "the value of the map buckets is no struct, or its lock lies where the kernel does not look"),
      .init(
        "5.1 and later", ["map 'buckets' has to have BTF in order to use bpf_spin_lock"],
        summary: "the map buckets has no type information, without which it has no lock"),
      .init(
        "6.2 and later", ["off 0 doesn't point to 'struct bpf_spin_lock' that is at 8"],
        summary: "the address passed is at offset 0 of the value; its struct bpf_spin_lock is at 8"),
      .init(
        "5.1 to 6.1", ["off 16 doesn't point to 'struct bpf_spin_lock'"],
        summary: "the address passed is at offset 16 of the value, where it has no struct bpf_spin_lock"),
      .init(
        "5.1 to 7.1", ["R1 doesn't have constant offset. bpf_spin_lock has to be at the constant offset"],
        summary: "the lock's place depends on a number that is only known at run time"),
      .init(
        "7.2 and later", ["R1 doesn't have constant offset. bpf_res_spin_lock has to be at the constant offset"],
        summary: "the lock's place depends on a number that is only known at run time"),
    ])

  private static let map = MessageFormat("map '%w' ")

  /// A call that finds no lock. Where a map is named, the fix belongs on its declaration.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard rejection.messages.contains(where: { $0.contains("_lock") }), var explained = worded(rejection) else {
      return nil
    }
    explained.register = 1
    let lock = rejection.argumentText(1).map { "`\($0)`" } ?? "this"
    explained.label = "\(lock) is taken for a lock here"
    if let name = rejection.messages.lazy.compactMap({ map.match($0)?[0] }).first {
      explained.fixPlace = rejection.valueLine(ofMap: String(name), "the map's value is declared here")
    } else if let name = rejection.lastState(of: 1)?.map {
      explained.fixPlace = rejection.valueLine(ofMap: name, "the map's value is declared here")
    }
    return explained
  }
}
