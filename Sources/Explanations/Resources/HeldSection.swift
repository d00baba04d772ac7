import Findings
import VerifierLog

/// A section that is opened and has to be closed before the program ends, calls into the unknown, or sleeps.
struct HeldSection {
  /// What is open, as a noun: `a lock`.
  let noun: String
  /// What opening and closing it do, as verbs with an object.
  let verbs: (opening: String, closing: String)
  /// Functions that open it.
  let opening: Set<String>
  /// Functions that close it.
  let closing: Set<String>

  /// `bpf_spin_lock` and `bpf_res_spin_lock`.
  static let lock = HeldSection(
    noun: "a lock", verbs: ("takes the lock", "releases the lock"),
    opening: ["bpf_spin_lock", "bpf_res_spin_lock", "bpf_res_spin_lock_irqsave"],
    closing: ["bpf_spin_unlock", "bpf_res_spin_unlock", "bpf_res_spin_unlock_irqrestore"])
  /// `bpf_rcu_read_lock`
  static let rcu = HeldSection(
    noun: "an RCU read section", verbs: ("opens the section", "closes the section"), opening: ["bpf_rcu_read_lock"],
    closing: ["bpf_rcu_read_unlock"])
  /// `bpf_preempt_disable`
  static let preemption = HeldSection(
    noun: "a section without preemption", verbs: ("disables preemption", "enables preemption"),
    opening: ["bpf_preempt_disable"],
    closing: ["bpf_preempt_enable"])
  /// `bpf_local_irq_save`
  static let interrupts = HeldSection(
    noun: "a section without interrupts", verbs: ("disables interrupts", "restores interrupts"),
    opening: ["bpf_local_irq_save", "bpf_res_spin_lock_irqsave"],
    closing: ["bpf_local_irq_restore", "bpf_res_spin_unlock_irqrestore"])

  /// Who leaves, of a message that ends in `... cannot be used inside X-ed region`, as a clause's beginning.
  static func leaving(_ words: Substring) -> String {
    if words.hasPrefix("BPF_EXIT") { return "the program ends" }
    if words.hasPrefix("tail_call") { return "a tail call leaves the program" }
    if words.hasPrefix("bpf_throw") { return "bpf_throw leaves the program" }
    if words.hasPrefix("BPF_LD_") { return "a packet load (BPF_LD_ABS), which may end the program, stands" }
    return "the program is left"
  }

  /// An explanation whose story is where the section was opened, and the way that led from there.
  func tell(_ explained: Explained, of rejection: Rejection, label: String? = nil) -> Explained {
    var explained = explained
    explained.label = label
    explained.related = []
    if let label { explained.primary = rejection.wayOut(label) }
    guard let step = rejection.failingStep, let opening = rejection.opening(of: self) else { return explained }
    let callee = rejection.trace.steps[opening].callee ?? "the call"
    explained.related = [rejection.span(opening, "\(callee) \(verbs.opening) here")]
    if rejection.wayOut("") != nil, let branch = rejection.newestBranch(after: opening, before: step) {
      explained.related?.append(rejection.span(branch, "from here on nothing on this path closes it"))
    }
    return explained
  }

  /// An explanation of a closing call where nothing is open: what closed it before, or the way that came here.
  func unopened(
    _ explained: Explained, of rejection: Rejection, label: String = "nothing to close on this path"
  ) -> Explained {
    var explained = explained
    explained.label = label
    explained.related = []
    guard let step = rejection.failingStep else { return explained }
    if let earlier = rejection.newestCall(of: closing) {
      explained.related = [
        rejection.span(earlier, "\(rejection.trace.steps[earlier].callee ?? "a call") \(verbs.closing) here already")
      ]
    } else if let branch = rejection.newestBranch(after: -1, before: step) {
      explained.related = [rejection.span(branch, "this path comes here without opening \(noun)")]
    }
    return explained
  }
}
