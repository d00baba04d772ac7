/// An atomic operation that this kernel does not have.
public enum AtomicFormExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1269", title: "an atomic operation that this kernel does not have",
    why: """
      Atomic operations work on 4 or 8 bytes; those that return the old value, exchange or compare came with 5.12, \
      load-acquire and store-release (of 1 to 8 bytes) with 6.15. A kernel refuses what it does not know.
      """,
    fix:
      "use a 4 or 8 byte counter and an operation that the oldest kernel has; before 5.12 that is adding without using the result",
    causes: [
      "`__sync_fetch_and_add` on a char or a short",
      "`__atomic_load_n(p, __ATOMIC_ACQUIRE)` or `__atomic_store_n` on a kernel before 6.15",
      "`__sync_val_compare_and_swap` on a kernel before 5.12",
    ],
    repair: .init(
      before: "__u16 count;\n__sync_fetch_and_add(&count, 1);", after: "__u32 count;\n__sync_fetch_and_add(&count, 1);"),
    wordings: [
      .init(
        "5.12 and later", "BPF_ATOMIC uses invalid atomic opcode %x",
        "an atomic operation that this kernel does not have (opcode 0x{0})"),
      .init(
        "5.12 and later", "invalid atomic operand size",
        "an atomic operation on 1 or 2 bytes; only 4 and 8 are possible"),
      .init(
        "6.15 and later", "64-bit load-acquires are only supported on 64-bit arches",
        "an atomic load of 8 bytes, which 32-bit machines do not have"),
      .init(
        "6.15 and later", "64-bit store-releases are only supported on 64-bit arches",
        "an atomic store of 8 bytes, which 32-bit machines do not have"),
    ],
    seeAlso: ["A1268"],
    examples: [
      .init(
        "5.12 and later", ["BPF_ATOMIC uses invalid atomic opcode 0b"],
        summary: "an atomic operation that this kernel does not have (opcode 0x0b)"),
      .init(
        "5.12 and later", ["invalid atomic operand size"],
        summary: "an atomic operation on 1 or 2 bytes; only 4 and 8 are possible"),
      .init(
        "6.15 and later", ["64-bit load-acquires are only supported on 64-bit arches"],
        summary: "an atomic load of 8 bytes, which 32-bit machines do not have"),
      .init(
        "6.15 and later", ["64-bit store-releases are only supported on 64-bit arches"],
        summary: "an atomic store of 8 bytes, which 32-bit machines do not have"),
    ])
}
