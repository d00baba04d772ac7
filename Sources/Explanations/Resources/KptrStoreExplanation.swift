import Findings
import VerifierLog

/// A kptr of a map value that is written, or touched in another way than its kind allows.
public enum KptrStoreExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1751", title: "a kptr in a map is written like a plain member",
    why: """
      A map value's member that is tagged __kptr holds a counted pointer: only bpf_kptr_xchg may put one in or take it \
      out, so that no count is lost. An untrusted kptr (__kptr_untrusted) may be written by a plain store of eight bytes, \
      with a pointer of its type or zero; a __uptr is the kernel's to set.
      """,
    fix: "exchange it with bpf_kptr_xchg(&v->ptr, new) and release the old value that it returns",
    causes: [
      "`v->task = task` in place of bpf_kptr_xchg(&v->task, task).", "`v->task = NULL` to clear it.",
      "The whole value is assigned or copied, the kptr with it.",
      "A number other than 0 is stored, or an atomic operation is done on it.",
    ],
    repair: .init(
      before: "v->task = task;",
      after: "old = bpf_kptr_xchg(&v->task, task);\nif (old)\n    bpf_task_release(old);"),
    seeAlso: ["A1752", "A1753"],
    examples: [
      .init(
        "5.19 and later", ["store to referenced kptr disallowed"],
        summary: "a referenced kptr is written by a plain store"),
      .init(
        "6.13 and later", ["store to uptr disallowed"], summary: "a uptr is written, which only the kernel may set"),
      .init(
        "5.19 and later", ["BPF_ST imm must be 0 when storing to kptr at off=8"],
        summary: "a number is stored to the kptr at offset 8 of the value, which takes a pointer or 0"),
      .init(
        "5.19 and later", ["kptr in map can only be accessed using BPF_LDX/BPF_STX/BPF_ST"],
        summary: "a kptr is accessed by another instruction than a plain load or store"),
      .init(
        "5.19 and later", ["kptr in map can only be accessed using BPF_MEM instruction mode"],
        summary: "a kptr is accessed by another instruction than a plain load or store"),
      .init(
        "5.19 and later", ["kptr access size must be BPF_DW"], summary: "a kptr is accessed in part: it has eight bytes"
      ),
      .init(
        "5.19 and later", ["kptr access cannot have variable offset"],
        summary: "a kptr is accessed at a place that is only known at run time"),
      .init(
        "5.19 and later", ["kptr access misaligned expected=8 off=12"],
        summary: "a kptr is accessed at offset 12 of the value; it is at 8"),
      .init(
        "5.19 and later", ["kptr cannot be accessed indirectly by helper"],
        summary: "a helper is given memory with a kptr in it"),
    ])

  private static let formats: [(format: MessageFormat, summary: String)] = [
    (MessageFormat("store to referenced kptr disallowed"), "a referenced kptr is written by a plain store"),
    (MessageFormat("store to uptr disallowed"), "a uptr is written, which only the kernel may set"),
    (
      MessageFormat("BPF_ST imm must be 0 when storing to kptr at off=%d"),
      "a number is stored to the kptr at offset {0} of the value, which takes a pointer or 0"
    ),
    (
      MessageFormat("kptr in map can only be accessed using "),
      "a kptr is accessed by another instruction than a plain load or store"
    ),
    (MessageFormat("kptr access size must be BPF_DW"), "a kptr is accessed in part: it has eight bytes"),
    (
      MessageFormat("kptr access cannot have variable offset"),
      "a kptr is accessed at a place that is only known at run time"
    ),
    (
      MessageFormat("kptr access misaligned expected=%d off=%d"),
      "a kptr is accessed at offset {1} of the value; it is at {0}"
    ),
    (MessageFormat("kptr cannot be accessed indirectly by helper"), "a helper is given memory with a kptr in it"),
  ]

  /// A plain access to a kptr.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      for (format, summary) in formats {
        guard let captures = format.match(message) else { continue }
        var text = summary
        for (index, capture) in captures.enumerated() { text = text.replacing("{\(index)}", with: capture) }
        return explained(text)
      }
    }
    return nil
  }
}
