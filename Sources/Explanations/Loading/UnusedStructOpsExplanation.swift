import BPFObject

/// A struct_ops program that no table refers to.
public enum UnusedStructOpsExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1915", title: "a struct_ops program that no table refers to",
    why: """
      What a struct_ops program is - its arguments, its return value, what it may call - comes from the member of the table \
      that it is assigned to. A program in SEC("struct_ops") that no variable in `.struct_ops` refers to has none of these, \
      and cannot be verified.
      """,
    fix:
      "assign the program to a member of a variable in SEC(\".struct_ops\") or SEC(\".struct_ops.link\"), or remove it",
    causes: [
      "The table's member was removed, or is set by the loader.",
      "The program is written `?struct_ops` so as to be optional, and the table that uses it is loaded without it.",
    ],
    repair: .init(
      before: "struct tcp_congestion_ops mine = { .name = \"mine\" };",
      after: "struct tcp_congestion_ops mine = { .init = (void *)mine_init, .name = \"mine\" };"),
    seeAlso: ["A1914"],
    examples: [
      .init(
        "libbpf 1.5 and later",
        ["prog 'start': SEC(\"struct_ops\") program isn't referenced anywhere, did you forget to use it?"],
        summary: "no struct_ops table refers to start"),
      .init(
        "the kernel, with libbpf before 1.5", ["attach_btf_id 0 is not a supported struct"],
        summary: "no struct_ops table refers to the program"),
    ])

  private static let format = MessageFormat("prog '%w': SEC(\"struct_ops\") program isn't referenced anywhere")

  /// A program without a table.
  public static func explain(_ rejection: Rejection) -> Explained? {
    var name: String?
    if let (_, words) = rejection.first(format) {
      name = String(words[0])
    } else if !rejection.messages.contains("attach_btf_id 0 is not a supported struct") {
      return nil
    }
    var explained = explained("no struct_ops table refers to \(name ?? rejection.program?.name ?? "the program")")
    explained.primary = rejection.sectionLine("no table refers to this program")
    if let table = rejection.object?.structOps.first?.name {
      explained.fixPlace = rejection.declaration(table, "its members are programs: this one is not among them")
    }
    return explained
  }
}
