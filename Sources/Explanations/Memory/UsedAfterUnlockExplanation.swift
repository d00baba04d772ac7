import Findings
import VerifierLog

/// A node of a list or tree used after the lock that kept it there was given back.
public enum UsedAfterUnlockExplanation: Explanation {
  /// The manual page.
  public static let page = ExplanationPage(
    id: "A1251", title: "a node is used after the lock that kept it in place was released",
    why: """
      A node that was added to a list or tree, or looked at there, belongs to the list. Its pointer holds while the lock \
      that guards the list is held; once it is released anybody may take the node away, and the verifier makes plain \
      numbers of all pointers to it.
      """,
    fix:
      "use the node before bpf_spin_unlock, copy what is needed of it, or take a reference with bpf_refcount_acquire",
    causes: [
      "a member of the node is read after bpf_spin_unlock",
      "the node is added under the lock and filled afterwards",
    ],
    repair: .init(
      before: "bpf_spin_unlock(&lock);\ncount(node->size);",
      after: "size = node->size;\nbpf_spin_unlock(&lock);\ncount(size);"),
    seeAlso: ["A1250", "A1704"],
    examples: [
      .init(
        "6.3 and later", ["R6 invalid mem access 'scalar'"],
        path: [
          "20: (85) call bpf_rbtree_first#53421  ; R0_w=ptr_or_null_node_data(id=5,non_own_ref)",
          "21: (15) if r0 == 0x0 goto pc+8       ; R0_w=ptr_node_data(non_own_ref)",
          "22: (bf) r6 = r0                      ; R0_w=ptr_node_data(non_own_ref) R6_w=ptr_node_data(non_own_ref)",
          "23: (18) r1 = 0xffff888103b4e110      ; R1_w=map_value(map=.data.A,ks=4,vs=24,off=16)",
          "25: (85) call bpf_spin_unlock#94      ;",
          "26: (79) r1 = *(u64 *)(r6 +0)",
        ],
        summary: "the pointer is used after bpf_spin_unlock, until which it was valid")
    ])

  /// The calls that end a lock's section.
  private static let unlocks: Set<String> = [
    "bpf_spin_unlock", "bpf_res_spin_unlock", "bpf_res_spin_unlock_irqrestore", "bpf_rcu_read_unlock",
  ]

  /// A pointer that held up to an unlocking.
  public static func explain(_ rejection: Rejection) -> Explained? {
    guard let register = rejection.accessThroughNumber, let lost = rejection.lostPointer(in: register),
      lost.state.kind == .btfPointer, let call = lost.calls.last(where: { unlocks.contains($0.name) })
    else { return nil }
    let pointer = rejection.pointerName(register).map { "`\($0)`" } ?? "the pointer"
    var result = explained("\(pointer) is used after \(call.name), until which it was valid")
    result.register = register
    result.label = "\(rejection.failureLabel(of: nil)); \(pointer) is no pointer any more"
    let event = StoryEvent(step: call.step, label: "\(call.name) ends what kept \(pointer) in place", weight: .lost)
    if let step = rejection.failingStep {
      result.related = rejection.story(of: register, and: [event], besides: rejection.span(step, ""))
    }
    return result
  }
}
