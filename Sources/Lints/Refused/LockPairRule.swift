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
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .lockHeld:
        return WalkFinding(
          "the lock is held when the program ends", label: "still held on a path that leads here",
          origin: "taken here")
      case .callWhileLocked:
        return WalkFinding(
          "\(program.helper(at: fault.slot) ?? "a helper") is called while a lock is held",
          label: "no helper may be called here",
          origin: "taken here")
      case .secondLock:
        return WalkFinding(
          "a second lock is taken while one is held", label: "one lock at a time",
          origin: "the first is taken here")
      case .noLock:
        return WalkFinding(
          "a lock is released that is not held", label: "not taken on a path that leads here")
      default: return nil
      }
    }
  }
}
