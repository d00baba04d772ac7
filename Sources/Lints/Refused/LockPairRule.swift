public import Findings
import Analysis
import BPF
import BPFObject

/// A lock that is not taken and released as a pair.
public enum LockPairRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2031", name: "lock-pair", group: .refused, severity: .error,
    title: "a lock is not taken and released as a pair, or something is called in between",
    why: """
      A lock that stays taken stops every CPU that wants it. The verifier wants bpf_spin_unlock on every path, allows no \
      helper in between, and no second lock.
      """,
    fix: "take the lock late, release it early and on every path; call helpers before or after",
    seeAlso: ["A1711", "A1712", "A1713", "A1714"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.walk.faults.compactMap { fault -> Finding? in
        switch fault.kind {
        case .lockHeld:
          return finding(
            "the lock is held when the program ends", in: program, slot: fault.slot,
            label: "still held on a path that leads here",
            related: program.origin(of: fault, "taken here"),
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .callWhileLocked:
          return finding(
            "\(program.helper(at: fault.slot) ?? "a helper") is called while a lock is held", in: program,
            slot: fault.slot,
            label: "no helper may be called here",
            related: program.origin(of: fault, "taken here"),
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .secondLock:
          return finding(
            "a second lock is taken while one is held", in: program, slot: fault.slot,
            label: "one lock at a time",
            related: program.origin(of: fault, "the first is taken here"),
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        case .noLock:
          return finding(
            "a lock is released that is not held", in: program, slot: fault.slot,
            label: "not taken on a path that leads here",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        default: return nil
        }
      }
    }
  }

}
