import Analysis
import Findings

/// What a rule says of a place at which the walk over single paths stopped.
struct WalkFinding {
  /// The finding's title.
  var title: String
  /// What the primary span says.
  var label: String
  /// What the line says that the walk names as the origin; nil where none is shown.
  var origin: String?

  init(_ title: String, label: String, origin: String? = nil) {
    self.title = title
    self.label = label
    self.origin = origin
  }
}

extension Rule {
  /// What the rule says of each place on a path that every verifier walks; `words` gives nil for places of other rules.
  static func walkFindings(
    _ subject: LintSubject, _ words: (WalkFault, LintedProgram) -> WalkFinding?
  ) -> [Finding] {
    subject.programs.flatMap { program in
      program.walk.faults.compactMap { fault in
        words(fault, program).map { found in
          finding(
            found.title, in: program, slot: fault.slot, label: found.label,
            related: found.origin.map { program.origin(of: fault, $0) } ?? [],
            claim: .inferred(because: "a path leads here on which nothing decides otherwise"))
        }
      }
    }
  }
}
