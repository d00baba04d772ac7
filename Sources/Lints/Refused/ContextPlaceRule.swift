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
      of the field's size. The offset has to stand in the instruction itself.
      """,
    fix: "read the fields of the context by their names, each as large as it is declared", seeAlso: ["A1220"])

  /// Each such place on a path that every verifier walks.
  public static func check(_ subject: LintSubject) -> [Finding] {
    walkFindings(subject) { fault, program in
      switch fault.kind {
      case .context(let offset, let size):
        return WalkFinding(
          "the context has no \(size) bytes at offset \(offset)", label: "no field of this type's context")
      case .contextMoved:
        return WalkFinding(
          "the context is used through a pointer that was moved before", label: "no field by its offset",
          origin: "moved here")
      default: return nil
      }
    }
  }
}
