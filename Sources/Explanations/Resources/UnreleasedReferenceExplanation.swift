import Findings
import VerifierLog

/// Something acquired that the program never gives back on the path that ends.
public enum UnreleasedReferenceExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1701", title: "something acquired is not released on every path",
    why: """
      Some functions hand out an object that the kernel counts: a socket, a task, a ring buffer record, an allocated \
      object, an iterator. Nothing cleans up behind a program, so the verifier wants to see every one of them given back \
      on every path that ends the program or the callback, early returns for errors included.
      """,
    fix: "release it on every path that leaves the program, also where an error leaves early",
    causes: [
      "A check that was added between the acquiring call and the release returns early.",
      "A ring buffer record is reserved and then neither submitted nor discarded when filling it fails.",
      "bpf_ringbuf_reserve_dynptr failed: the dynptr has to be discarded all the same.",
      "An iterator's loop is left by `return`: its destroy call is skipped.",
      "The old value that bpf_kptr_xchg returns is thrown away.",
      "The pointer is kept in a map as a plain number: only bpf_kptr_xchg hands a reference to a map.",
    ],
    repair: .init(
      before: """
        struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
        if (!e)
            return 0;
        if (bpf_probe_read_user_str(e->path, sizeof(e->path), path) < 0)
            return 0;
        bpf_ringbuf_submit(e, 0);
        """,
      after: """
        struct event *e = bpf_ringbuf_reserve(&events, sizeof(*e), 0);
        if (!e)
            return 0;
        if (bpf_probe_read_user_str(e->path, sizeof(e->path), path) < 0) {
            bpf_ringbuf_discard(e, 0);
            return 0;
        }
        bpf_ringbuf_submit(e, 0);
        """),
    seeAlso: ["A1702", "A1703"],
    examples: [
      .init(
        "5.1 and later", ["Unreleased reference id=2 alloc_insn=10"],
        summary: "what instruction 10 acquired is not released on every path"),
      .init(
        "5.1 and later", ["Unreleased reference id=3 alloc_insn=2"],
        path: [
          "0: R1=ctx() R10=fp0", "; e = bpf_ringbuf_reserve(&events, 8, 0);", "0: (b7) r2 = 8", "1: (b7) r3 = 0",
          "2: (85) call bpf_ringbuf_reserve#131", "3: (95) exit",
        ], summary: "`e`, a ring buffer record from bpf_ringbuf_reserve, is not released on this path"),
      .init(
        "6.13 and later",
        ["Unreleased reference id=2 alloc_insn=10", "BPF_EXIT instruction in main prog would lead to reference leak"],
        summary: "what instruction 10 acquired is not released on every path"),
      .init(
        "6.13 and later, alone", ["BPF_EXIT instruction in main prog would lead to reference leak"],
        summary: "the program ends before it has released all that it acquired"),
    ])

  private static let unreleased = MessageFormat("Unreleased reference id=%d alloc_insn=%d")
  private static let exit = MessageFormat("BPF_EXIT instruction in %s would lead to reference leak")

  /// A path that ends with a reference held.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard !LeavingWithReferenceExplanation.leaves(rejection) else { return nil }
    for message in rejection.messages {
      if let numbers = unreleased.numbers(message) { return explain(rejection, acquiredAt: numbers[1]) }
    }
    guard rejection.messages.contains(where: { exit.match($0) != nil }) else { return nil }
    return explained("the program ends before it has released all that it acquired")
  }

  private static func explain(_ rejection: Rejection, acquiredAt slot: Int) -> Explained {
    guard let acquired = Acquisition(atSlot: slot, of: rejection) else {
      var explained = explained("what instruction \(slot) acquired is not released on every path")
      explained.related = rejection.span(ofSlot: slot, "acquired here").map { [$0] } ?? []
      explained.primary = rejection.wayOut("the path ends here with it still held")
      return explained
    }
    var explained = explained("\(acquired.subject) is not released on this path", advice: acquired.advice)
    explained.primary = rejection.wayOut("the path ends here with \(acquired.name ?? "it") still held")
    explained.related = acquired.story(in: rejection)
    return explained
  }
}
