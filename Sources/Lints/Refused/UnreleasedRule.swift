public import Findings
import Analysis
import BPF
import BPFObject

/// Something acquired that a path does not give back.
public enum UnreleasedRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2030", name: "unreleased", group: .refused, severity: .error,
    title: "what a call acquired is not given back on a path, or used after it was",
    why: """
      A reserved record and a socket that was looked up belong to the program until it gives them back: the kernel would wait \
      for them for ever. The verifier wants that done on every path, once, also where something else fails.
      """,
    fix: "submit, discard or release it on every path, and use it no more afterwards",
    seeAlso: ["A1701", "A1702", "A1704"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .unreleased(let atTailCall):
        return WalkFinding(
          "what \(fault.origin.flatMap { program.words(ofCall: $0, in: subject) } ?? "a call") gave is not given back "
            + (atTailCall ? "before the tail call" : "on every path"),
          label: atTailCall ? "the program does not come back" : "still held here",
          origin: "acquired here")
      case .released:
        return WalkFinding(
          "what \(fault.origin.flatMap { program.helper(at: $0) } ?? "a call") gave is used after it was given back",
          label: "given back on a path that leads here",
          origin: "acquired here")
      default: return nil
      }
    }
  }
}
