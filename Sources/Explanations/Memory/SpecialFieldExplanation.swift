import Findings
import VerifierLog

/// A lock, timer or another field that is the kernel's, accessed as plain memory.
public enum SpecialFieldExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1236", title: "a field that is the kernel's is accessed as plain memory",
    why: """
      Some structs in map values and allocated objects belong to the kernel: bpf_spin_lock, bpf_timer, bpf_wq, \
      bpf_list_head, bpf_rb_root, bpf_refcount and others. Only their helpers and kernel functions touch them; neither a \
      load, a store nor a helper that fills or copies memory may reach into them.
      """,
    fix: "leave the field out: access the members beside it one by one, and use the field's own helpers for it",
    causes: [
      "the whole struct is assigned, compared or cleared: `*value = (struct value){}`, __builtin_memset",
      "the whole value is passed as memory to a helper: as a key, to an output, to bpf_probe_read_kernel",
      "the lock's number is read or reset",
    ],
    repair: .init(
      before: "__builtin_memset(account, 0, sizeof(*account));",
      after: "bpf_spin_lock(&account->lock);\naccount->bytes = 0;\nbpf_spin_unlock(&account->lock);"),
    wordings: [
      .init(
        "5.4 and later", "%w cannot be accessed directly by load/store",
        "{0} is accessed as plain memory; only its own helpers may"),
      .init(
        "6.2 and later", "direct access to %w is disallowed",
        "{0} is accessed as plain memory; only its own helpers may"),
    ],
    seeAlso: ["A1751"],
    examples: [
      .init(
        "5.4 to 7.3", ["bpf_spin_lock cannot be accessed directly by load/store"],
        summary: "bpf_spin_lock is accessed as plain memory; only its own helpers may"),
      .init(
        "5.15 and later", ["bpf_timer cannot be accessed directly by load/store"],
        summary: "bpf_timer is accessed as plain memory; only its own helpers may"),
      .init(
        "6.2 and later", ["direct access to bpf_list_head is disallowed"],
        summary: "bpf_list_head is accessed as plain memory; only its own helpers may"),
    ])
}
