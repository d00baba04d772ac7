import Analysis
import Findings
import VerifierLog

/// An allocated object or node that the program owns where it may not, or does not own where it has to.
public enum GraphOwnershipExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1763", title: "an object of a list or tree is used without the ownership that the call needs",
    why: """
      bpf_obj_new gives an object that the program owns. Adding it to a list or tree hands it over: until the lock is \
      released the program may still read it, but no longer add or drop it; after the unlock it may not touch it. \
      bpf_rbtree_first lends a node; only bpf_rbtree_remove, bpf_list_pop_front and the like make it the program's own \
      again.
      """,
    fix: "add only what bpf_obj_new, bpf_refcount_acquire or a remove or pop returned and was not added since",
    causes: [
      "The same object is added twice, or to two lists, without a bpf_refcount and bpf_refcount_acquire.",
      "bpf_rbtree_remove is given a node that was never in a tree.",
      "A node is used after the lock under which it was found was released.",
      "The return value of bpf_rbtree_first is added elsewhere without being removed first.",
    ],
    repair: .init(
      before: "bpf_list_push_front(&a, &item->node);\nbpf_list_push_front(&b, &item->node);",
      after: """
        copy = bpf_refcount_acquire(item);
        bpf_list_push_front(&a, &item->in_a);
        if (copy)
            bpf_list_push_front(&b, &copy->in_b);
        """), seeAlso: ["A1761", "A1703", "A1701"],
    examples: [
      .init(
        "6.2 and later", ["allocated object must be referenced"],
        summary: "an object is passed that the program does not own here"),
      .init(
        "6.3 to 7.0", ["rbtree_remove node input must be non-owning ref"],
        summary: "a node is removed that the program owns: it is in no tree"),
      .init(
        "7.1 and later", ["bpf_rbtree_remove can only take non-owning or refcounted bpf_rb_node pointer"],
        summary: "a node is passed to bpf_rbtree_remove that is in no tree: it was not found there"),
      .init(
        "6.5 and later", ["arg#0 is neither owning or non-owning ref"],
        summary: "an object is passed that the program neither owns nor has on loan here"),
      .init(
        "6.2 to 6.12", ["kfunc bpf_list_push_front_impl#81234 conversion of owning ref to non-owning failed"],
        summary: "an object cannot be handed over to bpf_list_push_front_impl here"),
      .init(
        "6.2 and later", ["arg#1 expected pointer to allocated object"],
        summary: "what is passed is no object that bpf_obj_new allocated"),
      .init(
        "6.2 and later", ["arg#0 expected pointer to map value or allocated object"],
        summary: "what is passed lies neither in a map value nor in an allocated object"),
      .init(
        "7.1 and later", ["arg#0 doesn't point to map value or allocated object"],
        summary: "what is passed lies neither in a map value nor in an allocated object"),
      .init(
        "6.5 and later", ["arg#0 doesn't point to a type with bpf_refcount field"],
        summary: "bpf_refcount_acquire is given an object whose struct has no bpf_refcount"),
    ])

  private static let formats: [(format: MessageFormat, summary: String, register: Int?)] = [
    (MessageFormat("allocated object must be referenced"), "{name} is passed that the program does not own here", nil),
    (
      MessageFormat("rbtree_remove node input must be non-owning ref"),
      "a node is removed that the program owns: it is in no tree", 2
    ),
    (
      MessageFormat("%w can only take non-owning or refcounted bpf_rb_node pointer"),
      "a node is passed to {0} that is in no tree: it was not found there", 2
    ),
    (
      MessageFormat("%s is neither owning or non-owning ref"),
      "{name} is passed that the program neither owns nor has on loan here", 1
    ),
    (
      MessageFormat("kfunc %w#%d conversion of owning ref to non-owning failed"),
      "an object cannot be handed over to {0} here", 2
    ),
    (
      MessageFormat("%s expected pointer to allocated object"),
      "what is passed is no object that bpf_obj_new allocated",
      nil
    ),
    (
      MessageFormat("%s expected pointer to map value or allocated object"),
      "what is passed lies neither in a map value nor in an allocated object", 1
    ),
    (
      MessageFormat("%s doesn't point to map value or allocated object"),
      "what is passed lies neither in a map value nor in an allocated object", 1
    ),
    (
      MessageFormat("%s doesn't point to a type with bpf_refcount field"),
      "bpf_refcount_acquire is given an object whose struct has no bpf_refcount", 1
    ),
  ]

  /// A use without ownership.
  public static func explain(_ rejection: Rejection) -> Explained? {
    for message in rejection.messages {
      for (format, summary, register) in formats {
        guard let captures = format.match(message) else { continue }
        let register = register ?? (isOfNode(rejection) ? 2 : 1)
        let argument = rejection.argumentText(register).map { "`\($0)`" }
        var explained = explained(
          summary.replacing("{0}", with: captures.first ?? "").replacing("{name}", with: argument ?? "an object"))
        explained.register = register
        if let step = rejection.failingStep, let given = handover(before: step, rejection) {
          explained.summary =
            "\(argument ?? "an object") was handed over already, and is not the program's to pass again"
          explained.related = [
            rejection.span(given, "\(rejection.trace.steps[given].callee ?? "a call") took it over here")
          ]
        }
        return explained
      }
    }
    return nil
  }

  private static func isOfNode(_ rejection: Rejection) -> Bool {
    let callee = rejection.refusedCall?.callee ?? ""
    return callee.hasPrefix("bpf_list_push") || callee.hasPrefix("bpf_rbtree_add")
      || callee.hasPrefix("bpf_rbtree_remove")
  }

  /// The newest call that put the same node into a list or tree.
  private static func handover(before step: Int, _ rejection: Rejection) -> Int? {
    guard let node = rejection.argumentText(2) else { return nil }
    return rejection.trace.steps.indices.dropLast().last {
      guard let call = rejection.call(at: $0), call.arguments.count > 1 else { return false }
      return (call.callee.hasPrefix("bpf_list_push") || call.callee.hasPrefix("bpf_rbtree_add"))
        && SourceNames.sameOwner(call.arguments[1], node)
    }
  }
}
