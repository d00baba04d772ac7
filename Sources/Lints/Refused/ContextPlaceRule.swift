public import Findings
import Analysis
import BPF
import BPFObject

/// A place of the context that a program's type does not have.
public enum ContextPlaceRule: Rule {
  /// The manual page.
  public static let page = RulePage(
    id: "A2029", name: "context-place", group: .refused, severity: .error,
    title: "the context is read where its type has nothing of that size",
    why: """
      The context is no plain memory: each read of a field is translated, and the verifier refuses what is no field, or not \
      of the field's size.
      """,
    fix: "read the fields of the context by their names, each as large as it is declared", seeAlso: ["A1220"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    subject.programs.flatMap { program in
      program.walk.faults.compactMap { fault -> Finding? in
        switch fault.kind {
        case .context(let offset, let size):
          return finding(
            "the context has no \(size) bytes at offset \(offset)", in: program, slot: fault.slot,
            label: "no field of this type's context",
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        default: return nil
        }
      }
    }
  }

}
