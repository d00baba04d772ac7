import Findings
import VerifierLog

extension Explained {
  /// Puts the fix on the declaration of the variable that the failing line mentions, when that is one.
  mutating func tellStackVariable(of rejection: Rejection) {
    guard let step = rejection.failingStep else { return }
    let names = rejection.localsMentioned(at: step)
    guard let name = names.first, names.count == 1 else { return }
    fixPlace = rejection.localDeclaration(name, before: step, "`\(name)` is declared here")
  }
}
